import { mock } from 'node:test';
import sinon from 'sinon';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '../../../src/apis/account-config/users.js';
import type { LPClient } from '../../../src/client/lp-client.js';
import { answerOf, listOf } from '../../../src/testing/answers.js';
import { makeFixtures } from '../../../src/testing/fixtures/fixtures.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { createToolbelt, Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { unhandledRejections } from '../../support/unhandled-rejections.js';
import { ClosedNetwork } from './closed-network.js';

const [administrator] = makeFixtures({ accountId: '12345678', seed: 1 }).users;
if (administrator === undefined) throw new Error('the fixtures have no user');
const user: User = administrator;

let network: ClosedNetwork;
let toolbelt: ToolbeltInstance;
let lp: LPClient;
let other: LPClient;

beforeEach(() => {
  network = new ClosedNetwork();
  toolbelt = createToolbelt({
    accountId: '12345678',
    transport: network,
    retry: false,
    secretStore: { get: async (key) => ({ key, value: { client_id: 'made-up', client_secret: 'made-up' } }) },
  });
  lp = toolbelt.LPClient();
  other = toolbelt.LPClient();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await toolbelt.close();
});

/** How people replace an operation, and how they take it back. */
const WAYS: Readonly<
  Record<string, (lp: LPClient, list: () => ReturnType<typeof listOf<User>>) => () => void>
> = {
  'vi.spyOn': ({ users }, list) => {
    vi.spyOn(users, 'list').mockImplementation(list);
    return () => vi.restoreAllMocks();
  },
  'sinon.stub': ({ users }, list) => {
    sinon.stub(users, 'list').callsFake(list);
    return () => sinon.restore();
  },
  'sinon.replace': ({ users }, list) => {
    sinon.replace(users, 'list', list);
    return () => sinon.restore();
  },
  'mock.method': ({ users }, list) => {
    const { method } = { method: mock.method(users, 'list', list) };
    return () => method.mock.restore();
  },
  'an assignment': ({ users }, list) => {
    const before = users.list;
    users.list = list;
    return () => {
      users.list = before;
    };
  },
  'an assignment of the namespace': (client, list) => {
    const before = client.users;
    client.users = { ...before, list };
    return () => {
      client.users = before;
    };
  },
};

describe.each(Object.entries(WAYS))('an operation replaced by %s', (_name, replace) => {
  it.each(['before', 'after'])('%s its namespace is touched, until it is restored', async (when) => {
    if (when === 'after') expect(lp.users.list).toBeTypeOf('function');
    const restore = replace(lp, () => listOf([user]));
    expect(await lp.users.list()).toEqual([user]);
    expect(network.sent).toEqual([]);
    await expect(other.users.list()).rejects.toMatchObject({ name: 'CsdsError' });
    await expect(toolbelt.LPClient().users.list()).rejects.toMatchObject({ name: 'CsdsError' });
    restore();
    await expect(lp.users.list()).rejects.toMatchObject({ name: 'CsdsError' });
  });

  it('reaches who took the namespace out of the client before, where the namespace stays', async () => {
    const { users } = lp;
    const restore = replace(lp, () => listOf([user]));
    if (lp.users === users) expect(await users.list()).toEqual([user]);
    restore();
  });
});

describe('a client', () => {
  it('takes a namespace before there is one', async () => {
    const namespace = { ...other.users, list: () => listOf([user]) };
    lp.users = namespace;
    expect(lp.users).toBe(namespace);
    expect(await lp.users.list()).toEqual([user]);
    expect(other.users).not.toBe(namespace);
  });

  it('lists its namespaces, and those that were replaced', () => {
    lp.users = other.users;
    expect(Object.keys(lp)).toEqual(Object.keys(other));
    expect(Object.keys(lp)).toContain('users');
  });

  it('can be replaced as a whole', async () => {
    vi.spyOn(Toolbelt, 'LPClient').mockReturnValue(lp);
    vi.spyOn(lp.dataAccess, 'rows').mockImplementation(() => listOf([]));
    vi.spyOn(lp.users, 'get').mockReturnValue(answerOf(user));
    const client = Toolbelt.LPClient();
    expect(await client.users.get({ userId: user.id })).toBe(user);
    for await (const row of client.dataAccess.rows({ dataType: 'survey', startTime: 0, endTime: 1 })) {
      throw new Error(`a row of no file: ${row}`);
    }
  });
});

describe('answerOf', () => {
  it('gives a value, and a response with what it is told', async () => {
    const call = answerOf(user, { status: 203, headers: { 'x-a': 'b' }, revision: '1742' });
    expect(await call).toBe(user);
    expect(await call.withResponse()).toEqual({
      data: user,
      status: 203,
      headers: { 'x-a': 'b' },
      revision: '1742',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('is a 200 without headers by itself, and takes undefined for "not changed"', async () => {
    const response = await answerOf(undefined).withResponse();
    expect(response).toMatchObject({ data: undefined, status: 200, headers: {} });
    expect(response).not.toHaveProperty('revision');
  });
});

describe('listOf', () => {
  it('is awaited for its page and iterated over, as often as one likes', async () => {
    const list = listOf([user, user]);
    expect(await list).toEqual([user, user]);
    expect((await list.withResponse()).data).toEqual([user, user]);
    for (let time = 0; time < 2; time += 1) {
      const items: User[] = [];
      for await (const item of list) items.push(item);
      expect(items).toEqual([user, user]);
    }
  });

  it('gives a page of another shape', async () => {
    const page = { _metadata: { count: 0 }, interactionHistoryRecords: [] };
    const search = vi.spyOn(lp.engagementHistory, 'search').mockReturnValue(listOf([], page));
    const params = { start: { from: 0, to: 1 }, source: 'tests' };
    expect(await lp.engagementHistory.search(params)).toBe(page);
    for await (const _ of lp.engagementHistory.search(params)) throw new Error('a chat of nowhere');
    expect(search).toHaveBeenCalledTimes(2);
  });

  it('fails in each way as a failing call does', async () => {
    const failure = new Error('made up');
    const list = () => listOf([user], Promise.reject(failure));
    const unhandled = await unhandledRejections(async () => {
      await expect(list()).rejects.toBe(failure);
      await expect(list().withResponse()).rejects.toBe(failure);
      await expect(
        (async () => {
          for await (const _ of list());
        })(),
      ).rejects.toBe(failure);
    });
    expect(unhandled).toEqual([]);
  });
});
