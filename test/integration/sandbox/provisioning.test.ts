import { describe, expect, it } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import type { ProvisioningPlatform } from '../../../src/provisioning/platform.js';
import { type ProvisioningEvent, provisionAccount } from '../../../src/provisioning.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';

/** Provisions and turns the clock at each wait, so that none takes real time. */
function provision({ accountId, secretStore, clock }: Sandbox, platform: ProvisioningPlatform) {
  const onProgress = ({ state }: ProvisioningEvent) => {
    if (state === 'waiting') setImmediate(() => clock.advance(10_000));
  };
  return provisionAccount({ accountId, platform, secretStore, clock, onProgress });
}

describe('provisioning a sandbox', () => {
  it('makes an account that the client can call; a second run changes nothing', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    expect(await provision(sandbox, sandbox.platform)).toMatchObject({ changed: true });
    await using toolbelt = sandbox.toolbelt();
    expect(await toolbelt.LPClient().skills.list()).toHaveLength(12);
    expect(await provision(sandbox, sandbox.platform)).toMatchObject({ changed: false });
    const { items } = await sandbox.platform.listInstallations();
    expect(items.filter(hasMarker)).toHaveLength(1);
    expect((await sandbox.secretStore.list()).map(({ key }) => key)).toEqual(['LIVEPERSON_DEFAULT_APP_KEY']);
  });

  it('is refused to an agent, without a write', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    const platform = sandbox.platformAs(sandbox.logins.agent);
    await expect(provision(sandbox, platform)).rejects.toMatchObject({ name: 'NotAdminError' });
    const writes = sandbox.requests
      .all()
      .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/login'));
    expect(writes).toEqual([]);
    expect(await sandbox.secretStore.list()).toEqual([]);
  });
});
