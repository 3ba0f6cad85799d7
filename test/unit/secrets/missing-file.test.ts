import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createToolbelt } from '../../../src/index.js';
import { ClosedNetwork } from '../client/closed-network.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lp-missing-'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  vi.stubEnv('LP_SECRET_STORE', undefined);
  vi.stubEnv('LP_SECRETS_KEY', undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function messageOf(
  use: (toolbelt: ReturnType<typeof createToolbelt>) => unknown,
  secretStore?: string,
  code = 'not-found',
) {
  const network = new ClosedNetwork();
  await using toolbelt = createToolbelt({ accountId: '1', transport: network, retry: false, secretStore });
  try {
    await use(toolbelt);
  } catch (error) {
    expect(error).toMatchObject({
      name: 'SecretError',
      code: `com.liveperson.faas.secret.${code}`,
    });
    return (error as Error).message;
  }
  throw new Error('It was expected to fail');
}

describe('a missing file of secrets', () => {
  it('is named with its resolved path, and says what to do, also for the default store', async () => {
    const name = 'LIVEPERSON_DEFAULT_APP_KEY';
    const message = await messageOf((toolbelt) => toolbelt.SecretClient().readSecret(name));
    expect(message).toContain(join(folder, 'functions/settings.json'));
    expect(message).toContain('LP_SECRET_STORE');
    expect(message).toContain(`lp-toolbelt secrets put ${name} --system --store`);
  });

  it.each(['settings', 'file'])(
    '%s: is named by SecretClient, for a read and for an update',
    async (kind) => {
      const store = `${kind}:kept/elsewhere.json`;
      const path = join(folder, 'kept/elsewhere.json');
      expect(await messageOf((toolbelt) => toolbelt.SecretClient().readSecret('MINE'), store)).toContain(
        path,
      );
      const update = { key: 'MINE', value: 1 };
      const message = await messageOf(
        (toolbelt) => toolbelt.SecretClient().updateSecret(update),
        store,
        'op-failed',
      );
      expect(message).toContain(`secrets put MINE --store '${kind}:${path}'`);
    },
  );

  it('is not spoken of when the file is there', async () => {
    writeFileSync(join(folder, 'settings.json'), '{"secrets":[]}');
    const read = (toolbelt: ReturnType<typeof createToolbelt>) => toolbelt.SecretClient().readSecret('MINE');
    const message = await messageOf(read, 'settings:settings.json');
    expect(message).toBe('There is no secret "MINE" in the store: create it, or check its name');
  });
});

describe('an account id that is missing', () => {
  it.each([
    ['12345678', true],
    [' ', false],
  ])('with BRAND_ID=%j tells of the name of V1: %s', async (brandId, told) => {
    vi.stubEnv('X_LIVEPERSON_BRAND_ID', undefined);
    vi.stubEnv('BRAND_ID', brandId);
    const call = createToolbelt({ transport: new ClosedNetwork() }).LPClient().users.list();
    const message = await call.then(() => '', String);
    expect(message).toContain('The account id is missing');
    expect(message.includes('BRAND_ID is set')).toBe(told);
    expect(message).not.toContain('12345678');
  });
});
