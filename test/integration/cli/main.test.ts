import { describe, expect, it } from 'vitest';
import { VERSION } from '../../../src/config/version.js';
import { runCli } from './run-cli.js';

describe('lp-toolbelt', () => {
  it('tells its commands and exit codes with --help', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: lp-toolbelt');
    const commands = 'demo doctor provision secrets sandbox dev invoke bundle migrate'.split(' ');
    for (const command of commands) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
    expect(stdout).toContain('Exit codes:\n  0  good\n  1  failed\n  2  wrong usage\n');
  });

  it('tells the options of a command with --help', async () => {
    const { code, stdout } = await runCli(['sandbox', '--help']);
    expect(code).toBe(0);
    for (const option of ['--account <id>', '--unprovisioned', '--oauth1', '--json', 'Exit codes:']) {
      expect(stdout).toContain(option);
    }
  });

  it('tells of a command with help, too', async () => {
    const { code, stdout } = await runCli(['help', 'bundle']);
    expect(code).toBe(0);
    for (const option of ['--out <file>', '--external <module>']) expect(stdout).toContain(option);
  });

  it('tells what provisioning needs, and each way in which it may end', async () => {
    const { code, stdout } = await runCli(['provision', '--help']);
    expect(code).toBe(0);
    const options = ['--account <id>', '--platform <kind>', '--store <text>', '--timeout <duration>'];
    for (const option of [...options, '--dry-run', '-y, --yes', '--json', 'LP_ADMIN_BEARER']) {
      expect(stdout).toContain(option);
    }
    expect(stdout).not.toMatch(/--(token|bearer|password)/);
    for (const exitCode of [0, 1, 2, 3, 4, 5]) expect(stdout).toMatch(new RegExp(`^  ${exitCode}  \\w`, 'm'));
  });

  it('tells its version', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  it.each([
    { args: ['demmo'], says: "error: unknown command 'demmo'" },
    { args: ['demo', '--jsn'], says: "error: unknown option '--jsn'" },
    { args: ['demo', 'twice'], says: 'error: too many arguments' },
    { args: ['sandbox', '--account'], says: "error: option '--account <id>' argument missing" },
    {
      args: ['sandbox', '--oauth1', '--unprovisioned'],
      says: "cannot be used with option '--unprovisioned'",
    },
    { args: ['dev', '--inspect=none'], says: 'It must be a port from 0 to 65535.' },
    { args: ['invoke'], says: "error: missing required argument 'name'" },
    { args: ['sandbox', '--account', 'a/b'], says: 'ConfigError com.liveperson.faas.config.invalid: ' },
    { args: [], says: 'Usage: lp-toolbelt' },
  ])('ends with 2 and says what is wrong with $args', async ({ args, says }) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
