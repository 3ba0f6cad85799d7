import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newManifest } from '../../../src/provisioning/manifest.js';
import { ProvisionScene } from './provision-scene.js';
import { inTerminal, RunningCli } from './run-cli.js';

const ENTER = '\r';
const ESCAPE = '\u001b';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const BELL = '\u0007';

let scene: ProvisionScene;

beforeEach(async () => {
  scene = await ProvisionScene.start({ infrastructureMs: 600_000 });
});

afterEach(() => scene[Symbol.asyncDispose]());

/** Starts provisioning in a terminal, where a person sits. */
function sit(variables: Readonly<Record<string, string>> = {}, args: readonly string[] = []): RunningCli {
  const env = scene.environment({ TERM: 'xterm-256color', ...variables });
  return new RunningCli(['provision', '--platform', 'sandbox', ...args], env, inTerminal);
}

describe('lp-toolbelt provision in a terminal', () => {
  it('shows the plan, asks, reads the bearer without showing it, and draws how it goes on', async () => {
    const { bearer, userId = '' } = scene.sandbox.admin;
    await using terminal = sit({ LP_ADMIN_BEARER: '', LP_ADMIN_USER_ID: '' });
    await terminal.printed('Provision account 12345678?');
    expect(terminal.stdout).toContain(`Store    ${scene.storeText}`);
    terminal.type(ENTER);
    await terminal.printed('Bearer of your session (not shown)');
    terminal.type(`${bearer.slice(0, 8)} ${bearer.slice(8)}${ENTER}`);
    await terminal.printed('It has a space or a line break in it');
    terminal.type(`\u0015${bearer}${ENTER}`);
    await terminal.printed('Id of your user');
    expect(scene.sandbox.requests.count()).toBe(0);
    terminal.type(`${userId}${ENTER}`);
    await terminal.printed('The infrastructure is being built');
    expect(terminal.stdout).toContain('You are an administrator of the account');
    expect(terminal.stdout).toMatch(/━+.* 5 % {2}\d:\d\d {2}Configuring the infrastructure/);
    scene.sandbox.clock.advance(600_000);
    expect(await terminal.ended).toBe(0);
    for (const line of ['Infrastructure ready', 'System secret stored', 'Account 12345678 is provisioned.']) {
      expect(terminal.stdout).toContain(line);
    }
    expect(terminal.stdout.trimEnd().endsWith(BELL)).toBe(true);
    expect(terminal.stdout).toContain(`export LP_SECRET_STORE='${scene.storeText}'`);
    for (const part of [bearer, bearer.slice(0, 8), bearer.slice(8, 16)]) {
      expect(terminal.stdout).not.toContain(part);
    }
    await scene.expectProvisioned();
  });

  it('asks nothing with --yes and a session in the environment', async () => {
    await using terminal = sit({}, ['--yes']);
    await terminal.printed('The infrastructure is being built');
    scene.sandbox.clock.advance(600_000);
    expect(await terminal.ended).toBe(0);
    expect(terminal.stdout).not.toContain('Provision account 12345678?');
  });

  it.each([
    { answer: 'n', means: 'no' },
    { answer: ESCAPE, means: 'Escape' },
    { answer: CTRL_C, means: 'Ctrl-C' },
  ])('sends nothing and ends with 5 when the answer is $means', async ({ answer }) => {
    await using terminal = sit();
    await terminal.printed('Provision account 12345678?');
    terminal.type(answer);
    expect(await terminal.ended).toBe(5);
    expect(terminal.stdout).toContain('Stopped. Nothing was sent or changed.');
    expect(scene.sandbox.requests.count()).toBe(0);
  });

  it('asks once more before it deletes what another store may use, naming each, and heeds a no', async () => {
    const { platform } = scene.sandbox;
    const other = newManifest('another store');
    await platform.install(other);
    const takeOver = ['--take-over', other.client_name];
    await using refusing = sit({}, takeOver);
    await refusing.printed('Provision account 12345678?');
    refusing.type('y');
    await refusing.printed('Delete these applications, too?');
    await refusing.printed(other.client_name);
    refusing.type('n');
    expect(await refusing.ended).toBe(5);
    expect(scene.sandbox.requests.all().filter(({ method }) => method === 'DELETE')).toEqual([]);

    // With JSON that question is asked all the same.
    await using agreeing = sit({}, ['--json', ...takeOver]);
    await agreeing.printed('Delete these applications, too?');
    agreeing.type('y');
    await agreeing.printed('"state":"waiting"');
    scene.sandbox.clock.advance(600_000);
    expect(await agreeing.ended).toBe(0);
    expect(agreeing.stdout).toContain(`"deleted":["${other.client_name}"]`);
    expect((await scene.installationsOfOurs()).map(({ clientName }) => clientName)).not.toContain(
      other.client_name,
    );
  });

  it('stops at Ctrl-C and at no other key, and gives the terminal back', async () => {
    await using terminal = sit({}, ['--yes']);
    await terminal.printed('The infrastructure is being built');
    // Ctrl-D hands over what was typed without a line break.
    for (const keys of [`${ESCAPE}q${ENTER}`, `${ESCAPE}${CTRL_D}`, ESCAPE]) terminal.type(keys);
    await terminal.printed('0:02  Configuring');
    terminal.type(CTRL_C);
    expect(await terminal.ended).toBe(5);
    expect(terminal.stdout).toContain('It is safe to run again.');
    expect(terminal.stdout.lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      terminal.stdout.lastIndexOf('\u001b[?25l'),
    );
    expect(await scene.store.list()).toEqual([]);
  });

  it('rings, and tells where it came to an end, when the person may not provision', async () => {
    await using terminal = sit(await scene.sessionOf('agent'), ['--yes']);
    expect(await terminal.ended).toBe(3);
    expect(terminal.stdout).toMatch(/▲.* {2}Checking who you are {2}0:\d\d/);
    expect(terminal.stdout).toContain('The account is not provisioned.');
    expect(terminal.stdout).toContain('NotAdminError com.liveperson.faas.provisioning.not-admin: ');
    expect(terminal.stdout.trimEnd().endsWith(BELL)).toBe(true);
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }, { CI: 'true' }, { ACCESSIBLE: '1' }])(
    'writes plain lines with %j',
    async (variables) => {
      await using terminal = sit(variables, ['--yes']);
      await terminal.printed('configure-infrastructure  waiting');
      scene.sandbox.clock.advance(600_000);
      expect(await terminal.ended).toBe(0);
      expect(terminal.stdout).not.toMatch(/[\u001b\u0007]/);
    },
  );

  it('does not ask for a bearer where nobody answers', async () => {
    await using terminal = sit({ LP_ADMIN_BEARER: '', CI: 'true' });
    expect(await terminal.ended).toBe(2);
    expect(terminal.stdout).toContain('LP_ADMIN_BEARER is missing');
  });
});
