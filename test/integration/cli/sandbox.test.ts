import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { environment, MAIN, RunningCli, run, runCli, TSX } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

const index = new URL('../../../src/index.ts', import.meta.url).href;

/** A call in the form of the official toolbelt, with the options left out. */
const officialCall = `
  import { LpServices, Toolbelt } from '${index}';
  const lp = Toolbelt.LpClient();
  const account = process.env.X_LIVEPERSON_BRAND_ID;
  const path = '/api/account/' + account + '/configuration/le-users/users?v=6.0';
  const res = await lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, path);
  console.log(account, res.status, (await res.json()).length);
`;

/** Types what the sandbox printed into a shell, as a user does, and then starts a function. */
function runInShell(printed: string) {
  const node = `"$0" --import "$1" --input-type=module --eval "$2"`;
  const args = ['-c', `${printed}\n${node}`, process.execPath, TSX, officialCall];
  return run('/bin/sh', args, environment());
}

describe('lp-toolbelt sandbox', () => {
  it('prints an environment that is all that another process needs', async () => {
    using temporary = new TemporaryFolder();
    await using sandbox = new RunningCli(['sandbox'], environment({ TMPDIR: temporary.path }));
    await sandbox.printed('Press Ctrl-C to stop.\n');
    expect(sandbox.stdout).toContain("export X_LIVEPERSON_BRAND_ID='12345678'\n");
    expect(await runInShell(sandbox.stdout)).toEqual({ code: 0, stdout: '12345678 200 50\n', stderr: '' });

    expect(await sandbox.stop('SIGINT')).toBe(0);
    expect(sandbox.stderr).toBe('');
    expect(temporary.left).toEqual([]);
  });

  it('prints the environment as JSON with --json, for the account asked for', async () => {
    await using sandbox = new RunningCli(['sandbox', '--json', '--account', '87654321']);
    await sandbox.printed('\n}\n');
    const env = JSON.parse(sandbox.stdout) as Record<string, string>;
    expect(env).toMatchObject({ X_LIVEPERSON_BRAND_ID: '87654321', LP_ALLOW_LOOPBACK: '1' });
    const child = ['--import', TSX, '--input-type=module', '--eval', officialCall];
    const called = await run(process.execPath, child, environment(env));
    expect(called).toMatchObject({ code: 0, stdout: '87654321 200 50\n' });
    expect(await sandbox.stop('SIGTERM')).toBe(0);
  });

  it('lets the system secret be an OAuth 1.0a app key with --oauth1', async () => {
    await using sandbox = new RunningCli(['sandbox', '--oauth1']);
    await sandbox.printed('Press Ctrl-C to stop.\n');
    const { code, stdout, stderr } = await runInShell(sandbox.stdout);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '12345678 200 50\n' });
    expect(stderr).toContain('is an OAuth 1.0a app key');
  });

  it('has no system secret with --unprovisioned, until it is provisioned in another terminal', async () => {
    await using sandbox = new RunningCli(['sandbox', '--unprovisioned']);
    await sandbox.printed('Press Ctrl-C to stop.\n');
    expect(sandbox.stdout).toContain('lp-toolbelt provision --platform sandbox\n');
    const { code, stderr } = await runInShell(sandbox.stdout);
    expect(code).toBe(1);
    expect(stderr).toContain('LIVEPERSON_DEFAULT_APP_KEY');

    const provision = '"$0" --import "$1" "$2" provision --platform sandbox';
    const args = ['-c', `${sandbox.stdout}\n${provision}`, process.execPath, TSX, MAIN];
    const provisioned = await run('/bin/sh', args, environment());
    expect(provisioned).toMatchObject({ code: 0, stderr: '' });
    expect(await runInShell(sandbox.stdout)).toMatchObject({ code: 0, stdout: '12345678 200 50\n' });
  });

  it('lets a function in another shell call the names of LivePerson with --proxy', async () => {
    await using sandbox = new RunningCli(['sandbox', '--proxy']);
    await sandbox.printed('Press Ctrl-C to stop.\n');
    expect(sandbox.stdout).toContain("export X_LIVEPERSON_CSDS_DOMAIN='api.liveperson.net'\n");
    expect(sandbox.stdout).not.toMatch(/localhost:\d|LP_ALLOW_LOOPBACK/);
    expect(await runInShell(sandbox.stdout)).toEqual({ code: 0, stdout: '12345678 200 50\n', stderr: '' });
  });

  it('prints what Node reads as a file with --shell dotenv', async () => {
    await using sandbox = new RunningCli(['sandbox', '--proxy', '--shell', 'dotenv']);
    await sandbox.printed('Press Ctrl-C to stop.\n');
    const env = parseEnv(sandbox.stdout) as Record<string, string>;
    const child = ['--import', TSX, '--input-type=module', '--eval', officialCall];
    expect(await run(process.execPath, child, environment(env))).toMatchObject({
      code: 0,
      stdout: '12345678 200 50\n',
    });
  });

  it.each([
    ['fish', "set -gx X_LIVEPERSON_BRAND_ID '12345678'\n"],
    ['powershell', "$env:X_LIVEPERSON_BRAND_ID = '12345678'\n"],
  ])('prints commands of %s', async (shell, line) => {
    await using sandbox = new RunningCli(['sandbox', '--shell', shell]);
    await sandbox.printed('Press Ctrl-C to stop.\n');
    expect(sandbox.stdout).toContain(line);
  });

  it('knows no other shell, none for JSON, and no proxy to provision through', async () => {
    expect(await runCli(['sandbox', '--shell', 'csh'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sh, fish, powershell, dotenv'),
    });
    expect((await runCli(['sandbox', '--shell', 'fish', '--json'])).code).toBe(2);
    expect((await runCli(['sandbox', '--proxy', '--unprovisioned'])).code).toBe(2);
  });
});
