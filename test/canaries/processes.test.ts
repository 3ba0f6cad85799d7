import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { startSandbox } from '../../src/testing.js';
import { environment, type Finished, run, runCli, TSX } from '../integration/cli/run-cli.js';
import { CANARIES, Scanner } from './canaries.js';

const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Kinds and forms of what is found, for a report that shows none of it. */
function namesIn(values: Readonly<Record<string, string>>, text: string): string[] {
  return new Scanner(values).scan(text).map(({ kind, form }) => `${kind}, ${form}`);
}

const { clientSecret, userSecret, bearer, idToken, vaultToken, fileKey, postgresPassword } = CANARIES;
writeFileSync(
  join(folder, 'settings.json'),
  JSON.stringify({
    secrets: [
      { key: 'LIVEPERSON_DEFAULT_APP_KEY', value: { client_id: 'a-client', client_secret: clientSecret } },
      { key: 'MINE', value: userSecret },
    ],
  }),
);
writeFileSync(join(folder, 'broken.json'), `{"secrets": [{"key": "MINE", "value": "${clientSecret}"}, oops`);
mkdirSync(join(folder, 'functions', 'orders'), { recursive: true });
writeFileSync(join(folder, 'functions', 'orders', 'index.js'), 'async function lambda() { return 1; }\n');

/** Each command, at its best where it needs no network, and where it fails; all with every credential in its environment. */
const COMMANDS: readonly (readonly string[])[] = [
  ['--help'],
  ['secrets', '--store', 'settings:settings.json'],
  ['secrets', '--store', 'settings:settings.json', '--json'],
  ['secrets', '--store', 'settings:broken.json'],
  ['secrets', '--store', 'file:secrets.json', '--json'],
  ['secrets', '--store', 'file:broken.json'],
  ['secrets', '--store', `postgres://lp:${postgresPassword}@db.example.com/lp`],
  ['secrets', 'delete', 'NONE', '--yes', '--store', 'settings:settings.json'],
  ['secrets', 'put', 'MINE', '--store', 'settings:settings.json'],
  ['secrets', 'put', 'MINE', userSecret],
  ['doctor', '--json'],
  ['doctor'],
  ['provision', '--dry-run', '--yes'],
  ['provision', '--yes', '--json', '--timeout', '2s'],
  ['invoke', 'orders', userSecret],
  ['bundle', 'functions/orders'],
  ['bundle', 'functions/none'],
  ['migrate', '--dry-run'],
  ['migrate', '--json', '--dry-run'],
  ['dev', 'none'],
  ['sandbox', '--account', 'a/b'],
  ['demo', '--no-such-option'],
];

/** Without canaries: what the tests print is scanned for them, too. */
function titleOf(args: readonly string[]): string {
  return Object.values(CANARIES).reduce((text, canary) => text.replaceAll(canary, '…'), args.join(' '));
}

it.each(COMMANDS.map((args) => [titleOf(args), args] as const))(
  'lp-toolbelt %s prints none',
  async (_, args) => {
    const env = environment({
      XDG_DATA_HOME: folder,
      X_LIVEPERSON_BRAND_ID: '12345678',
      // Nothing is there: what each command tells of a host that it cannot reach.
      X_LIVEPERSON_CSDS_DOMAIN: 'localhost:1',
      LP_ALLOW_LOOPBACK: '1',
      LP_SECRET_STORE: 'settings:settings.json',
      LP_ADMIN_BEARER: bearer,
      LP_ADMIN_ID_TOKEN: idToken,
      LP_SECRETS_KEY: fileKey,
      VAULT_TOKEN: vaultToken,
      VAULT_ADDR: 'https://localhost:1',
    });
    const { stdout, stderr } = await runCli(args, env, folder);
    expect(stdout + stderr).not.toBe('');
    expect(namesIn(CANARIES, stdout + stderr)).toEqual([]);
  },
);

/** A function that has read its secrets, and dies of an error of the library. */
const DYING = `
import { createToolbelt, MemorySecretStore } from './all.mjs';
const value = JSON.parse(await new Promise((resolve) => process.stdin.on('data', (text) => resolve(String(text)))));
const toolbelt = createToolbelt({
  accountId: '1', csdsDomain: 'localhost:1', allowLoopback: true, retry: false,
  secretStore: new MemorySecretStore({ MINE: value.mine, LIVEPERSON_DEFAULT_APP_KEY: value.key }),
});
await toolbelt.SecretClient().readSecret('MINE');
await toolbelt.LPClient().users.list({}, { deadlineMs: 5000 });
`;

async function die(variables: Readonly<Record<string, string>>): Promise<Finished & { report: string }> {
  const source = new URL('../../src/', import.meta.url);
  const all = `export * from '${source}index.ts'; export * from '${source}stores.ts';`;
  writeFileSync(join(folder, 'all.mjs'), all);
  writeFileSync(join(folder, 'dying.mjs'), DYING);
  writeFileSync(
    join(folder, 'value.json'),
    JSON.stringify({ mine: userSecret, key: { client_id: 'a', client_secret: clientSecret } }),
  );
  const reports = mkdtempSync(join(folder, 'reports-'));
  const flags = ['--report-uncaught-exception', `--report-directory=${reports}`, '--import', TSX];
  const line = '"$0" "$@" < value.json';
  const args = ['-c', line, process.execPath, ...flags, 'dying.mjs'];
  const finished = await run('/bin/sh', args, environment(variables), folder);
  const report = readdirSync(reports).map((name) => readFileSync(join(reports, name), 'utf8'));
  return { ...finished, report: report.join('\n') };
}

it('a process that dies of an error of the library shows none on standard error, nor in its report', async () => {
  const { code, stderr, report } = await die({});
  expect(code).toBe(1);
  expect(stderr).toContain('CsdsError');
  expect(report).toContain('javascriptStack');
  expect(namesIn(CANARIES, stderr + report)).toEqual([]);
});

it('a report of Node lists the environment: what lies there cannot be held', async () => {
  const { stderr, report } = await die({ LP_SECRETS_KEY: fileKey });
  expect(namesIn({ fileKey }, stderr)).toEqual([]);
  expect(namesIn({ fileKey }, report)).not.toEqual([]);
});

it('a sandbox, and what is made of it, shows none of its credentials when it is looked at', async () => {
  await using sandbox = await startSandbox();
  await using toolbelt = sandbox.toolbelt();
  await toolbelt.LPClient().users.list();
  const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
  const { client_secret = '' } = { ...(secret?.value as Record<string, string>) };
  const shown = [toolbelt, sandbox.platform, sandbox.secretStore].map((value) =>
    inspect(value, { depth: 12, showHidden: true }),
  );
  expect(namesIn({ client_secret, bearer: sandbox.admin.bearer }, shown.join('\n'))).toEqual([]);
});
