import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import type { ProvisioningPlatform } from '../../../src/provisioning/platform.js';
import {
  type ProvisioningEvent,
  type ProvisionOptions,
  provisionAccount,
} from '../../../src/provisioning.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxTest } from '../../support/sandbox-fixture.js';

const itUnprovisioned = sandboxTest.extend({ sandboxOptions: { provisioned: false } });

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';

/** Provisions and turns the clock at each wait, so that none takes real time. */
function provision(
  { accountId, secretStore, clock }: Sandbox,
  platform: ProvisioningPlatform,
  options: Partial<ProvisionOptions> = {},
) {
  const onProgress = ({ state }: ProvisioningEvent) => {
    if (state === 'waiting') setImmediate(() => clock.advance(10_000));
  };
  return provisionAccount({ accountId, platform, secretStore, clock, onProgress, ...options });
}

async function installationsOfOurs({ platform }: Sandbox) {
  return (await platform.listInstallations()).items.filter(hasMarker);
}

function writesIn({ requests }: Sandbox) {
  return requests.all().filter(({ method, path }) => method !== 'GET' && !path.endsWith('/login'));
}

describe('provisioning a sandbox', () => {
  itUnprovisioned(
    'makes an account that the client can call; a second run changes nothing',
    async ({ sandbox }) => {
      expect(await provision(sandbox, sandbox.platform)).toMatchObject({ changed: true });
      await using toolbelt = sandbox.toolbelt();
      expect(await toolbelt.LPClient().skills.list()).toHaveLength(12);
      expect(await provision(sandbox, sandbox.platform)).toMatchObject({ changed: false });
      expect(await installationsOfOurs(sandbox)).toHaveLength(1);
      expect((await sandbox.secretStore.list()).map(({ key }) => key)).toEqual([KEY]);
    },
  );

  itUnprovisioned('is refused to an agent, without a write', async ({ sandbox }) => {
    const platform = sandbox.platformAs(sandbox.logins.agent);
    await expect(provision(sandbox, platform)).rejects.toMatchObject({ name: 'NotAdminError' });
    expect(writesIn(sandbox)).toEqual([]);
    expect(await sandbox.secretStore.list()).toEqual([]);
  });

  it('aborted while the infrastructure is built, it stores nothing and says that it can run again', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 600_000 });
    const controller = new AbortController();
    const reason = new Error('The administrator left');
    const onProgress = ({ task, state }: ProvisioningEvent) => {
      if (task === 'configure-infrastructure' && state === 'waiting') controller.abort(reason);
    };
    const run = provision(sandbox, sandbox.platform, { signal: controller.signal, onProgress });
    await expect(run).rejects.toMatchObject({
      name: 'ProvisioningError',
      task: 'configure-infrastructure',
      done: ['activate-feature'],
      safeToRunAgain: true,
      message: expect.stringContaining('It is safe to run again'),
      cause: reason,
    });
    expect(await sandbox.secretStore.list()).toEqual([]);
    expect(await installationsOfOurs(sandbox)).toEqual([]);
    expect(await provision(sandbox, sandbox.platform)).toMatchObject({ changed: true });
  });

  it('waits out ten minutes of the clock, with progress that never goes back', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 600_000 });
    const events: ProvisioningEvent[] = [];
    const run = provision(sandbox, sandbox.platform);
    for await (const event of run) events.push(event);
    expect((await run).elapsedMs).toBeGreaterThanOrEqual(600_000);
    const fractions = events.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const waits = events.filter(({ state }) => state === 'waiting').map(({ fraction }) => fraction);
    // It moves with each look, and looks at most every ten seconds once the first minute is over.
    expect(new Set(waits).size).toBe(waits.length);
    expect(waits.length).toBeGreaterThan(50);
    const looks = sandbox.requests.count({ method: 'GET', path: 'infrastructure' });
    expect(looks).toBeGreaterThan(50);
    expect(looks).toBeLessThan(75);
    const times = events.map(({ elapsedMs }) => elapsedMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(events.at(-1)).toMatchObject({ task: null, state: 'completed', fraction: 1 });
  });

  it('gives up when its time is over, and leaves no secret', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 600_000 });
    await expect(provision(sandbox, sandbox.platform, { timeoutMs: 60_000 })).rejects.toMatchObject({
      task: 'configure-infrastructure',
      message: expect.stringMatching(/60.?000 ms|60 s/),
    });
    expect(await sandbox.secretStore.list()).toEqual([]);
  });

  itUnprovisioned(
    'tells nothing of the credential in its result, its events and its errors',
    async ({ sandbox }) => {
      const run = provision(sandbox, sandbox.platform);
      const told: unknown[] = [];
      for await (const event of run) told.push(event);
      told.push(await run);
      sandbox.faults.add({
        service: 'accountConfigReadWrite',
        path: 'installations',
        times: 99,
        status: 500,
      });
      told.push(await provision(sandbox, sandbox.platform, { timeoutMs: 5_000 }).catch((error) => error));
      const { value } = (await sandbox.secretStore.get(KEY)) ?? {};
      const { client_secret: secret } = value as { client_secret: string };
      expect(secret).toMatch(/.{10}/);
      expect(inspect(told, { depth: 10, showHidden: true }) + JSON.stringify(told)).not.toContain(secret);
    },
  );
});
