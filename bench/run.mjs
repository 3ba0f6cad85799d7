// Prints one table: calls per second and CPU time per call of each contestant. See README.md.
import { fork, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import selfsigned from 'selfsigned';

const LABELS = {
  typed: 'lp.users.list()',
  raw: 'lp(service, path) + json()',
  undici: 'bare undici.request + json()',
  fetch: 'global fetch + json()',
};

const { values: given } = parseArgs({
  options: {
    calls: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    'in-flight': { type: 'string', default: '32' },
    library: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const calls = count('calls');
const rounds = count('rounds');
const inFlight = count('in-flight');

const here = fileURLToPath(new URL('.', import.meta.url));
const library = resolve(given.library ?? join(here, '../dist/index.js'));
if (given.library === undefined && !existsSync(library)) build();

const folder = mkdtempSync(join(tmpdir(), 'lp-bench-'));
const children = [];
try {
  const results = await measureAll(await openScene());
  if (given.json) console.log(JSON.stringify(results, undefined, 2));
  else print(results);
} finally {
  for (const child of children) {
    if (child.connected) child.disconnect();
  }
  rmSync(folder, { recursive: true });
}

/** Starts the server, with a certificate of this run alone. */
async function openScene() {
  const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, cert);
  const token = randomBytes(300).toString('base64url');
  const server = start('server.mjs', [], {});
  const { port } = await ask(server, { key, cert, token });
  const origin = `https://localhost:${port}`;
  return { caFile, scene: { library: pathToFileURL(library).href, origin, ca: cert, token } };
}

async function measureAll({ caFile, scene }) {
  const names = Object.keys(LABELS);
  const clients = new Map();
  const samples = new Map(names.map((name) => [name, []]));
  for (const name of names) {
    const client = start('client.mjs', [name], { NODE_EXTRA_CA_CERTS: caFile });
    await ask(client, { scene });
    await ask(client, { calls: Math.ceil(calls / 2), inFlight });
    clients.set(name, client);
  }
  for (let round = 0; round < rounds; round += 1) {
    // Another one begins each round, so that no one always follows the same neighbour.
    const order = names.map((_, index) => names[(index + round) % names.length]);
    for (const name of order) samples.get(name).push(await ask(clients.get(name), { calls, inFlight }));
  }
  const speeds = (name) => samples.get(name).map((sample) => sample.callsPerSecond);
  // Round by round: neighbours in time met the same load of the machine.
  const ratio = (name, other) => median(speeds(name).map((speed, round) => speed / speeds(other)[round]));
  return names.map((name) => ({
    name,
    callsPerSecond: median(speeds(name)),
    cpuMicros: median(samples.get(name).map((sample) => sample.cpuMicros)),
    ofUndici: ratio(name, 'undici'),
    ofFetch: ratio(name, 'fetch'),
  }));
}

function print(results) {
  const rows = results.map(({ name, callsPerSecond, cpuMicros, ofUndici, ofFetch }) => [
    LABELS[name],
    Math.round(callsPerSecond).toLocaleString('en'),
    cpuMicros.toFixed(1),
    `${ofUndici.toFixed(2)}x`,
    `${ofFetch.toFixed(2)}x`,
  ]);
  const table = [['contestant', 'calls/s', 'CPU µs/call', 'of undici', 'of fetch'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  console.log(
    `${inFlight} in flight, medians of ${rounds} rounds of ${calls} calls, Node ${process.version}\n`,
  );
  for (const row of table) {
    console.log(
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
    );
  }
}

function start(file, args, env) {
  const child = fork(join(here, file), args, { env: { ...process.env, ...env } });
  child.once('exit', (code) => {
    if (code) process.exitCode = 1;
  });
  children.push(child);
  return child;
}

/** Sends a message and waits for the next one from the child; rejects when the child ends instead. */
async function ask(child, message) {
  const settled = new AbortController();
  const ended = once(child, 'exit', { signal: settled.signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with code ${code}`);
  });
  const answered = once(child, 'message', { signal: settled.signal });
  child.send(message);
  try {
    const [answer] = await Promise.race([answered, ended]);
    return answer;
  } finally {
    settled.abort();
    ended.catch(() => undefined);
    answered.catch(() => undefined);
  }
}

function build() {
  console.error('There is no build yet: npm run build ...');
  // The progress goes to stderr: stdout belongs to the table.
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['run', 'build'], {
    cwd: resolve(here, '..'),
    shell,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}

function count(name) {
  const value = Number(given[name]);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${name} must be a whole number above 0; got ${given[name]}`);
  process.exit(1);
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
