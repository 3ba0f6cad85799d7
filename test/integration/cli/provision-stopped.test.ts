import { describe, expect, it } from 'vitest';
import { ProvisionScene } from './provision-scene.js';

const TEN_MINUTES_MS = 600_000;

describe('lp-toolbelt provision, stopped before the end', () => {
  it('ends with 5 after its time limit, and says which task it was and that it may run again', async () => {
    await using scene = await ProvisionScene.start({ infrastructureMs: TEN_MINUTES_MS });
    const { code, stderr } = await scene.provision(['--timeout', '5s']);
    expect(code).toBe(5);
    expect(stderr).toMatch(
      /^ProvisioningError .* took longer than its limit of 5000 ms .* It is safe to run again\.\n$/,
    );
    expect(stderr).toContain('in the task configure-infrastructure');
    expect(await scene.store.list()).toEqual([]);
    expect(await scene.installationsOfOurs()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 5 after %s, and a later run carries on',
    async (signal) => {
      await using scene = await ProvisionScene.start({ infrastructureMs: TEN_MINUTES_MS });
      await using running = scene.begin();
      await running.printed('waiting');
      expect(await running.stop(signal)).toBe(5);
      expect(running.stderr).toMatch(/^ProvisioningError .* was aborted .* It is safe to run again\.\n$/);
      expect(running.stdout).toMatch(/^ {2}configure-infrastructure +failed .* s$/m);
      expect(await scene.store.list()).toEqual([]);

      scene.sandbox.clock.advance(TEN_MINUTES_MS);
      const { code, stdout } = await scene.provision();
      expect(code).toBe(0);
      expect(stdout).toMatch(/^ {2}activate-feature +skipped /m);
      await scene.expectProvisioned();
    },
  );

  it('ends with 5 when it is stopped while it looks how things are', async () => {
    await using scene = await ProvisionScene.start();
    scene.sandbox.faults.add({ path: 'featureGrants', delayMs: TEN_MINUTES_MS });
    await using running = scene.begin(['--dry-run']);
    await expect.poll(() => scene.sandbox.clock.sleeping, { interval: 10 }).toBe(1);
    expect(await running.stop('SIGINT')).toBe(5);
    expect(running.stdout).toBe('');
    expect(running.stderr).toBe('Stopped. Nothing was changed.\n');
  });

  it('tells of it in JSON, too', async () => {
    await using scene = await ProvisionScene.start({ infrastructureMs: TEN_MINUTES_MS });
    await using running = scene.begin(['--json']);
    await running.printed('"state":"waiting"');
    expect(await running.stop('SIGINT')).toBe(5);
    expect(running.stderr).toBe('');
    expect(JSON.parse(running.stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      type: 'result',
      ok: false,
      exitCode: 5,
      error: { task: 'configure-infrastructure', done: ['activate-feature'], advice: null },
    });
  });
});
