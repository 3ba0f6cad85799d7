import { inspect } from 'node:util';
import { describe, expect } from 'vitest';
import type { ProvisioningEvent } from '../../../src/provisioning.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { FUNCTIONS_FEATURE_ID } from '../../../src/testing/sandbox/services/feature-grants.js';
import { sandboxTest as it } from '../../support/sandbox-fixture.js';
import {
  KEY,
  manualStep,
  openFunctionsPage,
  ours,
  platformOf,
  provision,
  REFUSED_INSTALL,
  spoilSecret,
  uploadByHand,
  writesIn,
} from './liveperson-scene.js';

const itUnprovisioned = it.extend({ sandboxOptions: { provisioned: false } });

describe('provisioning on LivePerson, where nothing public activates Functions', () => {
  it('asks for the visit of the page, changes nothing, and carries on once it is done', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 600_000 });
    await using platform = platformOf(sandbox);
    const step = await manualStep(provision(sandbox, platform));
    expect(step).toMatchObject({ task: 'activate-feature', done: [] });
    expect(step.instructions).toContain('page of Functions (V2)');
    expect(writesIn(sandbox)).toEqual([]);

    await openFunctionsPage(sandbox);
    expect(await manualStep(provision(sandbox, platform))).toMatchObject({ task: 'activate-feature' });
    sandbox.clock.advance(600_000);
    const result = await provision(sandbox, platform);
    expect(result.tasks).toEqual({
      'activate-feature': 'skipped',
      'configure-infrastructure': 'skipped',
      'create-default-secrets': 'done',
      'store-default-secret': 'done',
    });
    expect(await ours(sandbox)).toHaveLength(1);
    await using toolbelt = sandbox.toolbelt();
    expect(await toolbelt.LPClient().skills.list()).toHaveLength(12);
    expect(await provision(sandbox, platform)).toMatchObject({ changed: false });
  });

  it('grants the feature when its id is known, in either form, and asks for the infrastructure alone', async () => {
    for (const shape of ['appDataList', 'acApp'] as const) {
      await using sandbox = await startSandbox({ provisioned: false });
      sandbox.switches.featureGrants = shape;
      await using platform = platformOf(sandbox, { featureId: FUNCTIONS_FEATURE_ID });
      const step = await manualStep(provision(sandbox, platform));
      expect(step).toMatchObject({ task: 'configure-infrastructure', done: ['activate-feature'] });
      expect([shape, await platform.feature()]).toEqual([shape, 'active']);

      await sandbox.platform.startInfrastructure();
      sandbox.clock.advance(2_000);
      expect(await provision(sandbox, platform)).toMatchObject({ changed: true });
    }
  });

  itUnprovisioned(
    'asks for the visit when the person may not read or change features',
    async ({ sandbox }) => {
      await using platform = platformOf(sandbox, { featureId: FUNCTIONS_FEATURE_ID });
      for (const fault of [
        { method: 'POST', status: 403 },
        { method: 'GET', status: 404, times: Infinity },
      ]) {
        sandbox.faults.add({ path: /featureGrants/, ...fault });
        expect(await manualStep(provision(sandbox, platform))).toMatchObject({ task: 'activate-feature' });
        expect(await platform.feature()).toBe('inactive');
      }
    },
  );
});

describe('provisioning on LivePerson, where app-install is closed to the person', () => {
  itUnprovisioned(
    'gives the JSON to upload; the run after that keeps what was stored by hand',
    async ({ sandbox }) => {
      await openFunctionsPage(sandbox);
      sandbox.clock.advance(2_000);
      await using platform = platformOf(sandbox);
      sandbox.faults.add(REFUSED_INSTALL);
      const step = await manualStep(provision(sandbox, platform));
      expect(step).toMatchObject({
        task: 'create-default-secrets',
        done: ['activate-feature', 'configure-infrastructure'],
      });
      expect(await sandbox.secretStore.list()).toEqual([]);

      sandbox.faults.clear();
      const value = await uploadByHand(sandbox, step);
      sandbox.faults.add(REFUSED_INSTALL);
      // Uploading alone is not enough: it could be what another run has just installed.
      const again = await manualStep(provision(sandbox, platform));
      expect(again.instructions).toMatch(/whose description has "store=[0-9a-f]{16}", take that one/);
      await sandbox.secretStore.put({ key: KEY, value, managedBy: 'system' });
      // The record says its account from then on.
      const tasks = { 'create-default-secrets': 'skipped', 'store-default-secret': 'done' };
      expect(await provision(sandbox, platform)).toMatchObject({ tasks });
      expect(await provision(sandbox, platform)).toMatchObject({ changed: false });
      expect(await ours(sandbox)).toMatchObject([{ clientId: value.client_id }]);
      await using toolbelt = sandbox.toolbelt();
      expect(await toolbelt.LPClient().skills.list()).toHaveLength(12);
    },
  );

  it('removes what was uploaded twice, and keeps the one that is stored', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    await spoilSecret(sandbox);
    sandbox.faults.add({ ...REFUSED_INSTALL, times: 1 });
    const first = await manualStep(provision(sandbox, platform));
    await uploadByHand(sandbox, first);
    sandbox.faults.add({ ...REFUSED_INSTALL, times: 1 });
    const second = await manualStep(provision(sandbox, platform));
    const value = await uploadByHand(sandbox, second);
    expect(await ours(sandbox)).toHaveLength(3);
    await sandbox.secretStore.put({ key: KEY, value, managedBy: 'system' });
    expect(await provision(sandbox, platform)).toMatchObject({ changed: true });
    expect(await ours(sandbox)).toMatchObject([{ clientId: value.client_id }]);
  });

  it('takes a secret that was mistyped for none, and asks again', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    const { value } = (await sandbox.secretStore.get(KEY)) ?? {};
    const mistyped = { ...(value as object), client_secret: 'mistyped-secret' };
    await sandbox.secretStore.put({ key: KEY, value: mistyped, managedBy: 'system' });
    sandbox.faults.add(REFUSED_INSTALL);
    expect(await manualStep(provision(sandbox, platform))).toMatchObject({ task: 'create-default-secrets' });
    expect((await sandbox.secretStore.get(KEY))?.value).toEqual(mistyped);
  });

  it('tells when not even the list can be read', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    for (const status of [403, 404]) {
      sandbox.faults.add({ method: 'GET', path: /installations$/, status });
      const step = await manualStep(provision(sandbox, platform));
      expect(step.instructions).toContain('may read the list of applications');
    }
    expect(writesIn(sandbox)).toEqual([]);
  });
});

it('tells an agent who says to be the administrator what the server refused, and writes nothing', async ({
  sandbox,
  client,
}) => {
  const login = await client.call('agentVep', 'POST', '/api/account/12345678/login?v=1.3', {
    json: sandbox.logins.agent,
  });
  sandbox.requests.clear();
  const admin = { ...sandbox.admin, bearer: login.json().bearer };
  await using platform = platformOf(sandbox, { admin });
  const step = await manualStep(provision(sandbox, platform));
  expect(step.instructions).toMatch(
    /^the server answered installations\.list with status 403 \(type error, internalCode 3: Only an administrator .*\), request id .*: this person may not/,
  );
  expect(writesIn(sandbox)).toEqual([]);
});

itUnprovisioned(
  'tells no credential in events, errors, instructions and views of the platform',
  async ({ sandbox }) => {
    const { bearer, idToken = '' } = sandbox.admin;
    const { password } = sandbox.logins.administrator;
    const told: unknown[] = [];
    for (const admin of [sandbox.admin, sandbox.logins.administrator]) {
      await using platform = platformOf(sandbox, { admin });
      for (const status of [undefined, 403, 500]) {
        if (status !== undefined) sandbox.faults.add({ path: /installations$/, status, times: 1 });
        const run = provision(sandbox, platform);
        const events: ProvisioningEvent[] = [];
        const watching = (async () => {
          for await (const event of run) events.push(event);
        })().catch((error: unknown) => error);
        told.push(await run.catch((error: unknown) => error), await watching, events, platform);
        if (status === undefined) {
          await openFunctionsPage(sandbox);
          sandbox.clock.advance(2_000);
        }
      }
    }
    const { value } = (await sandbox.secretStore.get(KEY)) ?? {};
    const { client_secret } = value as { client_secret: string };
    const shown = inspect(told, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(told);
    for (const secret of [bearer, idToken, password, client_secret]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(shown).not.toContain(secret);
    }
  },
);
