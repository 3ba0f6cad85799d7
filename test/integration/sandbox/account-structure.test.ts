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

interface Item {
  readonly id: number;
  readonly deleted?: boolean;
}

const live = <T extends Item>(items: readonly T[]): T[] => items.filter(({ deleted }) => !deleted);
const idOf = (items: readonly Item[], index: number) => items.at(index)?.id ?? 0;
const short = (items: readonly (Item & { name?: string; isDefault?: boolean })[]) =>
  live(items).map(({ id, name, deleted, isDefault }) => ({ id, name, deleted, isDefault }));

/** The request to an API that the servers received last. */
function received() {
  const last = sandbox.requests.matching({ service: 'accountConfigReadOnly' }).at(-1);
  const headers = last?.headers ?? {};
  return {
    method: last?.method,
    path: last?.path,
    query: last?.query,
    ifMatch: headers['if-match'],
    lastModified: headers['x-lp-last-modified'],
    body: last?.body,
  };
}

interface Case {
  readonly name: string;
  readonly call: (options?: { appKeySecretName: string }) => ApiCall<unknown>;
  readonly path: () => string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers?: { readonly ifMatch?: string; readonly lastModified?: string };
  readonly answer: () => unknown;
}

const cases: Case[] = [
  {
    name: 'agentGroups.list',
    call: (options) => lp.agentGroups.list({}, options),
    path: () => `${LE_USERS}/agentGroups`,
    query: { v: '4.0' },
    answer: () =>
      live(sandbox.fixtures.agentGroups).map(({ members: _members, managers: _managers, ...group }) => group),
  },
  {
    name: 'agentGroups.list with every parameter',
    call: (options) =>
      lp.agentGroups.list(
        { getUsers: true, includeDeleted: true, select: 'name,members', ifRevision: -1 },
        options,
      ),
    path: () => `${LE_USERS}/agentGroups`,
    query: { v: '4.0', select: 'name,members', include_deleted: 'true', getUsers: 'true' },
    headers: { ifMatch: '-1' },
    answer: () =>
      sandbox.fixtures.agentGroups.map(({ id, deleted, name, members }) => ({ id, deleted, name, members })),
  },
  {
    name: 'agentGroups.get',
    call: (options) =>
      lp.agentGroups.get(
        {
          agentGroupId: idOf(sandbox.fixtures.agentGroups, -1),
          includeDeleted: true,
          select: 'parentGroupId',
        },
        options,
      ),
    path: () => `${LE_USERS}/agentGroups/${idOf(sandbox.fixtures.agentGroups, -1)}`,
    query: { v: '4.0', select: 'parentGroupId', include_deleted: 'true' },
    answer: () => {
      const { id, deleted, parentGroupId } = sandbox.fixtures.agentGroups.at(-1) ?? {};
      return { id, deleted, parentGroupId };
    },
  },
  {
    name: 'profiles.list',
    call: (options) => lp.profiles.list({}, options),
    path: () => `${LE_USERS}/profiles`,
    query: { v: '4.0' },
    answer: () => live(sandbox.fixtures.profiles),
  },
  {
    name: 'profiles.get with every parameter',
    call: (options) =>
      lp.profiles.get(
        {
          profileId: idOf(sandbox.fixtures.profiles, -1),
          includeDeleted: true,
          select: '$all',
          lastModified: '2026-05-28 12:00:00',
        },
        options,
      ),
    path: () => `${LE_USERS}/profiles/${idOf(sandbox.fixtures.profiles, -1)}`,
    query: { v: '4.0', select: '$all', include_deleted: 'true' },
    headers: { lastModified: '2026-05-28 12:00:00' },
    answer: () => sandbox.fixtures.profiles.at(-1),
  },
  {
    name: 'lobs.list',
    call: (options) => lp.lobs.list({ includeDeleted: true, select: 'name', ifRevision: '1' }, options),
    path: () => `${LE_USERS}/lobs`,
    query: { v: '4.0', select: 'name', include_deleted: 'true' },
    headers: { ifMatch: '1' },
    answer: () => sandbox.fixtures.lobs.map(({ id, deleted, name }) => ({ id, deleted, name })),
  },
  {
    name: 'lobs.get',
    call: (options) => lp.lobs.get({ lobId: String(idOf(sandbox.fixtures.lobs, 0)) }, options),
    path: () => `${LE_USERS}/lobs/${idOf(sandbox.fixtures.lobs, 0)}`,
    query: { v: '4.0' },
    answer: () => sandbox.fixtures.lobs[0],
  },
  {
    name: 'workdays.list',
    call: (options) => lp.workdays.list({}, options),
    path: () => `${AC_COMMON}/workinghours`,
    query: { v: '1.0' },
    answer: () => short(sandbox.fixtures.workdays),
  },
  {
    name: 'workdays.list with every parameter',
    call: (options) => lp.workdays.list({ select: '$all', ifRevision: -1 }, options),
    path: () => `${AC_COMMON}/workinghours`,
    query: { v: '1.0', select: '$all' },
    headers: { ifMatch: '-1' },
    answer: () => live(sandbox.fixtures.workdays),
  },
  {
    name: 'workdays.get',
    call: (options) => lp.workdays.get({ workdayId: idOf(sandbox.fixtures.workdays, 0) }, options),
    path: () => `${AC_COMMON}/workinghours/${idOf(sandbox.fixtures.workdays, 0)}`,
    query: { v: '1.0' },
    answer: () => sandbox.fixtures.workdays[0],
  },
  {
    name: 'workdays.listSpecialOccasions',
    call: (options) => lp.workdays.listSpecialOccasions({}, options),
    path: () => `${AC_COMMON}/specialoccasion`,
    query: { v: '1.0' },
    answer: () => short(sandbox.fixtures.specialOccasions),
  },
  {
    name: 'workdays.getSpecialOccasion',
    call: (options) =>
      lp.workdays.getSpecialOccasion(
        { specialOccasionId: idOf(sandbox.fixtures.specialOccasions, 0), select: 'events' },
        options,
      ),
    path: () => `${AC_COMMON}/specialoccasion/${idOf(sandbox.fixtures.specialOccasions, 0)}`,
    query: { v: '1.0', select: 'events' },
    answer: () => {
      const { id, deleted, events } = sandbox.fixtures.specialOccasions[0] ?? {};
      return { id, deleted, events };
    },
  },
  {
    name: 'agentStatusReason.list',
    call: (options) => lp.agentStatusReason.list({ includeDeleted: true }, options),
    path: () => `${LE_AGENTS}/status-reasons`,
    query: { v: '1.0', include_deleted: 'true' },
    answer: () => sandbox.fixtures.agentStatusReasons,
  },
  {
    name: 'agentStatusReason.get',
    call: (options) =>
      lp.agentStatusReason.get({ statusReasonId: idOf(sandbox.fixtures.agentStatusReasons, 0) }, options),
    path: () => `${LE_AGENTS}/status-reasons/${idOf(sandbox.fixtures.agentStatusReasons, 0)}`,
    query: { v: '1.0' },
    answer: () => sandbox.fixtures.agentStatusReasons[0],
  },
];

describe.each(cases)('$name', ({ call, path, query, headers, answer }) => {
  it('asks as documented and hands over the answer unchanged', async () => {
    expect(await call()).toEqual(answer());
    expect(received()).toEqual({
      method: 'GET',
      path: path(),
      query,
      ifMatch: headers?.ifMatch,
      lastModified: headers?.lastModified,
      body: undefined,
    });
  });

  it('hands over what the schema does not know', async () => {
    const known = answer();
    const unknown = { newField: { deep: [1] } };
    const body = Array.isArray(known) ? [{ ...known[0], ...unknown }] : { ...(known as Item), ...unknown };
    sandbox.faults.add({ service: 'accountConfigReadOnly', body });
    expect(await call()).toEqual(body);
  });

  it('is refused with a key that lacks the privilege', async () => {
    await expect(call({ appKeySecretName: 'OTHER_KEY' })).rejects.toMatchObject({
      name: 'PrivilegeError',
      status: 403,
    });
  });
});
