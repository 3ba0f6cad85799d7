import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import { SettingsFileStore } from '../../../src/stores.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';

const SCRIPT = fileURLToPath(new URL('./provision-process.ts', import.meta.url));

interface RunningProcess {
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  kill(): void;
}

/** Provisions in a process of its own, into a settings file. */
function provisionInProcess({ accountId, host, caFile, logins }: Sandbox, file: string): RunningProcess {
  const settings = JSON.stringify({ accountId, host, admin: logins.administrator, file });
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
  });
  child.stdin.end(settings);
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  return { ended, kill: () => child.kill('SIGKILL') };
}

/** Runs a first process and kills it while it waits for the answer to this request. */
async function killAt(sandbox: Sandbox, file: string, request: { method: string; path: string }) {
  sandbox.faults.add({ ...request, delayMs: 3_600_000 });
  const run = provisionInProcess(sandbox, file);
  await expect.poll(() => sandbox.clock.sleeping, { timeout: 25_000, interval: 10 }).toBeGreaterThan(0);
  run.kill();
  expect(await run.ended).toBe('SIGKILL');
}

describe('a process that is killed while it provisions', () => {
  it.each([
    { when: 'after the installation', method: 'GET', path: 'installations', skip: 1 },
    { when: 'while the credential is tried', method: 'POST', path: 'app/token', skip: 0 },
    { when: 'while the infrastructure is asked for', method: 'GET', path: 'infrastructure', skip: 1 },
  ])(
    '$when: the next run ends with one installation and one secret',
    async ({ method, path, skip }) => {
      await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 1 });
      const folder = await mkdtemp(join(tmpdir(), 'lp-killed-run-'));
      try {
        const file = join(folder, 'settings.json');
        // Earlier requests of the kind are answered as usual.
        for (let passed = 0; passed < skip; passed += 1)
          sandbox.faults.add({ method, path, headers: { 'x-passed': '1' } });
        await killAt(sandbox, file, { method, path });
        expect(await new SettingsFileStore(file).list()).toEqual([]);

        expect(await provisionInProcess(sandbox, file).ended).toBe(0);
        const { items } = await sandbox.platform.listInstallations();
        expect(items.filter(hasMarker)).toHaveLength(1);
        const [ours] = items.filter(hasMarker);
        const stored = await new SettingsFileStore(file).get('LIVEPERSON_DEFAULT_APP_KEY');
        expect(stored?.value).toMatchObject({ client_id: ours?.clientId });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});
