import { describe, expect, it } from 'vitest';
import { type Skill, skills } from '../../../../src/apis/account-config/skills.js';
import { type User, users } from '../../../../src/apis/account-config/users.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const skillsGetAnswer = bodyOf<Skill>('skills/get/documented');
const skillsListAnswer = bodyOf<Skill[]>('skills/list/documented');
const usersGetAnswer = bodyOf<User>('users/get/documented');
const usersListAnswer = bodyOf<User[]>('users/list/documented');

const rows = [
  { api: users, idName: 'userId', version: '6.0', list: usersListAnswer, item: usersGetAnswer },
  { api: skills, idName: 'skillId', version: '4.0', list: skillsListAnswer, item: skillsGetAnswer },
];

describe.each(rows)('$api.title', ({ api, idName, version, list, item }) => {
  const operations = api.operations;

  it('accepts the documented answers', () => {
    expect(differences(operations.list, list)).toEqual([]);
    expect(differences(operations.get, item)).toEqual([]);
  });

  it('accepts an item with nothing but what select cannot take away', () => {
    expect(differences(operations.list, [{ id: 3120456789, deleted: true }])).toEqual([]);
  });

  it('passes on what it does not know', () => {
    const answer = { ...item, newField: { deep: [1] } };
    expect(validated(operations.get, answer)).toEqual(answer);
    expect(validated(operations.list, [answer])).toEqual([answer]);
  });

  it.each([
    [{ id: '1', deleted: false }, 'id'],
    [{ id: 1, deleted: 'false' }, 'deleted'],
    [{ id: 1 }, 'deleted'],
    [{ deleted: false }, 'id'],
    [{ id: 1, deleted: false, lobIds: ['2'] }, 'lobIds.0'],
    [{ id: 1, deleted: false, dateUpdated: 1_700_000_000 }, 'dateUpdated'],
  ])('refuses %j', (answer, path) => {
    expect(differences(operations.get, answer)).toEqual([path]);
    expect(differences(operations.list, [answer])).toEqual([`0.${path}`]);
  });

  it('refuses a list where an item belongs, and the other way round', () => {
    expect(differences(operations.get, [])).not.toEqual([]);
    expect(differences(operations.list, item)).toEqual(['']);
  });

  it('iterates over the items of a page, and over none of an unchanged one', () => {
    const items = operations.list.items as unknown as (page: unknown) => readonly unknown[];
    expect(items(list)).toEqual(list);
    expect(items(undefined)).toEqual([]);
  });

  it('names its parameters as the server does', () => {
    const params = { select: 'id', includeDeleted: true, ifRevision: 17 };
    const sent = {
      query: { v: version, select: 'id', include_deleted: true },
      header: { 'If-Match': '17' },
      body: {},
    };
    expect(onTheWire(operations.list, params)).toEqual({ ...sent, path: {} });
    expect(onTheWire(operations.get, { ...params, [idName]: 3120456789 })).toEqual({
      ...sent,
      path: { [idName]: '3120456789' },
    });
  });

  it('asks for nothing that the caller did not ask for', () => {
    expect(onTheWire(operations.list, {})).toEqual({ path: {}, query: { v: version }, header: {}, body: {} });
  });

  it.each([
    {},
    { select: '$all' },
    { select: 'id,memberOf(agentGroupId)', includeDeleted: false, ifRevision: '1742' },
    { ifRevision: -1 },
    { ifRevision: '"1742"' },
    { select: undefined, includeDeleted: undefined, ifRevision: undefined },
  ])('list takes %j', (params) => {
    expect(complaint(operations.list, params)).toBeUndefined();
    expect(complaint(operations.get, { ...params, [idName]: '3120456789' })).toBeUndefined();
  });

  it.each([
    [{ select: '' }, '"select" must be a list of field names such as id,name, or $all'],
    [{ select: ['id'] }, '"select" must be a list of field names such as id,name, or $all'],
    [{ includeDeleted: 'true' }, '"includeDeleted" must be true or false'],
    [{ ifRevision: -2 }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
    [{ ifRevision: '' }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
    [
      { ifRevision: '1\r\nx: y' },
      '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer',
    ],
    [{ includeDelete: true }, 'unknown: includeDelete'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(operations.list, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, Number.NaN, 2 ** 53, '', '0', '-1', '1/2', ' 1', '1\n', '../1', [1]])(
    'get refuses %j as an id',
    (id) => {
      expect(complaint(operations.get, { [idName]: id })).toBe(`"${idName}" must be a positive whole number`);
    },
  );

  it('get asks for the id', () => {
    expect(complaint(operations.get, {})).toBe(`"${idName}" must be a positive whole number`);
  });

  it('owns its writes and the legacy query of changes', () => {
    expect(api.owns).toEqual([
      `/api/account/{accountId}/configuration/le-users/${api.id}`,
      `/api/account/configuration/le-users/${api.id}`,
    ]);
  });
});

describe('Users API', () => {
  it.each([
    [{ memberOf: null, maxAsyncChats: null, pictureUrl: null }, []],
    [{ memberOf: { agentGroupId: 1 }, managerOf: [{ agentGroupId: 2 }] }, []],
    [{ skills: [{ id: 1, name: 'Billing' }], lobs: [1, { id: 2 }] }, []],
    [{ memberOf: {} }, ['memberOf.agentGroupId']],
    [{ pid: null }, ['pid']],
    [{ isEnabled: 1, userTypeId: '2' }, ['isEnabled', 'userTypeId']],
  ])('a user with %j', (fields, paths) => {
    expect(differences(users.operations.get, { id: 1, deleted: false, ...fields })).toEqual(paths);
  });
});

describe('Skills API', () => {
  it.each([
    [{ skillTransferList: null, wrapUpTime: null, fallbackSkill: null }, []],
    [
      { skillRoutingConfiguration: [{ priority: 1, splitPercentage: 100 }] },
      ['skillRoutingConfiguration.0.agentGroupId'],
    ],
    [{ canTransfer: null, skillTransferList: 1 }, ['canTransfer', 'skillTransferList']],
  ])('a skill with %j', (fields, paths) => {
    expect(differences(skills.operations.get, { id: 1, deleted: false, ...fields })).toEqual(paths);
  });
});
