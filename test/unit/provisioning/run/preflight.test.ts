import { describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../../../src/errors/config-error.js';
import { SecretError } from '../../../../src/errors/secret-error.js';
import { MemoryPlatform } from '../../../support/memory-platform.js';
import { KEY, ProvisioningScene, rejection, storeWith } from '../../../support/provisioning-scene.js';

const AUTH_FAILED = 'com.liveperson.faas.secret.auth-failed';

describe('before the first write', () => {
  it('the account of the platform is compared with that of the run, before anything is asked', async () => {
    const scene = new ProvisioningScene();
    for (const actsOn of ['99999999', undefined]) {
      const platform = new MemoryPlatform(scene.clock);
      Object.assign(platform, { accountId: actsOn });
      const get = vi.fn();
      const error = await rejection(scene.provision({ platform, secretStore: storeWith(scene, { get }) }));
      expect(error).toBeInstanceOf(ConfigError);
      expect(error).toMatchObject({
        field: 'accountId',
        message: expect.stringMatching(
          actsOn === undefined ? /does not say which account/ : /12345678.*99999999/,
        ),
      });
      expect(platform.calls).toEqual([]);
      expect(get).not.toHaveBeenCalled();
    }
  });

  it('the administrator is asked first, then the store, whether it can be read and would take a write', async () => {
    const scene = new ProvisioningScene();
    const asked: string[] = [];
    const note =
      <A extends unknown[], T>(what: string, call: (...args: A) => T) =>
      (...args: A) => {
        asked.push(what);
        return call(...args);
      };
    const { platform, store } = scene;
    platform.administrator = note('administrator', platform.administrator.bind(platform));
    platform.feature = note('feature', platform.feature.bind(platform));
    const secretStore = storeWith(scene, {
      get: note('get', store.get.bind(store)),
      checkWritable: note('checkWritable', async () => undefined),
      identity: note('identity', store.identity.bind(store)),
    });
    await scene.provision({ secretStore });
    expect(asked.slice(0, 5)).toEqual(['administrator', 'get', 'checkWritable', 'identity', 'feature']);
  });

  it.each(['get', 'checkWritable', 'identity'] as const)(
    'a wrong token is told at once, when %s tells it',
    async (method) => {
      const scene = new ProvisioningScene();
      scene.platform.buildMs = 600_000;
      const refused = new SecretError(AUTH_FAILED, KEY, 'the token is not valid');
      const secretStore = storeWith(scene, { [method]: () => Promise.reject(refused) });
      const startedAt = scene.clock.now();
      const error = await rejection(scene.provision({ secretStore }));
      expect(error).toMatchObject({ task: null, done: [], cause: refused });
      expect(scene.clock.now() - startedAt).toBe(0);
      expect(scene.platform.writes).toEqual([]);
    },
  );

  it('a record of another account is refused, naming both accounts', async () => {
    const scene = new ProvisioningScene();
    await scene.keep({ client_id: 'a', client_secret: 'b' }, '99999999');
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({
      task: null,
      message: expect.stringMatching(/of account 99999999, and this run is for account 12345678/),
    });
    expect(scene.platform.calls).toEqual(['administrator']);
  });

  it('an OAuth 1.0a key is refused, for it cannot be tried', async () => {
    const scene = new ProvisioningScene();
    const key = { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' };
    await scene.keep(key);
    expect(await rejection(scene.provision())).toMatchObject({
      task: null,
      message: expect.stringMatching(/OAuth 1\.0a.*secrets delete LIVEPERSON_DEFAULT_APP_KEY --system/),
    });
    expect(await scene.stored()).toEqual(key);
  });

  it('a store that cannot say whether it takes a write is only read', async () => {
    const scene = new ProvisioningScene();
    const { checkWritable: _, ...secretStore } = storeWith(scene, {});
    expect((await scene.provision({ secretStore })).changed).toBe(true);
  });
});

describe('a record that comes after the first look', () => {
  it.each([
    ['of another account', { client_id: 'a', client_secret: 'b' }, '99999999', /99999999/],
    [
      'of an OAuth 1.0a key',
      { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' },
      '12345678',
      /OAuth 1\.0a/,
    ],
  ])('is refused, too: one %s', async (_what, value, accountId, words) => {
    const scene = new ProvisioningScene();
    scene.platform.failNext('infrastructure', { before: () => scene.keep(value, accountId) });
    const error = await rejection(scene.provision());
    expect(error).toMatchObject({ task: 'create-default-secrets', message: expect.stringMatching(words) });
    expect(scene.platform.count('install')).toBe(0);
    expect(await scene.stored()).toEqual(value);
  });
});
