import { describe, expect } from 'vitest';
import { newManifest } from '../../../src/provisioning/manifest.js';
import { type CredentialVerdict, StaleRevisionError } from '../../../src/provisioning/platform.js';
import type { Fault } from '../../../src/testing/sandbox/control/faults.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxTest as it } from '../../support/sandbox-fixture.js';

describe('the provisioning platform of the sandbox', () => {
  it('provisions an account step by step', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 600_000 });
    const { platform, clock } = sandbox;
    expect(await platform.administrator()).toMatchObject({ isAdministrator: true });
    expect(await platform.feature()).toBe('inactive');
    expect(await platform.infrastructure()).toEqual({ state: 'absent' });
    await expect(platform.startInfrastructure()).rejects.toMatchObject({ name: 'HttpError', status: 409 });

    await platform.activateFeature();
    expect(await platform.feature()).toBe('active');
    await platform.startInfrastructure();
    clock.advance(300_000);
    await platform.startInfrastructure();
    expect(await platform.infrastructure()).toMatchObject({ state: 'building' });
    clock.advance(300_000);
    expect(await platform.infrastructure()).toEqual({ state: 'ready' });

    const manifest = newManifest();
    await platform.install(manifest);
    const { items, revision } = await platform.listInstallations();
    expect(items).toEqual([
      {
        id: expect.any(String),
        clientId: expect.any(String),
        clientSecret: expect.any(String),
        clientName: manifest.client_name,
        description: manifest.description,
        enabled: true,
        scope: manifest.scope,
        issuedAt: expect.any(Number),
      },
    ]);
    const [installed] = items;
    const credential = { client_id: installed?.clientId ?? '', client_secret: installed?.clientSecret ?? '' };
    expect(await platform.tryCredential(credential)).toBe('works');
    expect(await platform.tryCredential({ ...credential, client_secret: 'wrong' })).toBe('refused');

    await platform.deleteInstallation(installed?.id ?? '', revision);
    expect(await platform.tryCredential(credential)).toBe('refused');
    expect((await platform.listInstallations()).items).toEqual([]);
    await platform.deleteInstallation(installed?.id ?? '', revision);
  });

  it('finds a provisioned account ready, with one installation that matches the secret', async ({
    sandbox,
  }) => {
    const { platform, secretStore } = sandbox;
    expect(await platform.feature()).toBe('active');
    expect(await platform.infrastructure()).toEqual({ state: 'ready' });
    const { items } = await platform.listInstallations();
    const secret = await secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
    expect(items).toHaveLength(1);
    expect(secret).toMatchObject({
      managedBy: 'system',
      value: { client_id: items[0]?.clientId, client_secret: items[0]?.clientSecret },
    });
  });

  it('tells that an agent is no administrator, and what he tries is refused', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    const platform = sandbox.platformAs(sandbox.logins.agent);
    expect(await platform.administrator()).toMatchObject({ isAdministrator: false });
    await expect(platform.activateFeature()).rejects.toMatchObject({ name: 'ManualStepRequired' });
    await expect(platform.startInfrastructure()).rejects.toMatchObject({
      name: 'PrivilegeError',
      status: 403,
    });
    await expect(platform.install(newManifest())).rejects.toMatchObject({ name: 'ManualStepRequired' });
    expect(await sandbox.platform.feature()).toBe('inactive');
  });

  it('rejects a deletion with StaleRevisionError for 409 and 412', async ({ sandbox }) => {
    const { platform } = sandbox;
    const { items, revision } = await platform.listInstallations();
    await platform.install(newManifest());
    const id = items[0]?.id ?? '';
    await expect(platform.deleteInstallation(id, revision)).rejects.toThrow(StaleRevisionError);
    sandbox.faults.add({ method: 'DELETE', status: 409 });
    await expect(platform.deleteInstallation(id, revision)).rejects.toThrow(StaleRevisionError);
    expect((await platform.listInstallations()).items).toHaveLength(2);
  });

  it('says whether a credential works, is refused, or that it cannot say', async ({ sandbox }) => {
    const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
    const credential = secret?.value as { client_id: string; client_secret: string };
    const cases: [CredentialVerdict, Fault | undefined][] = [
      ['works', undefined],
      ['unknown', { status: 500 }],
      ['unknown', { status: 429 }],
      ['unknown', { reset: true }],
      ['unknown', { status: 400, body: { error: 'invalid_request' } }],
      ['unknown', { status: 401, body: '<html>' }],
      ['unknown', { status: 503, body: { error: 'invalid_client' } }],
      ['refused', { status: 400, body: { error: 'invalid_client' } }],
      ['refused', { status: 401, body: { error: 'invalid_client' } }],
    ];
    for (const [verdict, fault] of cases) {
      if (fault !== undefined) sandbox.faults.add({ ...fault, service: 'sentinel' });
      expect([fault, await sandbox.platform.tryCredential(credential)]).toEqual([fault, verdict]);
    }
  });

  it('reads a failed infrastructure, and logs in again when its session is over', async ({ sandbox }) => {
    await sandbox.platform.feature();
    sandbox.clock.advance(9 * 3_600_000);
    sandbox.faults.add({ service: 'faasUI', status: 200, body: { state: 'failed', detail: 'no capacity' } });
    expect(await sandbox.platform.infrastructure()).toEqual({ state: 'failed', detail: 'no capacity' });
    expect(await sandbox.platform.feature()).toBe('active');
    expect(sandbox.requests.count({ service: 'agentVep' })).toBe(2);
  });

  it('rejects with the reason of its signal', async ({ sandbox }) => {
    const reason = new Error('enough');
    const aborted = AbortSignal.abort(reason);
    await expect(sandbox.platform.feature({ signal: aborted })).rejects.toBe(reason);
    const credential = { client_id: 'a', client_secret: 'b' };
    await expect(sandbox.platform.tryCredential(credential, { signal: aborted })).rejects.toBe(reason);

    sandbox.faults.add({ service: 'accountConfigReadWrite', delayMs: 60_000 });
    const controller = new AbortController();
    const pending = sandbox.platform.listInstallations({ signal: controller.signal });
    while (sandbox.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    while (sandbox.clock.sleeping > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(sandbox.requests.matching({ path: '/installations' })).toMatchObject([{ status: undefined }]);
  });

  it('keeps credentials out of its errors', async ({ sandbox }) => {
    const body = { client_secret: 'PLANTED-SECRET' };
    sandbox.faults.add({ service: 'accountConfigReadWrite', status: 500, body });
    const error = await sandbox.platform.listInstallations().catch((caught: unknown) => caught);
    const { inspect } = await import('node:util');
    const shown = inspect(error, { depth: 10, showHidden: true }) + inspect(sandbox.platform, { depth: 10 });
    expect(error).toMatchObject({ name: 'HttpError', status: 500, operation: 'installations.list' });
    for (const secret of ['PLANTED', sandbox.logins.administrator.password, sandbox.admin.bearer]) {
      expect(shown).not.toContain(secret);
    }
  });
});
