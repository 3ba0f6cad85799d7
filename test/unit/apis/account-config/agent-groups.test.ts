import { describe, expect, it } from 'vitest';
import { type AgentGroup, agentGroups } from '../../../../src/apis/account-config/agent-groups.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const agentGroupsGetAnswer = bodyOf<AgentGroup>('agentGroups/get/documented');
const agentGroupsListAnswer = bodyOf<AgentGroup[]>('agentGroups/list/documented');

const { list, get } = agentGroups.operations;
const least = { id: 1, deleted: false };

describe('Agent Groups API: answers', () => {
  it('passes on what it does not know', () => {
    const answer = { ...agentGroupsGetAnswer, newField: { deep: [1] } };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
  });

  it.each([
    [least, []],
    [{ ...least, description: null, parentGroupId: null }, []],
    [{ ...least, members: [1, 2], managers: [] }, []],
    [{ deleted: false }, ['id']],
    [{ id: 1 }, ['deleted']],
    [{ ...least, id: '1' }, ['id']],
    [{ ...least, isEnabled: 'true', parentGroupId: '2' }, ['parentGroupId', 'isEnabled']],
    [{ ...least, name: null }, ['name']],
    [{ ...least, members: ['1'] }, ['members.0']],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });

  it('refuses a list where an item belongs, and the other way round', () => {
    expect(differences(get, agentGroupsListAnswer)).not.toEqual([]);
    expect(differences(list, agentGroupsGetAnswer)).toEqual(['']);
  });
});

describe('Agent Groups API: parameters', () => {
  it('are named as the server names them', () => {
    const common = { select: 'id', includeDeleted: true, ifRevision: 17 };
    const query = { v: '4.0', select: 'id', include_deleted: true };
    const header = { 'If-Match': '17' };
    expect(onTheWire(list, { ...common, getUsers: true })).toEqual({
      path: {},
      query: { ...query, getUsers: true },
      header,
      body: {},
    });
    expect(onTheWire(get, { ...common, agentGroupId: 2841160012 })).toEqual({
      path: { agentGroupId: '2841160012' },
      query,
      header,
      body: {},
    });
    expect(onTheWire(list, {})).toEqual({ path: {}, query: { v: '4.0' }, header: {}, body: {} });
  });

  it.each([
    {},
    { getUsers: true },
    { getUsers: undefined, select: '$all', includeDeleted: false, ifRevision: '1742' },
    { ifRevision: -1 },
  ])('list takes %j', (params) => {
    expect(complaint(list, params)).toBeUndefined();
  });

  it.each([
    [{ getUsers: 'true' }, '"getUsers" must be true or false'],
    [{ getUsers: null }, '"getUsers" must be true or false'],
    [{ includeDeleted: 1 }, '"includeDeleted" must be true or false'],
    [{ select: ' ' }, '"select" must be a list of field names such as id,name, or $all'],
    [{ ifRevision: '' }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
    [{ agentGroupId: 1 }, 'unknown: agentGroupId'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, 2 ** 53, '', '0', '1/2', ' 1', '../1', [1]])(
    'get refuses %j as an id',
    (agentGroupId) => {
      expect(complaint(get, { agentGroupId })).toBe('"agentGroupId" must be a positive whole number');
    },
  );

  it('get takes an id in both forms, and does not answer members', () => {
    expect(complaint(get, { agentGroupId: 1 })).toBeUndefined();
    expect(complaint(get, { agentGroupId: '2841160012', ifRevision: 1742 })).toBeUndefined();
    expect(complaint(get, { agentGroupId: 1, getUsers: true })).toBe('unknown: getUsers');
    expect(complaint(get, {})).toBe('"agentGroupId" must be a positive whole number');
  });
});

it('owns its writes and the legacy query of changes', () => {
  expect(agentGroups.owns).toEqual([
    '/api/account/{accountId}/configuration/le-users/agentGroups',
    '/api/account/configuration/le-users/agentGroups',
  ]);
});
