import { describe, expect, it } from 'vitest';
import { VERSION } from '../../../src/config.js';
import { runCli } from './run-cli.js';

describe('lp-toolbelt', () => {
  it('tells its commands and exit codes with --help', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: lp-toolbelt');
    expect(stdout).toMatch(/^ {2}demo /m);
    expect(stdout).toMatch(/^ {2}doctor /m);
    expect(stdout).toMatch(/^ {2}sandbox /m);
    expect(stdout).toContain('Exit codes:\n  0  good\n  1  failed\n  2  wrong usage\n');
  });

  it('tells the options of a command with --help', async () => {
    const { code, stdout } = await runCli(['sandbox', '--help']);
    expect(code).toBe(0);
    for (const option of ['--account <id>', '--unprovisioned', '--oauth1', '--json', 'Exit codes:']) {
      expect(stdout).toContain(option);
    }
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
    { args: ['sandbox', '--account', 'a/b'], says: 'ConfigError com.liveperson.faas.config.invalid: ' },
    { args: [], says: 'Usage: lp-toolbelt' },
  ])('ends with 2 and says what is wrong with $args', async ({ args, says }) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
