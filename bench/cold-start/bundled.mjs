// Functions as `lp-toolbelt bundle` makes them, in a folder where only the platform's module is.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const SHARED = '../../test/integration/bundle/functions/';
/** Those that a budget is about. */
export const ONE_LIST = 'one list';
export const README = 'that of README';
export const THREE_ROWS = 'three APIs, and a secret';
export const ALL = 'any operation of any API';
/** `runs`: with the answers that the server of the benchmark has. Of the others only the size is told. */
export const FUNCTIONS = [
  { name: ONE_LIST, file: 'one-list.js', runs: true },
  {
    name: 'a user, and a raw list',
    file: `${SHARED}reads.js`,
    runs: true,
    payload: { userId: 3_120_456_789 },
  },
  {
    name: 'two lists, and an invocation',
    file: `${SHARED}invocation.js`,
    runs: true,
    payload: { uuid: '6f4bd4cd-6b0f-4d5e-9a2b-0a1b2c3d4e5f' },
  },
  { name: 'secrets alone', file: `${SHARED}secrets.js`, runs: true },
  { name: 'a list of any API', file: `${SHARED}all-rows.js`, runs: true, payload: { api: 'users' } },
  { name: README, file: '../../examples/on-the-platform/agent-skills/index.js' },
  { name: THREE_ROWS, file: `${SHARED}three-rows.js` },
  { name: ALL, file: `${SHARED}any-operation.js` },
  { name: 'a conversation and its key words', file: `${SHARED}conversation.js` },
  { name: 'a certificate of its own', file: `${SHARED}mtls.js` },
];

/** Reads secrets, and does nothing else that a platform does. */
const PLATFORM = `
const value = { client_id: 'bench', client_secret: 'bench-secret' };
const client = { readSecret: async (key) => ({ key, value }), updateSecret: async (secret) => secret };
export const Toolbelt = { SecretClient: () => client };
`;

/** Bundles with the build of which `library` is a file, gives the functions with their sizes to `use`, and cleans up. */
export async function bundled(library, use) {
  const { bundleFunction } = await import(new URL('bundle.js', library).href);
  const folder = mkdtempSync(join(tmpdir(), 'lp-bench-bundle-'));
  try {
    writePlatform(join(folder, 'node_modules/core-functions-toolbelt'));
    const functions = [];
    for (const [index, { file, ...about }] of FUNCTIONS.entries()) {
      const { code } = await bundleFunction(fileURLToPath(new URL(file, import.meta.url)));
      const path = join(folder, `${index}.mjs`);
      writeFileSync(path, runnable(code));
      const sizes = { characters: code.length, gzip: gzipSync(code).length };
      functions.push({ ...about, path: pathToFileURL(path), ...sizes });
    }
    return await use(functions);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writePlatform(module) {
  mkdirSync(module, { recursive: true });
  writeFileSync(join(module, 'package.json'), '{"type":"module","exports":"./index.js"}');
  writeFileSync(join(module, 'index.js'), PLATFORM);
}

function runnable(code) {
  const report = new URL('../support/report.mjs', import.meta.url).href;
  return `import '${report}';\n${code}\nawait lambda({ headers: [], payload: JSON.parse(process.env.BENCH_PAYLOAD) });\nexport { lambda };\n`;
}
