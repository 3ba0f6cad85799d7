import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VaultScene } from '../../support/vault-scene.js';
import { KEY, ProvisionScene } from './provision-scene.js';
import { runCli } from './run-cli.js';

const TASKS = [
  'activate-feature',
  'configure-infrastructure',
  'create-default-secrets',
  'store-default-secret',
];

let scene: ProvisionScene;

const start = async () => {
  scene = await ProvisionScene.start();
};
const stop = () => scene[Symbol.asyncDispose]();

/** Requests that change something. */
function writes() {
  const { requests } = scene.sandbox;
  return requests.all().filter(({ method, path }) => method !== 'GET' && !/\/(login|token)$/.test(path));
}

/** The documents of an output with one in each line. */
function documents(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Who may do what with a file or folder, in octal digits. */
function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

async function secretValues(): Promise<string[]> {
  const value = (await scene.store.get(KEY))?.value as Record<string, string>;
  return Object.values(value);
}

/** Each test starts up to four processes. */
const SLOW = { timeout: 60_000 };

describe('lp-toolbelt provision', SLOW, () => {
  beforeEach(start);
  afterEach(stop);

  it('provisions the account into the encrypted file, which doctor and LPClient then use', async () => {
    const { code, stdout, stderr } = await scene.provision();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const task of TASKS) expect(stdout).toMatch(new RegExp(`^  ${task} +done +\\d+ % +[\\d.]+ s( |$)`, 'm'));
    const [installed] = await scene.installationsOfOurs();
    expect(stdout).toContain(`\nMade     ${installed?.clientName}\n`);
    expect(stdout).toMatch(/^The id of this run is [\da-f-]{36}\.$/m);
    expect(stdout).toContain('\nAccount 12345678 is provisioned.\n');
    expect(stdout).toContain(`\nThe secret ${KEY} is in ${scene.storeText}.\n`);
    expect(stdout).toMatch(new RegExp(`^export LP_SECRET_STORE='${scene.storeText}'$`, 'm'));
    expect(stdout).not.toContain('\u001b');
    await scene.expectProvisioned();

    const doctor = await runCli(['doctor'], scene.environment());
    expect(doctor).toMatchObject({ code: 0, stderr: '' });
    expect(doctor.stdout).toContain('All 19 rows of the privilege table can be used.');
  });

  it('provisions the account into a Vault, which doctor then uses', async () => {
    await using vault = await VaultScene.make();
    const { address } = vault.server;
    const variables = { ...vault.server.env(), LP_SECRET_STORE: `vault:${address}/secret/lp` };
    expect(await scene.provision([], variables)).toMatchObject({ code: 0, stderr: '' });
    expect(await scene.provision([], variables)).toMatchObject({ code: 0, stderr: '' });

    const { items } = await scene.sandbox.platform.listInstallations();
    expect(items).toHaveLength(1);
    expect(await vault.open().get(KEY)).toMatchObject({
      value: { client_id: items[0]?.clientId, client_secret: items[0]?.clientSecret },
      managedBy: 'system',
      version: '1',
    });
    const doctor = await runCli(['doctor'], scene.environment(variables));
    expect(doctor).toMatchObject({ code: 0, stderr: '' });
  });

  it('changes nothing when it is run again', async () => {
    expect((await scene.provision()).code).toBe(0);
    const before = await scene.store.list();
    scene.sandbox.requests.clear();
    const { code, stdout } = await scene.provision();
    expect(code).toBe(0);
    expect(stdout).toContain('Account 12345678 was provisioned already; nothing was changed.\n');
    for (const task of TASKS) expect(stdout).toMatch(new RegExp(`^  ${task} +skipped`, 'm'));
    expect(writes()).toEqual([]);
    expect(await scene.store.list()).toEqual(before);
  });

  it('makes the default store an encrypted file of the account in the data folder, for its owner alone', async () => {
    const { code, stdout } = await scene.provision([], { LP_SECRET_STORE: '' });
    expect(code).toBe(0);
    expect(stdout).toContain(`Store    ${scene.defaultStoreText}\n`);
    expect(stdout).toContain(`export LP_SECRET_STORE='${scene.defaultStoreText}'\n`);
    expect(scene.written).toEqual(['data']);
    const path = scene.defaultStoreText.slice('file:'.length);
    expect(readdirSync(dirname(path)).sort()).toEqual(['secrets.json', 'secrets.json.key']);
    const modes = [path, `${path}.key`, dirname(path), dirname(dirname(path))].map((each) => modeOf(each));
    expect(modes).toEqual(['600', '600', '700', '700']);
  });

  it('names a store that version 0.1.0 left in the folder, and uses it only when told to', async () => {
    const older = 'file:.lp-toolbelt/secrets-12345678.json';
    const without = { LP_SECRET_STORE: '' };
    expect((await scene.provision(['--store', older], without)).code).toBe(0);
    const { code, stdout, stderr } = await scene.provision([], without);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Note     Version 0.1.0 left a store in this folder, which is not used.\n');
    expect(stdout).toContain(`         To use it, give --store '${older}'\n`);
    const [plan] = documents((await scene.provision(['--dry-run', '--json'], without)).stdout);
    expect(plan).toMatchObject({ store: scene.defaultStoreText, olderStore: older });
    const listed = await runCli(['secrets'], scene.environment(without), scene.folder);
    expect(listed.stderr).toBe(
      `Note: Version 0.1.0 left a store in this folder, which is not used. To use it, give --store '${older}'\n`,
    );
  });

  it('prints one JSON document per line with --json: plan, events, result', async () => {
    const { code, stdout, stderr } = await scene.provision(['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [plan, ...rest] = documents(stdout);
    expect(plan).toMatchObject({ type: 'plan', accountId: '12345678', platform: 'sandbox' });
    expect(rest.slice(0, -1).map(({ type }) => type)).toEqual(rest.slice(0, -1).map(() => 'event'));
    expect(rest.at(-2)).toMatchObject({ task: null, state: 'completed', fraction: 1 });
    expect(rest.at(-1)).toMatchObject({
      type: 'result',
      ok: true,
      exitCode: 0,
      store: scene.storeText,
      secretName: KEY,
      changed: true,
      tasks: Object.fromEntries(TASKS.map((task) => [task, 'done'])),
      error: null,
    });

    const again = documents((await scene.provision(['--json'])).stdout).at(-1);
    expect(again).toMatchObject({
      ok: true,
      changed: false,
      tasks: Object.fromEntries(TASKS.map((task) => [task, 'skipped'])),
    });
  });

  it.each([[[]], [['--json']], [['--dry-run']], [['--dry-run', '--json']]])(
    'shows neither the session nor the credential (%j)',
    async (args) => {
      if (args.includes('--dry-run')) expect((await scene.provision()).code).toBe(0);
      const { stdout, stderr } = await scene.provision(args);
      const { bearer, idToken } = scene.sandbox.admin;
      const hidden = [bearer, idToken ?? '', ...(await secretValues())];
      expect(hidden.every((text) => text.length > 8)).toBe(true);
      for (const text of hidden) expect(stdout + stderr).not.toContain(text);
    },
  );

  it('ends with 3 for everybody but an administrator, and has changed nothing', async () => {
    for (const role of ['agent', 'agentManager', 'campaignManager'] as const) {
      const { code, stderr } = await scene.provision([], await scene.sessionOf(role));
      expect(code).toBe(3);
      expect(stderr).toMatch(/^NotAdminError \S+: Only an administrator .* nothing was changed\.\n$/);
    }
    expect(writes()).toEqual([]);
    expect(scene.written).toEqual([]);
  });

  it('ends with 4 where LivePerson wants a person, and carries on when that person is done', async () => {
    const onLivePerson = () => runCli(['provision'], scene.environment());
    const { code, stdout, stderr } = await onLivePerson();
    expect(code).toBe(4);
    expect(stdout).toMatch(/^Account +12345678, liveperson at localhost:\d+$/m);
    expect(stdout).toMatch(/^ {2}activate-feature +failed +0 % +[\d.]+ s$/m);
    expect(stderr).toMatch(
      /^ManualStepRequired \S+: A step has to be done by hand:\n\nSign in to [^\n]+\.\n/,
    );
    expect(stderr).toMatch(/\n\nThen run the same command again: it carries on from there\.\n$/);
    expect(writes()).toEqual([]);

    // What the page of Functions does at its first visit.
    const { platform, clock } = scene.sandbox;
    await platform.activateFeature();
    await platform.startInfrastructure();
    clock.advance(1_000);
    const later = await onLivePerson();
    expect(later).toMatchObject({ code: 0, stderr: '' });
    expect(later.stdout).toMatch(/^ {2}configure-infrastructure +skipped /m);
    await scene.expectProvisioned();
  });

  it('prints the manifest to upload as it is, when only a person may install', async () => {
    scene.sandbox.faults.add({ method: 'POST', path: 'installations', status: 403, times: Infinity });
    const { code, stderr } = await scene.provision();
    expect(code).toBe(4);
    const manifest = JSON.parse(stderr.slice(stderr.indexOf('\n{'), stderr.indexOf('\n}') + 2));
    expect(manifest).toMatchObject({ enabled: true, grant_types: ['client_credentials'] });
    expect(await scene.store.list()).toEqual([]);

    const report = documents((await scene.provision(['--json'])).stdout).at(-1);
    expect(report).toMatchObject({
      ok: false,
      exitCode: 4,
      error: { name: 'ManualStepRequired', task: 'create-default-secrets', instructions: expect.any(String) },
    });
  });

  it('ends with 1 and says what to do when the session is over', async () => {
    const stranger = await scene.provision([], { LP_ADMIN_BEARER: 'f'.repeat(64), LP_ADMIN_ID_TOKEN: '' });
    expect(stranger.code).toBe(1);
    expect(stranger.stderr).toMatch(/^ProvisioningError .*\n.*LP_ADMIN_BEARER.* run again\.\n$/);
    expect(stranger.stderr).not.toContain('f'.repeat(64));
    expect(scene.written).toEqual([]);
  });
});

describe('lp-toolbelt provision --dry-run', SLOW, () => {
  beforeEach(start);
  afterEach(stop);

  it('prints calls, manifest, store and how things are, and writes nothing', async () => {
    const { code, stdout, stderr } = await scene.provision(['--dry-run']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^create-default-secrets +install \* +writes /m);
    expect(stdout).toContain('"client_name": "lp-functions-toolbelt-default-<UUID>"');
    expect(stdout).toContain(`Store    ${scene.storeText}\n`);
    expect(stdout).toMatch(/^administrator +yes: /m);
    expect(stdout).toMatch(/^feature +inactive$/m);
    expect(stdout).toMatch(/^infrastructure +absent/m);
    expect(stdout).toMatch(/^installations +0 made by provisioning, 0 of others$/m);
    expect(stdout).toMatch(/^secret +not stored$/m);
    expect(writes()).toEqual([]);
    expect(scene.sandbox.requests.count()).toBeGreaterThan(0);
    expect(scene.written).toEqual([]);
  });

  it('tells of an account that is provisioned already, and leaves it as it is', async () => {
    expect((await scene.provision()).code).toBe(0);
    const [stored] = await scene.store.list();
    scene.sandbox.requests.clear();
    const { stdout } = await scene.provision(['--dry-run', '--json']);
    const { found: states } = JSON.parse(stdout) as { found: { subject: string; answer: string }[] };
    const found = Object.fromEntries(states.map(({ subject, answer }) => [subject, answer]));
    expect(found).toMatchObject({
      feature: 'active',
      infrastructure: 'ready',
      installations: '1 made by provisioning, 0 of others',
      secret: expect.stringContaining(`stored: owner system, version ${stored?.version}, account `),
    });
    expect(writes()).toEqual([]);
    expect(await scene.store.list()).toEqual([stored]);
  });

  it('sends nothing without a session', async () => {
    const { code, stdout } = await scene.provision(['--dry-run'], { LP_ADMIN_BEARER: '' });
    expect(code).toBe(0);
    expect(stdout).toContain('was not looked at: that takes LP_ADMIN_BEARER');
    expect(scene.sandbox.requests.count()).toBe(0);
  });

  it('ends as the run would for somebody who may not, and with 1 when it cannot look', async () => {
    const agent = await scene.provision(['--dry-run'], await scene.sessionOf('agent'));
    expect(agent.code).toBe(3);
    expect(agent.stdout).toMatch(/^administrator +no: /m);
    scene.sandbox.faults.add({ path: 'installations', status: 500, times: Infinity });
    const broken = await scene.provision(['--dry-run']);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/^installations +not known: HttpError /m);
    expect(broken.stdout).toMatch(/^secret +not stored$/m);
  });
});

describe('lp-toolbelt provision, called wrongly', SLOW, () => {
  // Each leaves the scene as it found it: that is what is tested.
  beforeAll(start);
  afterAll(stop);

  it.each([
    { flag: [], says: 'LP_ADMIN_BEARER is missing', variables: { LP_ADMIN_BEARER: '' } },
    { flag: [], says: 'LP_ADMIN_BEARER has a space', variables: { LP_ADMIN_BEARER: 'a1b2 c3d4' } },
    { flag: [], says: '--account <id>', variables: { X_LIVEPERSON_BRAND_ID: '' } },
    { flag: [], says: '--platform sandbox', variables: { X_LIVEPERSON_CSDS_DOMAIN: '' } },
    { flag: ['--account', '../12'], says: 'accountId', variables: {} },
    { flag: ['--timeout', '15 minutes'], says: 'timeout must be', variables: {} },
    { flag: ['--store', 'nowhere'], says: 'secretStore', variables: {} },
    { flag: ['--platform', 'mars'], says: 'Allowed choices are liveperson, sandbox', variables: {} },
    { flag: ['--token', 'a1b2c3d4'], says: "unknown option '--token'", variables: {} },
  ])('ends with 2 for $flag $variables, before anything is sent or written', async (wrong) => {
    const { code, stdout, stderr } = await scene.provision(wrong.flag, wrong.variables);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(wrong.says);
    expect(stderr).not.toMatch(/a1b2|^ +at /m);
    expect(scene.sandbox.requests.count()).toBe(0);
    expect(scene.written).toEqual([]);
  });
});
