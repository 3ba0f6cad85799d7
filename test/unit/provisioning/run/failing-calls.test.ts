import { describe, expect, it } from 'vitest';
import { AuthError } from '../../../../src/errors/auth-error.js';
import { ErrorCodes } from '../../../../src/errors/error-codes.js';
import { HttpError } from '../../../../src/errors/http-error.js';
import { SecretError } from '../../../../src/errors/secret-error.js';
import type { SecretStore } from '../../../../src/secrets/secret-store.js';
import type { PlatformMethod } from '../../../support/memory-platform.js';
import {
  expectSettled,
  KEY,
  OURS,
  ProvisioningScene,
  rejection,
  withPut,
} from '../../../support/provisioning-scene.js';

const CALL_LIMIT_MS = 30_000;

const answered = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  new HttpError(String(status), {
    status,
    headers,
    requestId: '',
    service: 'accountConfigReadWrite',
    operation: 'install',
    bodyExcerpt: '',
  });
const throttled = (retryAfter: string) => answered(429, { 'retry-after': retryAfter });

/** How long a run takes in which these calls meet these faults. */
async function elapsedWith(method: PlatformMethod, ...faults: { error?: unknown; hangs?: boolean }[]) {
  const scene = new ProvisioningScene();
  scene.platform.failNext(method, ...faults);
  const { elapsedMs } = await scene.provision();
  await expectSettled(scene);
  return elapsedMs;
}

/** A call of the store that never answers the first time, although it is carried out when asked so. */
function silentOnce(scene: ProvisioningScene, method: 'get' | 'put', isCarriedOut: boolean): SecretStore {
  const { store } = scene;
  let isFirst = true;
  const silent = async <T>(call: () => Promise<T>): Promise<T> => {
    if (!isFirst) return await call();
    isFirst = false;
    if (isCarriedOut) await call();
    return await new Promise<never>(() => undefined);
  };
  return {
    get: (key) => (method === 'get' ? silent(() => store.get(key)) : store.get(key)),
    put: (...write) => (method === 'put' ? silent(() => store.put(...write)) : store.put(...write)),
    delete: (key, condition) => store.delete(key, condition),
    list: () => store.list(),
  };
}

describe('an installation that is refused with the status of a faulty request', () => {
  it('is not asked for again, by an adapter that has no words of its own either', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('install', { error: answered(400) });
    expect(await rejection(scene.provision())).toMatchObject({ cause: { status: 400 } });
    expect(scene.platform.count('install')).toBe(1);
    expect(scene.platform.installations).toHaveLength(0);
  });

  it('is taken when its request had arrived twice', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('install', { takesEffect: true, error: answered(422) });
    const { applications } = await scene.provision();
    expect(applications.made).toHaveLength(1);
    await expectSettled(scene);
  });
});

describe('a call that never answers', () => {
  it.each([
    'administrator',
    'feature',
    'activateFeature',
    'infrastructure',
    'startInfrastructure',
    'listInstallations',
    'install',
    'tryCredential',
  ] as const)('%s is given up after 30 seconds and made again', async (method) => {
    expect(await elapsedWith(method, { hangs: true })).toBeGreaterThanOrEqual(CALL_LIMIT_MS);
  });

  it('is a deletion, which is made again too', async () => {
    const scene = new ProvisioningScene();
    scene.platform.add(OURS);
    scene.platform.failNext('deleteInstallation', { hangs: true });
    await scene.provision();
    await expectSettled(scene);
  });

  it.each([
    ['get', false],
    ['put', false],
    ['put', true],
  ] as const)('is a %s of the store (carried out: %s)', async (method, isCarriedOut) => {
    const scene = new ProvisioningScene();
    const { elapsedMs } = await scene.provision({ secretStore: silentOnce(scene, method, isCarriedOut) });
    expect(elapsedMs).toBeGreaterThanOrEqual(CALL_LIMIT_MS);
    expect(scene.platform.count('install')).toBe(1);
    await expectSettled(scene);
  });

  it('is told to stop, so that nothing of it is left', async () => {
    const scene = new ProvisioningScene();
    let stopped: unknown;
    const list = scene.platform.listInstallations.bind(scene.platform);
    scene.platform.listInstallations = async (options) => {
      if (stopped !== undefined) return await list(options);
      await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
      stopped = options?.signal?.reason;
      return await list(options);
    };
    await scene.provision();
    expect(stopped).toMatchObject({ name: 'TimeoutError', limitMs: CALL_LIMIT_MS });
  });

  it('five times in a row ends the run, which says so', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('feature', ...Array.from({ length: 5 }, () => ({ hangs: true })));
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({
      task: 'activate-feature',
      message: expect.stringMatching(/longer than its limit of 30000 ms.*safe to run again/),
      cause: { name: 'TimeoutError' },
    });
    expect(scene.clock.sleeping).toBe(0);
  });
});

describe('a call that is told when to come again', () => {
  it.each([
    ['seconds', '45', 45_000],
    ['0: the usual wait stays', '0', 1_000],
    ['what is no time: the usual wait stays', 'soon', 1_000],
  ])('waits as long: %s', async (_what, retryAfter, waitMs) => {
    const elapsedMs = await elapsedWith('infrastructure', { error: throttled(retryAfter) });
    const usualMs = await elapsedWith('infrastructure');
    expect(elapsedMs - usualMs).toBe(waitMs);
  });

  it('waits when it is an installation', async () => {
    const usualMs = await elapsedWith('install');
    expect((await elapsedWith('install', { error: throttled('45') })) - usualMs).toBe(45_000);
  });

  it('waits when a store tells it in the cause of its error', async () => {
    const scene = new ProvisioningScene();
    let isFirst = true;
    const secretStore = withPut(scene, async (...write) => {
      if (!isFirst) return await scene.store.put(...write);
      isFirst = false;
      const cause = throttled('45');
      throw new SecretError('com.liveperson.faas.secret.op-failed', KEY, 'throttled', { cause });
    });
    expect((await scene.provision({ secretStore })).elapsedMs).toBeGreaterThanOrEqual(45_000);
    await expectSettled(scene);
  });

  it('ends at the time limit of the run when it would be later', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('infrastructure', { error: throttled('99999999999') });
    const startedAt = scene.clock.now();
    expect(await rejection(scene.provision())).toMatchObject({ task: 'configure-infrastructure' });
    expect(scene.clock.now() - startedAt).toBe(900_000);
  });
});

describe('a session that is refused', () => {
  const refused = (status: number) =>
    new AuthError('Provisioning', ErrorCodes.Provisioning.Failed, 'The session is over', { status });

  it('is not tried again', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('feature', { error: refused(401) });
    expect(await rejection(scene.provision())).toMatchObject({ cause: { name: 'AuthError', status: 401 } });
    expect(scene.platform.count('feature')).toBe(1);
  });

  it('is tried again when it was the server that failed', async () => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('feature', { error: refused(503) });
    expect(await scene.provision()).toMatchObject({ changed: true });
  });
});
