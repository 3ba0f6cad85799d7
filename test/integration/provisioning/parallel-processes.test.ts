import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import type { SecretStore } from '../../../src/secrets/secret-store.js';
import { EncryptedFileStore, VaultStore } from '../../../src/stores.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { bundleProvisioning, provisionInProcess } from '../../support/provision-in-process.js';
import { startVaultStandIn } from '../../support/vault-stand-in.js';

const PROCESSES = 8;
const LIST = { method: 'GET', path: /app-install\/installations$/ };
const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';

let folder = '';
let script = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lp-parallel-'));
  script = await bundleProvisioning(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Eight processes, which share nothing but the servers and the store. Each has found no secret when the first
 * may go on, so that all of them make one.
 */
async function provisionAtOnce(sandbox: Sandbox, store: string, env?: Record<string, string>) {
  sandbox.faults.add({ ...LIST, times: PROCESSES, delayMs: 3_600_000 });
  const runs = Array.from({ length: PROCESSES }, () =>
    provisionInProcess(script, sandbox, { store, speed: 2 }, env),
  );
  await expect.poll(() => sandbox.clock.sleeping, { timeout: 60_000, interval: 10 }).toBe(PROCESSES);
  sandbox.clock.advance(3_600_000);
  const ends = await Promise.all(runs.map((run) => run.ended));
  expect(sandbox.requests.count({ ...LIST, method: 'POST' })).toBeGreaterThanOrEqual(PROCESSES);
  return ends;
}

/** Expects eight clean results, one installation and the one secret that matches it. */
async function expectOneOfEach(
  sandbox: Sandbox,
  ends: Awaited<ReturnType<typeof provisionAtOnce>>,
  store: SecretStore,
): Promise<void> {
  expect(ends.map(({ status, errors }) => `${status}${errors}`)).toEqual(ends.map(() => '0'));
  expect(ends).toHaveLength(PROCESSES);
  for (const { result } of ends)
    expect(result).toMatchObject({ accountId: sandbox.accountId, secretName: KEY });
  const ours = (await sandbox.platform.listInstallations()).items.filter(hasMarker);
  expect(ours).toHaveLength(1);
  const [installation] = ours;
  expect(await store.list()).toMatchObject([{ key: KEY, managedBy: 'system' }]);
  expect((await store.get(KEY))?.value).toEqual({
    client_id: installation?.clientId,
    client_secret: installation?.clientSecret,
  });
}

describe('eight processes that provision one account at once', () => {
  it('and share a file end with one installation and one secret', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 1 });
    const path = join(folder, 'secrets.json');
    const ends = await provisionAtOnce(sandbox, `file:${path}`);
    await expectOneOfEach(sandbox, ends, new EncryptedFileStore(path));
  }, 120_000);

  it('and share nothing but a Vault server end with one installation and one secret', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 1 });
    await using vault = await startVaultStandIn();
    const ends = await provisionAtOnce(sandbox, `vault:${vault.address}/secret/lp`, vault.env());
    const { address, ca, rootToken: token } = vault;
    const auth = { method: 'token', token } as const;
    await using store = new VaultStore({ address, ca, mount: 'secret', prefix: 'lp', auth });
    await expectOneOfEach(sandbox, ends, store);
  }, 120_000);
});
