import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../src/apis/api-call.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const LE_USERS = '/api/account/12345678/configuration/le-users';
const LE_AGENTS = '/api/account/12345678/configuration/le-agents';
const AC_COMMON = '/api/account/12345678/configuration/ac-common';

const { sandbox, client, lp } = await sandboxFixture({
  toolbelt: { responseValidation: 'strict', retry: false },
});
beforeAll(async () => {
  const { client_id, client_secret } = await client.installApplication('users.external');
  await sandbox.secretStore.put({ key: 'OTHER_KEY', value: { client_id, client_secret } });
});
beforeEach(() => sandbox.requests.clear());

const idOf = (items: readonly { readonly id: number }[], index: number) => items.at(index)?.id ?? 0;

/** The request to an API that the servers received last. */
const received = () => sandbox.requests.matching({ service: 'accountConfigReadOnly' }).at(-1);

describe('agentStatusReason.queryChanges', () => {
  const path = '/api/account/configuration/le-agents/status-reasons/query';
  const query = (from: number, to: number, options?: { appKeySecretName: string }) =>
    lp.agentStatusReason.queryChanges({ accounts: [{ site: sandbox.accountId, from, to }] }, options);

  it('asks as documented for the changes of a range of revisions', async () => {
    const { agentStatusReasons, agentStatusReasonRevision: to } = sandbox.fixtures;
    const [changes] = await query(to - 1, to);
    expect(changes).toEqual({
      siteId: '12345678',
      revisionsCollection: [
        { revision: to - 1, revisionDate: '2026-06-30 11:00:00', items: [agentStatusReasons.at(-2)] },
        { revision: to, revisionDate: '2026-06-30 12:00:00', items: [agentStatusReasons.at(-1)] },
      ],
    });
    expect(received()).toMatchObject({
      method: 'POST',
      path,
      query: { v: '1.0' },
      body: { type: 1, parameters: [{ site: '12345678', from: to - 1, to }] },
    });
  });

  it('refuses a range that ends before it starts; nothing is sent', async () => {
    await expect(query(2, 1)).rejects.toThrow('"accounts.0.from" must be no greater than "accounts.0.to"');
    expect(sandbox.requests.all()).toEqual([]);
  });

  it('is refused with a key that lacks the privilege', async () => {
    await expect(query(1, 2, { appKeySecretName: 'OTHER_KEY' })).rejects.toMatchObject({ status: 403 });
  });

  it.each([
    ['', { type: 1, parameters: [{ site: '12345678', from: 1, to: 2 }] }],
    ['?v=1.0', { type: 0, parameters: [{ site: '12345678', revision: 1 }] }],
    ['?v=1.0', { type: 1, parameters: [] }],
    ['?v=1.0', { type: 1, parameters: [{ site: '12345678', from: 2, to: 1 }] }],
    ['?v=1.0', []],
  ])('is answered with 400 for %s %j', async (search, json) => {
    const reply = await client.api('accountConfigReadOnly', 'POST', `${path}${search}`, { json });
    expect([reply.status, Object.keys(reply.json())]).toEqual([400, ['type', 'internalCode', 'message']]);
  });
});

describe('a revision that is still the current one', () => {
  it.each<[string, (ifRevision?: string) => ApiCall<unknown>]>([
    ['agentGroups.list', (ifRevision) => lp.agentGroups.list({ ifRevision })],
    [
      'agentGroups.get',
      (ifRevision) => lp.agentGroups.get({ agentGroupId: idOf(sandbox.fixtures.agentGroups, 0), ifRevision }),
    ],
    ['lobs.list', (ifRevision) => lp.lobs.list({ ifRevision })],
    ['lobs.get', (ifRevision) => lp.lobs.get({ lobId: idOf(sandbox.fixtures.lobs, 0), ifRevision })],
    ['workdays.list', (ifRevision) => lp.workdays.list({ ifRevision })],
    [
      'workdays.get',
      (ifRevision) => lp.workdays.get({ workdayId: idOf(sandbox.fixtures.workdays, 0), ifRevision }),
    ],
    ['workdays.listSpecialOccasions', (ifRevision) => lp.workdays.listSpecialOccasions({ ifRevision })],
    [
      'workdays.getSpecialOccasion',
      (ifRevision) =>
        lp.workdays.getSpecialOccasion({
          specialOccasionId: idOf(sandbox.fixtures.specialOccasions, 0),
          ifRevision,
        }),
    ],
  ])('gives undefined for %s, and another one gives all of it', async (_name, call) => {
    const { data, revision } = await call().withResponse();
    expect(revision).toMatch(/^\d+$/);
    const unchanged = await call(revision).withResponse();
    expect(unchanged).toMatchObject({ data: undefined, status: 304, revision });
    expect(await call('1')).toEqual(data);
  });

  it('means nothing to the APIs that document no If-Match, which name it all the same', async () => {
    for (const path of [`${LE_USERS}/profiles?v=4.0`, `${LE_AGENTS}/status-reasons?v=1.0`]) {
      const first = await client.api('accountConfigReadOnly', 'GET', path);
      const headers = { 'if-match': String(first.headers['ac-revision']) };
      const second = await client.api('accountConfigReadOnly', 'GET', path, { headers });
      expect([second.status, second.json()]).toEqual([200, first.json()]);
    }
  });
});

it('names the time of the last change of profiles, which a later read may send', async () => {
  const { headers } = await lp.profiles.list().withResponse();
  const lastModified = headers['x-lp-last-modified'];
  expect(lastModified).toMatch(/\S/);
  expect(await lp.profiles.list({ lastModified })).toHaveLength(4);
  expect(received()?.headers['x-lp-last-modified']).toBe(lastModified);
});

it('throws the status that a server may give instead of unchanged profiles', async () => {
  sandbox.faults.add({ service: 'accountConfigReadOnly', status: 304 });
  await expect(lp.profiles.list({ lastModified: '2026-05-28 12:00:00' })).rejects.toMatchObject({
    name: 'HttpError',
    status: 304,
  });
});

it('iterates over the items of every list', async () => {
  const counts: number[] = [];
  for (const list of [
    lp.agentGroups.list(),
    lp.profiles.list(),
    lp.lobs.list(),
    lp.workdays.list(),
    lp.workdays.listSpecialOccasions(),
    lp.agentStatusReason.list(),
  ]) {
    let count = 0;
    for await (const _item of list) count += 1;
    counts.push(count);
  }
  expect(counts).toEqual([4, 4, 2, 2, 2, 5]);
});

describe('what is not there', () => {
  it.each<[string, () => ApiCall<unknown>]>([
    ['an agent group', () => lp.agentGroups.get({ agentGroupId: 1 })],
    ['a profile', () => lp.profiles.get({ profileId: 1 })],
    ['a line of business', () => lp.lobs.get({ lobId: 1 })],
    ['a workdays object', () => lp.workdays.get({ workdayId: 1 })],
    ['a special occasion', () => lp.workdays.getSpecialOccasion({ specialOccasionId: 1 })],
    ['a status reason', () => lp.agentStatusReason.get({ statusReasonId: 1 })],
    ['a deleted lob', () => lp.lobs.get({ lobId: idOf(sandbox.fixtures.lobs, -1) })],
    ['deleted workdays', () => lp.workdays.get({ workdayId: idOf(sandbox.fixtures.workdays, -1) })],
  ])('is answered with 404: %s', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({ name: 'HttpError', status: 404 });
    await expect(call()).rejects.toThrow('Data not found');
  });

  it('stays away where no parameter asks for deleted items', async () => {
    const path = `${AC_COMMON}/workinghours?v=1.0&include_deleted=true`;
    expect((await client.api('accountConfigReadOnly', 'GET', path)).json()).toHaveLength(2);
  });
});

describe('a malformed request', () => {
  it.each([
    `${LE_USERS}/agentGroups`,
    `${LE_USERS}/agentGroups?v=latest`,
    `${LE_USERS}/agentGroups?v=4.0&getUsers=yes`,
    `${LE_USERS}/agentGroups?v=4.0&select=id)`,
    `${LE_USERS}/profiles`,
    `${LE_USERS}/profiles/abc?v=4.0`,
    `${LE_USERS}/lobs?v=4.0&include_deleted=yes`,
    `${LE_USERS}/lobs/0?v=4.0`,
    `${AC_COMMON}/workinghours`,
    `${AC_COMMON}/workinghours?v=1.0&select=events(`,
    `${AC_COMMON}/specialoccasion`,
    `${AC_COMMON}/specialoccasion/-1?v=1.0`,
    `${LE_AGENTS}/status-reasons`,
    `${LE_AGENTS}/status-reasons?v=1.0&include_deleted=1`,
    `${LE_AGENTS}/status-reasons/1.5?v=1.0`,
  ])('is refused: %s', async (path) => {
    const reply = await client.api('accountConfigReadOnly', 'GET', path);
    expect([reply.status, Object.keys(reply.json())]).toEqual([400, ['type', 'internalCode', 'message']]);
  });

  it.each<[string, () => ApiCall<unknown>, string]>([
    [
      'agentGroups',
      () => lp.agentGroups.get({ agentGroupId: '1/2' }),
      'agentGroups.get: "agentGroupId" must be',
    ],
    ['profiles', () => lp.profiles.list({ select: '' }), 'profiles.list: "select" must be'],
    ['lobs', () => lp.lobs.get({ lobId: -1 }), 'lobs.get: "lobId" must be'],
    ['workdays', () => lp.workdays.get({ workdayId: '../1' }), 'workdays.get: "workdayId" must be'],
    [
      'special occasions',
      () => lp.workdays.getSpecialOccasion({ specialOccasionId: 0 }),
      'workdays.getSpecialOccasion: "specialOccasionId" must be',
    ],
    [
      'agentStatusReason',
      () => lp.agentStatusReason.get({ statusReasonId: 'one' }),
      'agentStatusReason.get: "statusReasonId" must be',
    ],
  ])('is not sent: %s', async (_name, call, message) => {
    await expect(call()).rejects.toThrow(message);
    await expect(call()).rejects.toMatchObject({ name: 'ParameterError' });
    expect(sandbox.requests.all()).toEqual([]);
  });
});
