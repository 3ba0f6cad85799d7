import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors/index.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { APP_KEY, failureOf } from '../client/harness.js';

let first: Sandbox;
let second: Sandbox;

beforeAll(async () => {
  [first, second] = await Promise.all([
    startSandbox({ accountId: '1001' }),
    startSandbox({ accountId: '2002', seed: 2 }),
  ]);
});
afterAll(() => Promise.all([first.close(), second.close()]));
beforeEach(() => {
  first.requests.clear();
  second.requests.clear();
});

/** Which account a client of Toolbelt calls now. */
async function account(lp = Toolbelt.LPClient()): Promise<string> {
  try {
    await lp.skills.list();
  } catch (error) {
    if (error instanceof ConfigError) return 'none';
    throw error;
  }
  const called = [first, second].filter(
    ({ requests }) => requests.count({ service: 'accountConfigReadOnly' }) > 0,
  );
  first.requests.clear();
  second.requests.clear();
  return called.map(({ accountId }) => accountId).join();
}

describe('Toolbelt.use', () => {
  it('replaces the default instance until the end of the block', async () => {
    {
      using _ = first.use();
      expect(await account()).toBe('1001');
    }
    expect(await account()).toBe('none');
  });

  it('nests', async () => {
    using _first = first.use();
    {
      using _second = second.use();
      expect(await account()).toBe('2002');
    }
    expect(await account()).toBe('1001');
  });

  it('may be ended in any order, and twice', async () => {
    const outer = first.use();
    const inner = second.use();
    outer[Symbol.dispose]();
    outer[Symbol.dispose]();
    expect(await account()).toBe('2002');
    inner[Symbol.dispose]();
    expect(await account()).toBe('none');
  });

  it('ends only itself when an instance is used twice', async () => {
    await using instance = first.toolbelt();
    const outer = Toolbelt.use(instance);
    const inner = Toolbelt.use(instance);
    inner[Symbol.dispose]();
    inner[Symbol.dispose]();
    expect(await account()).toBe('1001');
    outer[Symbol.dispose]();
    expect(await account()).toBe('none');
  });

  it('leads clients that were made before', async () => {
    const lp = Toolbelt.LPClient();
    const official = Toolbelt.LpClient();
    const secrets = Toolbelt.SecretClient();
    const csds = Toolbelt.CsdsClient();
    // Touched before, too: a namespace is kept by its client.
    expect(await account(lp)).toBe('none');
    for (const sandbox of [first, second, first]) {
      using _ = sandbox.use();
      expect(await account(lp)).toBe(sandbox.accountId);
      expect(await account(official)).toBe(sandbox.accountId);
      expect(await csds.get('sentinel')).toBe(sandbox.hosts.sentinel);
      const { value } = await secrets.readSecret(APP_KEY);
      expect(value).toEqual((await sandbox.secretStore.get(APP_KEY))?.value);
    }
    expect(await account(lp)).toBe('none');
  });

  it('does not lead the clients of an instance', async () => {
    await using instance = first.toolbelt();
    const lp = instance.LPClient();
    using _ = second.use();
    expect(await account(lp)).toBe('1001');
  });

  it('leaves an instance open that it was given', async () => {
    await using instance = first.toolbelt();
    Toolbelt.use(instance)[Symbol.dispose]();
    expect(await account(instance.LPClient())).toBe('1001');
  });

  it('closes what it made of options', async () => {
    const inUse = first.use({ retry: false });
    const lp = Toolbelt.LPClient();
    await lp.skills.list();
    const slow = failureOf(lp.functions.invoke({ functionUuid: first.fixtures.functions.slow.uuid }));
    await expect.poll(() => first.requests.count({ service: 'faasGW' }), { interval: 5 }).toBe(1);
    inUse[Symbol.dispose]();
    expect(await slow).toMatchObject({ name: 'NetworkError' });
  });

  it('takes options over those of the sandbox', async () => {
    using _ = first.use({ appKeySecretName: 'NOT_THERE' });
    await expect(Toolbelt.LPClient().users.list()).rejects.toMatchObject({ key: 'NOT_THERE' });
  });

  it('does not lead a list that has begun', async () => {
    const start = { from: first.fixtures.baseTime - 30 * 86_400_000, to: first.fixtures.baseTime };
    await using instance = first.toolbelt();
    const inFirst = Toolbelt.use(instance);
    const accounts = new Set<string>();
    let chats = 0;
    let inSecond: Disposable | undefined;
    for await (const { info } of Toolbelt.LPClient().engagementHistory.search({ start, source: 'tests' })) {
      accounts.add(info.accountId);
      chats += 1;
      if (chats === 20) {
        inFirst[Symbol.dispose]();
        inSecond = second.use();
      }
    }
    inSecond?.[Symbol.dispose]();
    expect(chats).toBeGreaterThan(50);
    expect([...accounts]).toEqual(['1001']);
    expect(second.requests.all()).toEqual([]);
  });

  it('does not lead rows of files that are being read', async () => {
    const params = {
      dataType: 'webSession',
      startTime: first.fixtures.baseTime - 7 * 86_400_000,
      endTime: first.fixtures.baseTime,
    } as const;
    await using instance = first.toolbelt();
    const inFirst = Toolbelt.use(instance);
    let rows = 0;
    let inSecond: Disposable | undefined;
    for await (const _ of Toolbelt.LPClient().dataAccess.rows(params)) {
      rows += 1;
      if (rows > 1) continue;
      inFirst[Symbol.dispose]();
      inSecond = second.use();
    }
    inSecond?.[Symbol.dispose]();
    expect(first.requests.count({ service: 'dataAccess' })).toBeGreaterThan(2);
    expect(second.requests.all()).toEqual([]);
  });
});
