// Runs the suite with each version of Node in test/node-versions/package.json, and says for each what ran.
//   --short        the tests of the packed package alone, without those that no version of Node can change; not on 20
//   --only 22.23.3 that version alone
//   --table        writes the counts into CONTRIBUTING.md; of all versions and tests, so not with one of the above
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, 'test/node-versions');
const page = join(root, 'CONTRIBUTING.md');
const options = { short: { type: 'boolean' }, only: { type: 'string' }, table: { type: 'boolean' } };
const { values } = parseArgs({ options });
if (values.table && (values.short || values.only !== undefined)) {
  console.error('--table writes the counts of all versions and tests: leave out --only and --short');
  process.exit(1);
}

/**
 * Of the packed package: how it is loaded and required, calls, streams, and runs functions; and what its transports do, where
 * versions of Node differ most.
 */
const SHORT = [
  ...['--project', 'package', 'test/package/start.test.ts', 'test/package/consumer.test.ts'],
  'test/integration/http/transports/',
  // They are skipped: what the compiler says does not depend on Node, and takes the longest.
  ...['-t', '^(?!.*compiles with TypeScript)'],
];
const WHOLE = ['unit', 'integration', 'package'].flatMap((name) => ['--project', name]);

/** Tests that no Node is asked to run. */
const NOT_APPLICABLE = {
  browser: 'the page runs in Chromium',
  'generated-clients, foreign-clients': 'the software of others runs on what it is made for',
  vault: 'what OpenBao answers does not depend on Node; the client of it is in unit and integration',
  long: 'the same code as in unit and integration, at length',
};

const outcomes = wantedVersions().map(run);
report(outcomes);
// A part of it would take the place of the whole.
if (values.table && outcomes.every(({ reason }) => reason === undefined)) writeTable(outcomes);
process.exit(outcomes.every(({ status, failed }) => status === 0 && failed.length === 0) ? 0 : 1);

function wantedVersions() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const all = Object.keys(optionalDependencies).map((name) => name.slice('node-'.length));
  if (values.only !== undefined) {
    if (all.includes(values.only)) return [values.only];
    console.error(`--only must be one of ${all.join(', ')}: those of test/node-versions/package.json`);
    process.exit(1);
  }
  return values.short ? all.filter((version) => !version.startsWith('20.')) : all;
}

function run(version) {
  const bin = join(home, 'node_modules', `node-${version}`, 'bin');
  if (!existsSync(bin)) return { version, ...missing(), ...read([]) };
  console.log(
    `\nNode ${version}: vitest ${values.short ? 'of the packed package' : 'of unit, integration and package'}`,
  );
  const reports = mkdtempSync(join(tmpdir(), 'lp-node-versions-'));
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, TEST_REPORTS_DIR: reports };
  // What was built last is as good for the short form: the other Node is to run it.
  if (values.short && existsSync(join(root, 'dist/metafile-esm.json'))) env.PACKAGE_BUILD = 'reuse';
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...(values.short ? SHORT : WHOLE)];
  const { status } = spawnSync(join(bin, 'node'), args, { cwd: root, env, stdio: 'inherit' });
  const files = readdirSync(reports).map((name) => readFileSync(join(reports, name), 'utf8'));
  // Those that run .ci/run count these tests, too.
  const shared = process.env.TEST_REPORTS_DIR;
  files.forEach((text, index) => {
    if (shared !== undefined) writeFileSync(join(shared, `node-${version}-${index}.json`), text);
  });
  rmSync(reports, { recursive: true, force: true });
  return { version, status: status ?? 1, ...read(files.flatMap((text) => JSON.parse(text).testResults)) };
}

/** Why a version is not there, and whether that is a failure. */
function missing() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { reason: 'npm has it for Linux on x64 alone', status: 0 };
  return {
    reason: 'it is not installed: run `npm ci --include=optional` in test/node-versions',
    status: 1,
  };
}

function read(testResults) {
  const tests = testResults.flatMap((file) =>
    file.assertionResults.map(({ status, fullName }) => ({
      status,
      name: `${relative(root, file.name)}: ${fullName}`,
    })),
  );
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const of = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).map(({ name }) => name);
  const failed = [...of('failed'), ...broken.map(({ name }) => `${relative(root, name)}: was not loaded`)];
  return {
    files: testResults.length,
    passed: of('passed').length,
    failed,
    skipped: of('pending', 'skipped', 'todo'),
  };
}

function report(all) {
  console.log('\nWhat ran:');
  for (const { version, files, passed, failed, skipped, reason } of all) {
    if (reason !== undefined) console.log(`Node ${version}: NOT RUN, since ${reason}`);
    else
      console.log(
        `Node ${version}: ${files} files, ${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
      );
    for (const name of failed) console.log(`  failed: ${name}`);
    for (const name of skipped) console.log(`  skipped: ${name}`);
  }
  console.log('What does not apply:');
  for (const [name, why] of Object.entries(NOT_APPLICABLE)) console.log(`  ${name}: ${why}`);
}

function writeTable(all) {
  const rows = all.map(({ version, files, passed, failed, skipped }) =>
    row(version, files, passed, failed.length, skipped.length),
  );
  const table = [
    row('Node', 'Files', 'Passed', 'Failed', 'Skipped'),
    row('----', '---:', '---:', '---:', '---:'),
    ...rows,
  ];
  const text = readFileSync(page, 'utf8');
  const marked = /(<!-- node versions -->\n\n)[\s\S]*?(\n\n<!-- end -->)/;
  writeFileSync(
    page,
    text.replace(marked, (_, start, end) => `${start}${table.join('\n')}${end}`),
  );
  // Columns as the formatter has them.
  const biome = ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', page];
  spawnSync(process.execPath, biome, { cwd: root, stdio: 'inherit' });
}

function row(...cells) {
  return `| ${cells.join(' | ')} |`;
}
