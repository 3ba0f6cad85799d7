import { describe, expect, it } from 'vitest';
import { SecretConflictError } from '../../../../src/errors/secret-conflict-error.js';
import { SecretError } from '../../../../src/errors/secret-error.js';
import type { SecretStore } from '../../../../src/secrets/secret-store.js';
import {
  credentialOf,
  expectSettled,
  KEY,
  lost,
  OURS,
  ProvisioningScene,
  rejection,
  storeWith,
} from '../../../support/provisioning-scene.js';

describe('a run that fails', () => {
  it('when it is stopped while it tries: the application goes, within five seconds', async () => {
    const scene = new ProvisioningScene();
    scene.platform.verdict = () => 'refused';
    const controller = new AbortController();
    void scene.clock.sleep(60_000).then(() => controller.abort(new Error('the window was closed')));
    const startedAt = scene.clock.now();
    const error = await rejection(scene.provision({ signal: controller.signal }));
    expect(error).toMatchObject({ message: expect.stringContaining('was aborted') });
    expect(String(error)).not.toContain('was left');
    expect(scene.platform.installations).toEqual([]);
    expect(scene.clock.now() - startedAt).toBeLessThanOrEqual(65_000);
    expect(scene.clock.sleeping).toBe(0);
  });

  it('when it is stopped and the platform is silent: it ends five seconds later, and names what it left', async () => {
    const scene = new ProvisioningScene();
    const { platform, clock } = scene;
    platform.verdict = () => 'refused';
    const controller = new AbortController();
    void clock.sleep(60_000).then(() => {
      platform.failNext('listInstallations', { hangs: true });
      controller.abort(new Error('the window was closed'));
    });
    const startedAt = clock.now();
    const error = await rejection(scene.provision({ signal: controller.signal }));
    expect(clock.now() - startedAt).toBe(65_000);
    expect(error).toMatchObject({ message: expect.stringContaining(`"${scene.names[0]}"`) });
    expect(clock.sleeping).toBe(0);

    platform.verdict = undefined;
    await scene.provision();
    await expectSettled(scene);
  });

  it('by its time limit: it has dropped the application by then', async () => {
    const scene = new ProvisioningScene();
    scene.platform.verdict = () => 'refused';
    const startedAt = scene.clock.now();
    const error = await rejection(scene.provision({ timeoutMs: 60_000 }));
    expect(error).toMatchObject({ message: expect.stringContaining('limit of 60000 ms') });
    expect(scene.clock.now() - startedAt).toBeLessThanOrEqual(60_000);
    expect(scene.platform.installations).toEqual([]);
  });

  it('because the trial cannot be made: nothing is left', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('tryCredential', ...Array.from({ length: 9 }, () => ({ error: lost() })));
    await rejection(scene.provision());
    expect(scene.platform.installations).toEqual([]);
  });

  it('when a request to install lands only after the run was stopped: what the list shows goes', async () => {
    const scene = new ProvisioningScene();
    const controller = new AbortController();
    const before = () => void scene.clock.sleep(1_000).then(() => controller.abort());
    scene.platform.failNext('install', { takesEffect: true, hangs: true, before });
    await rejection(scene.provision({ signal: controller.signal }));
    expect(scene.platform.installations).toEqual([]);
  });

  it('keeps an application that the secret names by then', async () => {
    const scene = new ProvisioningScene();
    const { platform } = scene;
    const controller = new AbortController();
    platform.verdict = () => 'refused';
    void scene.clock.sleep(60_000).then(async () => {
      const [made] = platform.installations;
      await scene.putByHand(made && credentialOf(made));
      controller.abort();
    });
    const error = await rejection(scene.provision({ signal: controller.signal }));
    expect(scene.names).toHaveLength(1);
    expect(error).toMatchObject({ message: expect.stringContaining(`"${scene.names[0]}"`) });
  });

  it.each([
    ['conflicted at first', new SecretConflictError(KEY, 'always'), 0],
    ['was not let in', new SecretError('com.liveperson.faas.secret.auth-failed', KEY, 'may read only'), 0],
    [
      'may have been carried out',
      new SecretError('com.liveperson.faas.secret.op-failed', KEY, 'disk full'),
      1,
    ],
  ])('after a write that %s', async (_what, failure, left) => {
    const scene = new ProvisioningScene();
    const put: SecretStore['put'] = () => Promise.reject(failure);
    const error = await rejection(
      scene.provision({ secretStore: storeWith(scene, { put }), timeoutMs: 60_000 }),
    );
    expect(scene.names).toHaveLength(left);
    // What was made and went again is told as well.
    const made = /Until then it made lp-functions-toolbelt-default-/;
    expect(error).toMatchObject({ message: expect.stringMatching(made) });
    if (left > 0) expect(error).toMatchObject({ message: expect.stringContaining(`"${scene.names[0]}"`) });
  });

  it('does nothing about others', async () => {
    const scene = new ProvisioningScene();
    scene.platform.add(OURS);
    scene.platform.verdict = () => 'refused';
    await rejection(scene.provision({ timeoutMs: 60_000 }));
    expect(scene.names).toEqual([OURS.clientName]);
  });
});
