// Whole processes and their CPU, as the kernel tells it when they have ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** `time` of bash reads the usage of the ended child, in milliseconds. */
const TIMED = 'TIMEFORMAT=\'%3U %3S\'; time "$@" 2>&3';

/** The certificate in the file is the only root that a process trusts, in place of Node's 140. */
export function plainEnvironment(caFile) {
  const { NODE_OPTIONS, NODE_EXTRA_CA_CERTS, NODE_COMPILE_CACHE, ...env } = process.env;
  return { ...env, LC_ALL: 'C', ...(caFile !== undefined && { SSL_CERT_FILE: caFile }) };
}

/** Runs a file that imports `report.mjs` to its end; gives its CPU and what it told. */
export async function timed(file, env) {
  const path = fileURLToPath(file);
  const child = spawn('bash', ['-c', TIMED, 'bash', process.execPath, '--use-openssl-ca', path], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  // fd 3 is the contestant's stderr: that of bash says the times alone.
  const [[code], told, cpu, words] = await Promise.all([
    once(child, 'close'),
    textOf(child.stdout),
    textOf(child.stderr),
    textOf(child.stdio[3]),
  ]);
  if (code !== 0) throw new Error(`${path} ended with code ${code}: ${words.trim()}`);
  const [user, system] = cpu.trim().split(' ').map(Number);
  return { cpuMs: (user + system) * 1000, ...JSON.parse(told) };
}

/**
 * CPU of one call: that of a process that makes all calls less that of one that makes a few, so neither its start nor
 * its first connections count, and what V8 compiles in the background does. The file reads `BENCH_CALLS`.
 */
export async function timedCalls(file, env, { calls, few }) {
  const short = await timed(file, { ...env, BENCH_CALLS: few });
  const long = await timed(file, { ...env, BENCH_CALLS: calls });
  return { ...long, cpuMicros: ((long.cpuMs - short.cpuMs) * 1000) / (calls - few) };
}

async function textOf(stream) {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
