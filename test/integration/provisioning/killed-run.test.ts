import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import { EncryptedFileStore } from '../../../src/stores.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { bundleProvisioning, provisionInProcess } from '../../support/provision-in-process.js';

let folder = '';
let script = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lp-killed-run-'));
  script = await bundleProvisioning(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a first process and kills it while it waits for the answer to this request. */
async function killAt(sandbox: Sandbox, file: string, request: { method: string; path: string }) {
  sandbox.faults.add({ ...request, delayMs: 3_600_000 });
  const run = provisionInProcess(script, sandbox, { store: `file:${file}` });
  await expect.poll(() => sandbox.clock.sleeping, { interval: 10 }).toBeGreaterThan(0);
  run.kill();
  expect(await run.ended).toMatchObject({ status: 'SIGKILL' });
}

describe('a process that is killed while it provisions', () => {
  it.each([
    { when: 'after the installation', method: 'GET', path: 'installations', skip: 1 },
    { when: 'while the credential is tried', method: 'POST', path: 'app/token', skip: 0 },
    { when: 'while the infrastructure is asked for', method: 'GET', path: 'infrastructure', skip: 1 },
  ])(
    '$when: the next run ends with one installation and one secret',
    async ({ when, method, path, skip }) => {
      await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 1 });
      const file = join(folder, `${when}.json`);
      // Earlier requests of the kind are answered as usual.
      for (let passed = 0; passed < skip; passed += 1)
        sandbox.faults.add({ method, path, headers: { 'x-passed': '1' } });
      await killAt(sandbox, file, { method, path });
      const store = new EncryptedFileStore(file);
      expect(await store.list()).toEqual([]);

      const next = provisionInProcess(script, sandbox, { store: `file:${file}` });
      expect(await next.ended).toMatchObject({ status: 0, errors: '' });
      const ours = (await sandbox.platform.listInstallations()).items.filter(hasMarker);
      expect(ours).toHaveLength(1);
      const stored = await store.get('LIVEPERSON_DEFAULT_APP_KEY');
      expect(stored?.value).toMatchObject({ client_id: ours[0]?.clientId });
    },
    60_000,
  );
});
