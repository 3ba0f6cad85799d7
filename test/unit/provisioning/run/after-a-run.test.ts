import { describe, expect, it } from 'vitest';
import type { PlatformMethod } from '../../../support/memory-platform.js';
import { KEY, ProvisioningScene, rejection } from '../../../support/provisioning-scene.js';
import { unhandledRejections } from '../../../support/unhandled-rejections.js';

/** A timer that is called off is gone with the next turn of the loop. */
async function timers(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

/** A platform whose call stays open until `fail` is called. */
function openCall(scene: ProvisioningScene, method: PlatformMethod) {
  let fail = (_reason: Error): void => undefined;
  const open = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const called = new Promise<void>((resolve) => {
    scene.platform[method] = () => {
      resolve();
      return open;
    };
  });
  return { called, fail: (reason: Error) => fail(reason) };
}

describe('after a run', () => {
  it('no timer of this machine is left', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const before = await timers();
    expect((await scene.provision({ clock: undefined })).changed).toBe(false);
    expect(await timers()).toBe(before);
  });

  it('that was aborted no timer of this machine is left either', async () => {
    const scene = new ProvisioningScene();
    const { called } = openCall(scene, 'infrastructure');
    const controller = new AbortController();
    const before = await timers();
    const run = scene.provision({ clock: undefined, signal: controller.signal });
    await called;
    expect(await timers()).toBeGreaterThan(before);
    controller.abort(new Error('the window was closed'));
    await rejection(run);
    expect(await timers()).toBe(before);
  });

  it.each(['administrator', 'infrastructure', 'listInstallations', 'install', 'tryCredential'] as const)(
    'that was aborted, a %s that fails at last is nobody’s concern',
    async (method) => {
      const scene = new ProvisioningScene();
      const { called, fail } = openCall(scene, method);
      const controller = new AbortController();
      const seen = await unhandledRejections(async () => {
        const run = scene.provision({ signal: controller.signal });
        await called;
        controller.abort(new Error('the window was closed'));
        await rejection(run);
        fail(new Error('socket hang up'));
      });
      expect(seen).toEqual([]);
      expect(await scene.store.get(KEY)).toBeUndefined();
      expect(scene.clock.sleeping).toBe(0);
    },
  );

  it('that gave a call up and made it again, its late failure is nobody’s concern', async () => {
    const scene = new ProvisioningScene();
    const again = scene.platform.infrastructure.bind(scene.platform);
    const { called, fail } = openCall(scene, 'infrastructure');
    const seen = await unhandledRejections(async () => {
      const run = scene.provision();
      await called;
      scene.platform.infrastructure = again;
      await run;
      fail(new Error('socket hang up'));
    });
    expect(seen).toEqual([]);
  });
});
