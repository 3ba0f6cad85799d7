import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { SecretError } from '../../../../src/errors/secret-error.js';
import { ManualStepRequired, NotAdminError, ProvisioningError } from '../../../../src/provisioning.js';
import { KEY, ProvisioningScene, rejection } from '../../../support/provisioning-scene.js';

const MINUTE = 60_000;

describe('provisioning an account for the first time', () => {
  it('activates, configures, creates and stores', async () => {
    const scene = new ProvisioningScene();
    const result = await scene.provision();

    expect(scene.platform.featureState).toBe('active');
    expect(scene.platform.installations).toHaveLength(1);
    const [installation] = scene.platform.installations;
    expect(await scene.store.get(KEY)).toMatchObject({
      value: { client_id: installation?.clientId, client_secret: installation?.clientSecret },
      managedBy: 'system',
    });
    expect(result).toEqual({
      accountId: '12345678',
      secretName: 'LIVEPERSON_DEFAULT_APP_KEY',
      changed: true,
      tasks: {
        'activate-feature': 'done',
        'configure-infrastructure': 'done',
        'create-default-secrets': 'done',
        'store-default-secret': 'done',
      },
      elapsedMs: expect.any(Number),
      runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      applications: { made: [installation?.clientName], deleted: [], left: [] },
      warnings: [],
    });
  });

  it('waits ten minutes for the infrastructure, asking every ten seconds at most', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = 10 * MINUTE;
    const { elapsedMs } = await scene.provision();

    expect(elapsedMs).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(elapsedMs).toBeLessThan(10 * MINUTE + 15_000);
    expect(scene.platform.count('infrastructure')).toBeGreaterThan(60);
    expect(scene.platform.count('infrastructure')).toBeLessThan(70);
    expect(scene.platform.count('startInfrastructure')).toBe(1);
  });

  it('lets go of every timer and of the signal', async () => {
    const scene = new ProvisioningScene();
    const controller = new AbortController();
    await scene.provision({ signal: controller.signal });
    expect(scene.clock.sleeping).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });
});

describe('provisioning an account once more', () => {
  it('changes nothing and says so', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const before = { writes: scene.platform.writes.length, secret: await scene.store.get(KEY) };
    const result = await scene.provision();

    expect(result.changed).toBe(false);
    expect(Object.values(result.tasks)).toEqual(['skipped', 'skipped', 'skipped', 'skipped']);
    expect(scene.platform.installations).toHaveLength(1);
    expect(scene.platform.writes).toHaveLength(before.writes);
    expect(await scene.store.get(KEY)).toEqual(before.secret);
  });
});

describe('without a clock of the caller', () => {
  it('runs on the clock of this machine', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    expect((await scene.provision({ clock: undefined })).changed).toBe(false);
  });
});

describe('a person who is no administrator', () => {
  it('is told so before anything is written', async () => {
    const scene = new ProvisioningScene();
    scene.platform.administratorAnswer = { isAdministrator: false, reason: 'the user is an agent' };
    const error = await rejection(scene.provision());

    expect(error).toBeInstanceOf(NotAdminError);
    expect(error).toMatchObject({ task: null, done: [], message: expect.stringContaining('is an agent') });
    expect(scene.platform.calls).toEqual(['administrator']);
    expect(await scene.store.list()).toEqual([]);
  });
});

describe('a task that fails', () => {
  it('ends the run with the detail when the infrastructure cannot be built', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = -5_000;
    const error = await rejection(scene.provision());

    expect(error).toBeInstanceOf(ProvisioningError);
    expect(error).toMatchObject({
      task: 'configure-infrastructure',
      done: ['activate-feature'],
      safeToRunAgain: true,
      message: expect.stringContaining('no capacity left'),
    });
    expect(scene.platform.installations).toEqual([]);
    expect(await scene.stored()).toBeUndefined();
  });

  it('ends the run when the feature stays inactive', async () => {
    const scene = new ProvisioningScene();
    scene.platform.activates = false;
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({
      task: 'activate-feature',
      done: [],
      message: expect.stringMatching(/still reports/),
    });
  });

  it('repeats calls that fail in passing', async () => {
    const scene = new ProvisioningScene();
    const error = new TypeError('fetch failed');
    for (const method of ['administrator', 'feature', 'activateFeature', 'infrastructure'] as const) {
      scene.platform.failNext(method, { error }, { error: 'not even an Error' });
    }
    scene.platform.failNext('startInfrastructure', { error, takesEffect: true });
    scene.platform.failNext('listInstallations', { error }, { error });
    scene.platform.failNext('tryCredential', { error });
    await scene.provision();
    expect(scene.platform.installations).toHaveLength(1);
    expect(await scene.stored()).toBeDefined();
  });

  it('gives up after five calls that failed', async () => {
    const scene = new ProvisioningScene();
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    scene.platform.failNext('activateFeature', ...Array.from({ length: 10 }, () => ({ error: cause })));
    const error = await rejection(scene.provision());

    expect(error).toBeInstanceOf(ProvisioningError);
    expect(error).toMatchObject({
      task: 'activate-feature',
      done: [],
      message: expect.stringContaining('safe to run again'),
      cause: { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' },
    });
    expect(scene.platform.count('activateFeature')).toBe(5);
  });

  it('ends at once, and as it is, with what the platform says is final', async () => {
    const scene = new ProvisioningScene();
    const manual = new ManualStepRequired('turn the feature on', { task: 'activate-feature', done: [] });
    scene.platform.failNext('activateFeature', { error: manual });
    expect(await rejection(scene.provision())).toBe(manual);
    expect(scene.platform.count('activateFeature')).toBe(1);
  });

  it('keeps the error of a store as the cause', async () => {
    const scene = new ProvisioningScene();
    const broken = new SecretError('com.liveperson.faas.secret.op-failed', KEY, 'the file is not JSON');
    const get = () => Promise.reject(broken);
    const { store } = scene;
    const secretStore = { get, put: store.put, delete: store.delete, list: store.list };
    const error = await rejection(scene.provision({ secretStore }));
    expect(error).toMatchObject({ task: null, cause: broken });
    expect(scene.platform.writes).toEqual([]);
    expect(scene.platform.installations).toEqual([]);
  });
});

describe('stopping a run', () => {
  it('leaves no secret behind when aborted in the middle of the infrastructure', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = 10 * MINUTE;
    const controller = new AbortController();
    const reason = new Error('the window was closed');
    void scene.clock.sleep(MINUTE).then(() => controller.abort(reason));
    const error = await rejection(scene.provision({ signal: controller.signal }));

    expect(error).toBeInstanceOf(ProvisioningError);
    expect(error).toMatchObject({
      task: 'configure-infrastructure',
      done: ['activate-feature'],
      safeToRunAgain: true,
      cause: reason,
    });
    expect(String(error)).toMatch(/aborted.*Done so far: activate-feature\. It is safe to run again/);
    expect(await scene.stored()).toBeUndefined();
    expect(scene.platform.installations).toEqual([]);
    expect(scene.clock.sleeping).toBe(0);

    await scene.provision();
    expect(scene.platform.installations).toHaveLength(1);
    expect(scene.platform.count('startInfrastructure')).toBe(1);
  });

  it('asks nothing when the signal was aborted before', async () => {
    const scene = new ProvisioningScene();
    const error = await rejection(scene.provision({ signal: AbortSignal.abort('no longer wanted') }));
    expect(error).toBeInstanceOf(ProvisioningError);
    expect(error).toMatchObject({ task: null, done: [], cause: 'no longer wanted' });
    expect(scene.platform.calls).toEqual([]);
  });

  it('ends at the time limit, 15 minutes by default', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = 60 * MINUTE;
    const startedAt = scene.clock.now();
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({
      task: 'configure-infrastructure',
      message: expect.stringMatching(/limit of 900000 ms/),
    });
    expect(scene.clock.now() - startedAt).toBe(15 * MINUTE);
  });

  it.each(['administrator', 'infrastructure', 'install', 'tryCredential'] as const)(
    'ends at the time limit when %s never answers',
    async (method) => {
      const scene = new ProvisioningScene();
      scene.platform.failNext(method, { hangs: true });
      const error = await rejection(scene.provision({ timeoutMs: 20_000 }));
      expect(error).toMatchObject({ message: expect.stringMatching(/limit of 20000 ms/) });
      expect(await scene.stored()).toBeUndefined();

      await scene.provision();
      expect(scene.platform.installations).toHaveLength(1);
    },
  );
});
