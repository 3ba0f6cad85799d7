// Prints how large functions are when they are bundled, and what their cold start costs. See README.md.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ask, start, stop } from './support/child.mjs';
import { machine } from './support/machine.mjs';
import { median } from './support/median.mjs';
import { readOptions } from './support/options.mjs';
import { table, times } from './support/table.mjs';
import { plainEnvironment, timed } from './support/timed.mjs';

const FUNCTIONS = ['one-list', 'reads', 'invocation', 'secrets', 'conversation', 'mtls', 'all-rows'];
const FOLDERS = ['bundle/', '../test/integration/bundle/functions/'];
/** Reads secrets, and does nothing else that a platform does: what its own toolbelt costs is told beside it. */
const PLATFORM = `
const secrets = JSON.parse(process.env.BENCH_SECRETS);
const client = {
  readSecret: async (key) => ({ key, value: secrets[key] }),
  updateSecret: async ({ key, value }) => ({ key, value: (secrets[key] = value) }),
};
export const Toolbelt = { SecretClient: () => client };
`;

const { rounds = 15, platform, json } = readOptions(['rounds', 'platform', 'json']);
const dist = (file) => new URL(`../dist/${file}`, import.meta.url).href;
const { bundleFunction } = await import(dist('bundle.js'));
const folder = mkdtempSync(join(tmpdir(), 'lp-bench-bundle-'));
const sandbox = start(new URL('bundle/sandbox.mjs', import.meta.url));
try {
  const measuredOn = machine();
  const scene = await ask(sandbox, { testing: dist('testing.js') });
  const sizes = await bundles();
  const rows = await coldStarts(scene, sizes);
  if (json) console.log(JSON.stringify({ machine: measuredOn, rounds, rows }, undefined, 2));
  else console.log(`${measuredOn}; medians of ${rounds} fresh processes\n\n${told(rows)}`);
} finally {
  stop(sandbox);
  rmSync(folder, { recursive: true });
}

/** Bundles each function into a folder where only the platform is. */
async function bundles() {
  const module = join(folder, 'node_modules/core-functions-toolbelt');
  mkdirSync(module, { recursive: true });
  writeFileSync(join(module, 'package.json'), '{"type":"module","exports":"./index.js"}');
  writeFileSync(join(module, 'index.js'), PLATFORM);
  const sizes = new Map();
  for (const name of FUNCTIONS) {
    const [file] = FOLDERS.map((path) => fileURLToPath(new URL(`${path}${name}.js`, import.meta.url))).filter(
      existsSync,
    );
    const { code } = await bundleFunction(file);
    writeFileSync(join(folder, `${name}.mjs`), runnable(code));
    sizes.set(name, { characters: code.length, gzip: gzipSync(code).length });
  }
  return sizes;
}

function runnable(code) {
  const report = new URL('cold-start/report.mjs', import.meta.url).href;
  return `import '${report}';\n${code}\nawait lambda({ headers: [], payload: JSON.parse(process.env.BENCH_PAYLOAD) });\n`;
}

async function coldStarts({ env, caFile, secrets, payloads }, sizes) {
  const file = (name) => new URL(name, import.meta.url);
  const contestants = [
    ['bare node', file('cold-start/bare.mjs')],
    ['node:https by hand', file('bundle/by-hand.mjs')],
    ...FUNCTIONS.map((name) => [name, pathToFileURL(join(folder, `${name}.mjs`))]),
    ...(platform === undefined ? [] : [["the platform's module alone", platformAlone()]]),
  ];
  const samples = new Map(contestants.map(([name]) => [name, []]));
  // The first round fills the file cache, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      // Another one begins each round, so that no one always follows the same neighbour.
      const [name, path] = contestants[(turn + round) % contestants.length];
      const sample = await timed(path, {
        ...plainEnvironment(caFile),
        ...env,
        BENCH_SECRETS: JSON.stringify(secrets),
        BENCH_PAYLOAD: JSON.stringify(payloads[name] ?? {}),
      });
      if (round > 0) samples.get(name).push(sample);
    }
  }
  const middle = (name, key) => median(samples.get(name).map((sample) => sample[key]));
  const above = (name) => middle(name, 'cpuMs') - middle('bare node', 'cpuMs');
  return contestants.map(([name]) => ({
    name,
    ...sizes.get(name),
    cpuMs: above(name),
    ofByHand: above(name) / above('node:https by hand'),
    peakMiB: middle(name, 'peakMiB'),
  }));
}

function platformAlone() {
  const path = join(folder, 'platform.mjs');
  const report = new URL('cold-start/report.mjs', import.meta.url).href;
  writeFileSync(path, `import '${report}';\nawait import('${pathToFileURL(resolve(platform)).href}');\n`);
  return pathToFileURL(path);
}

function told(rows) {
  const cells = rows.map(({ name, characters, gzip, cpuMs, ofByHand, peakMiB }) => [
    name,
    characters?.toLocaleString('en') ?? '-',
    gzip?.toLocaleString('en') ?? '-',
    cpuMs.toFixed(1),
    times(ofByHand),
    peakMiB.toFixed(1),
  ]);
  const head = ['function', 'characters', 'gzip', 'CPU ms above bare node', 'of node:https', 'peak RSS MiB'];
  return table(head, cells);
}
