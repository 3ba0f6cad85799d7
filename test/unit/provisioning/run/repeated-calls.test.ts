import { describe, expect, it } from 'vitest';
import type { PlatformMethod } from '../../../support/memory-platform.js';
import {
  expectSettled,
  lost,
  OURS,
  ProvisioningScene,
  storeWith,
  watch,
} from '../../../support/provisioning-scene.js';

const repeatedIn = async (run: ReturnType<ProvisioningScene['provision']>) =>
  (await watch(run)).events.filter((event) => event.state === 'repeated');

describe('each call that is made once more is an event', () => {
  it.each<[PlatformMethod, string]>([
    ['administrator', 'activate-feature'],
    ['feature', 'activate-feature'],
    ['infrastructure', 'configure-infrastructure'],
    ['listInstallations', 'create-default-secrets'],
    ['install', 'create-default-secrets'],
    ['tryCredential', 'create-default-secrets'],
    ['getInstallation', 'store-default-secret'],
  ])('platform.%s', async (method, task) => {
    const scene = new ProvisioningScene();
    scene.platform.failNext(method, { error: lost() }, { error: lost() });
    const repeated = await repeatedIn(scene.provision());
    expect(repeated).toHaveLength(2);
    expect(repeated[0]).toMatchObject({
      task,
      detail: expect.stringContaining(`platform.${method} failed (socket`),
    });
    await expectSettled(scene);
  });

  it.each(['get', 'put', 'checkWritable', 'identity'] as const)('secretStore.%s', async (method) => {
    const scene = new ProvisioningScene();
    const { store } = scene;
    let isFirst = true;
    const once =
      <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
      async (...args: A) => {
        if (!isFirst) return await call(...args);
        isFirst = false;
        throw lost();
      };
    const secretStore = storeWith(scene, {
      [method]: once(
        method === 'checkWritable' ? async () => undefined : (store[method].bind(store) as never),
      ),
    });
    const [repeated, ...more] = await repeatedIn(scene.provision({ secretStore }));
    expect(more).toEqual([]);
    expect(repeated).toMatchObject({
      detail: `secretStore.${method} failed (socket hang up); called again in 1 s`,
    });
    await expectSettled(scene);
  });

  it('tells no credential of what failed', async () => {
    const scene = new ProvisioningScene();
    const { clientSecret } = scene.platform.add(OURS);
    scene.platform.failNext('listInstallations', {}, { error: new Error(`no ${clientSecret}`) });
    const [repeated] = await repeatedIn(scene.provision());
    expect(repeated).toMatchObject({ detail: expect.stringContaining('failed (no [redacted])') });
  });
});
