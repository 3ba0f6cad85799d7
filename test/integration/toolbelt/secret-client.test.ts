import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SecretError, SecretForbiddenError } from '../../../src/errors/index.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { APP_KEY, CountingReader, failureOf, installApplication } from '../client/harness.js';

let toolbelt: ToolbeltInstance;
let warnings: (Error & { code?: string })[];
const onWarning = (warning: Error) => void warnings.push(warning);

const { sandbox } = await sandboxFixture();
beforeAll(() => void process.on('warning', onWarning));
afterAll(() => void process.off('warning', onWarning));
beforeEach(async () => {
  warnings = [];
  toolbelt = sandbox.toolbelt();
  await sandbox.secretStore.put({ key: 'MINE', value: { list: [1, 2] } });
});
afterEach(() => toolbelt.close());

/** Warnings are emitted at the end of the current turn. */
async function warned(code: string): Promise<string[]> {
  await new Promise(setImmediate);
  return warnings.filter((warning) => warning.code === code).map(({ message }) => message);
}

describe('SecretClient', () => {
  it('reads a secret as a copy', async () => {
    const secrets = toolbelt.SecretClient();
    const secret = await secrets.readSecret<{ list: number[] }>('MINE');
    expect(secret).toEqual({ key: 'MINE', value: { list: [1, 2] } });
    secret.value.list.push(3);
    expect((await secrets.readSecret('MINE')).value).toEqual({ list: [1, 2] });
  });

  it('keeps what it read for five minutes, and reads past that when told so', async () => {
    const secretStore = new CountingReader(sandbox.secretStore);
    await using counted = sandbox.toolbelt({ secretStore });
    const secrets = counted.SecretClient();
    await Promise.all(Array.from({ length: 20 }, () => secrets.readSecret('MINE')));
    expect(secretStore.reads).toBe(1);
    await secrets.readSecret('MINE', { useCache: false });
    expect(secretStore.reads).toBe(2);
    sandbox.clock.advance(299_000);
    await secrets.readSecret('MINE');
    expect(secretStore.reads).toBe(2);
    sandbox.clock.advance(2_000);
    await secrets.readSecret('MINE');
    expect(secretStore.reads).toBe(3);
  });

  it('keeps it as long as the client was told to', async () => {
    const secretStore = new CountingReader(sandbox.secretStore);
    await using counted = sandbox.toolbelt({ secretStore });
    const secrets = counted.SecretClient({ cache: { ttl: 1_000 } });
    await secrets.readSecret('MINE');
    sandbox.clock.advance(1_001);
    await secrets.readSecret('MINE');
    expect(secretStore.reads).toBe(2);
  });

  it('updates a secret, which every client then reads', async () => {
    const [one, other] = [toolbelt.SecretClient(), toolbelt.SecretClient()];
    await other.readSecret('MINE');
    expect(await one.updateSecret({ key: 'MINE', value: 'new' })).toEqual({ key: 'MINE', value: 'new' });
    expect(await sandbox.secretStore.get('MINE')).toMatchObject({ value: 'new', managedBy: 'user' });
    expect((await other.readSecret('MINE')).value).toBe('new');
  });

  it('lets LPClient use an updated key at once', async () => {
    await sandbox.secretStore.put({ key: 'MY_KEY', value: await installApplication(sandbox) });
    const lp = toolbelt.LPClient();
    await lp.users.list({}, { appKeySecretName: 'MY_KEY' });
    const value = await installApplication(sandbox);
    sandbox.requests.clear();
    await toolbelt.SecretClient().updateSecret({ key: 'MY_KEY', value });
    await lp.users.list({}, { appKeySecretName: 'MY_KEY' });
    expect(sandbox.requests.matching({ service: 'sentinel' })).toMatchObject([
      { body: { client_id: value.client_id } },
    ]);
  });

  it.each([APP_KEY, 'LIVEPERSON_DEFAULT_ANYTHING', 'lp-faas-default-app-key', 'MANAGED'])(
    'does not update %s, which the system manages',
    async (key) => {
      await sandbox.secretStore.put({ key, value: { as: 'it was' }, managedBy: 'system' });
      const before = await sandbox.secretStore.get(key);
      const error = await failureOf(toolbelt.SecretClient().updateSecret({ key, value: 'mine now' }));
      expect(error).toBeInstanceOf(SecretForbiddenError);
      expect(error).toMatchObject({ code: 'com.liveperson.faas.secret.forbidden', key });
      expect(await sandbox.secretStore.get(key)).toEqual(before);
    },
  );

  it('tells what is not there, malformed or read-only', async () => {
    const secrets = toolbelt.SecretClient();
    const codeOf = async (call: Promise<unknown>) => {
      const error = await failureOf(call);
      expect(error).toBeInstanceOf(SecretError);
      return String(error.code).replace('com.liveperson.faas.secret.', '');
    };
    expect(await codeOf(secrets.readSecret('NOT_THERE'))).toBe('not-found');
    expect(await codeOf(secrets.updateSecret({ key: 'NOT_THERE', value: 1 }))).toBe('op-failed');
    expect(await codeOf(secrets.readSecret('not a key'))).toBe('invalid-format');
    expect(await codeOf(secrets.updateSecret({ key: 'MINE', value: 'x'.repeat(16_385) }))).toBe(
      'invalid-format',
    );
    await using readOnly = sandbox.toolbelt({ secretStore: new CountingReader(sandbox.secretStore) });
    expect(await codeOf(readOnly.SecretClient().updateSecret({ key: 'MINE', value: 1 }))).toBe('op-failed');
  });
});

describe('warnings', () => {
  it('tell once per instance that a system secret was read directly', async () => {
    const secrets = toolbelt.SecretClient();
    await secrets.readSecret(APP_KEY);
    await secrets.readSecret(APP_KEY);
    await toolbelt.SecretClient({ cache: { ttl: 5 } }).readSecret(APP_KEY);
    const told = await warned('LP_SYSTEM_SECRET');
    expect(told).toEqual([expect.stringContaining(APP_KEY)]);
    expect(told[0]).toContain('appKeySecretName');
    await using other = sandbox.toolbelt();
    await other.SecretClient().readSecret(APP_KEY);
    expect(await warned('LP_SYSTEM_SECRET')).toHaveLength(2);
  });

  it('do not tell of the reads of LPClient, nor of a secret of one’s own', async () => {
    await sandbox.secretStore.put({
      key: APP_KEY,
      value: await installApplication(sandbox),
      managedBy: 'system',
    });
    await toolbelt.LPClient().users.list();
    await toolbelt.SecretClient().readSecret('MINE');
    expect(await warned('LP_SYSTEM_SECRET')).toEqual([]);
  });

  it('tell once per instance that OAuth 1.0a has ended', async () => {
    await using signed = await startSandbox({ credentials: 'oauth1' });
    await using old = signed.toolbelt();
    const lp = old.LPClient();
    await Promise.all([lp.users.list(), lp.users.list(), lp.skills.list()]);
    const told = await warned('LP_OAUTH1');
    expect(told).toEqual([expect.stringContaining('31 May 2026')]);
    const value = (await signed.secretStore.get(APP_KEY))?.value as Record<string, string>;
    for (const secret of Object.values(value)) expect(told.join()).not.toContain(secret);
    await toolbelt.LPClient().users.list();
    expect(await warned('LP_OAUTH1')).toHaveLength(1);
  });

  it('tell once per instance of secrets in the form of a migrated account, and of system secrets of V1', async () => {
    const credential = await installApplication(sandbox);
    const stored = { LP_COMPAT_SECRET_TYPE: 'String', secret: JSON.stringify(credential) };
    for (const key of ['MIGRATED', 'lp-faas-default-app-key']) {
      await sandbox.secretStore.put({ key, value: stored, managedBy: 'system' });
    }
    await using migrated = sandbox.toolbelt({ appKeySecretName: 'lp-faas-default-app-key' });
    await migrated.LPClient().users.list();
    await migrated.LPClient().skills.list();
    expect((await migrated.SecretClient().readSecret('MIGRATED')).value).toEqual(credential);
    expect(await warned('LP_WRAPPED_SECRET')).toEqual([
      expect.stringContaining('lp-faas-default-app-key is stored as { LP_COMPAT_SECRET_TYPE, secret }'),
    ]);
    expect(await warned('LP_SECRET_OF_V1')).toEqual([
      expect.stringContaining('lp-faas-default-app-key, a system secret of Functions V1'),
    ]);
    expect(warnings.map(String).join()).not.toContain(credential.client_secret);
  });
});
