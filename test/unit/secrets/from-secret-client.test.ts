import { describe, expect, it, vi } from 'vitest';
import { SecretError } from '../../../src/errors/secret-error.js';
import { fromSecretClient } from '../../../src/secrets/from-secret-client.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';

const NOT_FOUND = 'com.liveperson.faas.secret.not-found';

function officialClient() {
  const secrets: Record<string, unknown> = { partner_key: { id: 'made-up' } };
  const reads: unknown[] = [];
  return {
    secrets,
    reads,
    client: {
      async readSecret(key: string, options?: { readonly useCache?: boolean }) {
        reads.push(options);
        if (key === 'broken') throw new Error('not now');
        if (!(key in secrets)) throw Object.assign(new Error('none'), { code: NOT_FOUND });
        return { key, value: secrets[key] };
      },
      async updateSecret({ key, value }: { readonly key: string; readonly value: unknown }) {
        secrets[key] = value;
      },
    },
  };
}

describe('fromSecretClient', () => {
  it('reads past the cache of the other client, and knows what is missing', async () => {
    const { client, reads } = officialClient();
    const reader = fromSecretClient(client);
    expect(await reader.get('partner_key')).toEqual({ key: 'partner_key', value: { id: 'made-up' } });
    expect(await reader.get('other_key')).toBeUndefined();
    expect(reads).toMatchObject([{ useCache: false }, { useCache: false }]);
  });

  it('warns of no direct read where the other client is of this library: nobody but it has read', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const get = async (key: string) => ({ key, value: { client_id: 'made-up' } });
    await using platform = createToolbelt({ accountId: '12345678', secretStore: { get } });
    const client = platform.SecretClient();
    await fromSecretClient(client).get('LIVEPERSON_DEFAULT_APP_KEY');
    expect(warn).not.toHaveBeenCalled();
    await client.readSecret('LIVEPERSON_DEFAULT_APP_KEY', { useCache: false });
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('lets a toolbelt read and update, and fail as with any store', async () => {
    const { client, secrets } = officialClient();
    await using toolbelt = createToolbelt({ accountId: '12345678', secretStore: fromSecretClient(client) });
    const own = toolbelt.SecretClient();
    await own.updateSecret({ key: 'partner_key', value: 'renewed' });
    expect(secrets.partner_key).toBe('renewed');
    expect(await own.readSecret('partner_key')).toEqual({ key: 'partner_key', value: 'renewed' });
    await expect(own.readSecret('other_key')).rejects.toMatchObject({ code: NOT_FOUND });
    await expect(own.readSecret('broken')).rejects.toBeInstanceOf(SecretError);
  });

  it('can only read through a client that can only read', async () => {
    const { readSecret } = officialClient().client;
    await using toolbelt = createToolbelt({
      accountId: '12345678',
      secretStore: fromSecretClient({ readSecret }),
    });
    const update = toolbelt.SecretClient().updateSecret({ key: 'partner_key', value: 1 });
    await expect(update).rejects.toThrow('can only read');
  });
});
