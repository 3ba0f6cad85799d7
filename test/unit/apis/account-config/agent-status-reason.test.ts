import { describe, expect, it } from 'vitest';
import {
  type AgentStatusReason,
  agentStatusReason,
} from '../../../../src/apis/account-config/agent-status-reason.js';
import type { AccountChanges } from '../../../../src/apis/account-config/changes-query.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const agentStatusReasonChangesAnswer = bodyOf<AccountChanges<AgentStatusReason>[]>(
  'agentStatusReason/queryChanges/documented',
);
const agentStatusReasonGetAnswer = bodyOf<AgentStatusReason>('agentStatusReason/get/documented');
const agentStatusReasonListAnswer = bodyOf<AgentStatusReason[]>('agentStatusReason/list/documented');

const { list, get, queryChanges } = agentStatusReason.operations;
const reason = agentStatusReasonGetAnswer;

describe('Agent Status Reason API: answers', () => {
  it('passes on what it does not know, a state of another name included', () => {
    const answer = { ...reason, state: 'BackSoon', newField: { deep: [1] } };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
  });

  it.each([
    [{ ...reason, order: 3 }, []],
    [{}, ['id', 'text', 'state', 'enabled', 'deleted']],
    [{ ...reason, id: '601000111' }, ['id']],
    [{ ...reason, text: null, state: 3 }, ['text', 'state']],
    [{ ...reason, enabled: 'true', deleted: 0, order: '3' }, ['enabled', 'deleted', 'order']],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });

  it('refuses a list where an item belongs, and the other way round', () => {
    expect(differences(get, agentStatusReasonListAnswer)).not.toEqual([]);
    expect(differences(list, reason)).toEqual(['']);
  });
});

describe('Agent Status Reason API: parameters', () => {
  it('are named as the server names them', () => {
    const sent = { query: { v: '1.0', include_deleted: true }, header: {}, body: {} };
    expect(onTheWire(list, { includeDeleted: true })).toEqual({ ...sent, path: {} });
    expect(onTheWire(get, { includeDeleted: true, statusReasonId: 601000111 })).toEqual({
      ...sent,
      path: { statusReasonId: '601000111' },
    });
    expect(onTheWire(list, {})).toEqual({ path: {}, query: { v: '1.0' }, header: {}, body: {} });
  });

  it.each([{}, { includeDeleted: false }, { includeDeleted: undefined }])('list takes %j', (params) => {
    expect(complaint(list, params)).toBeUndefined();
    expect(complaint(get, { ...params, statusReasonId: '601000111' })).toBeUndefined();
  });

  it.each([
    [{ includeDeleted: 'yes' }, '"includeDeleted" must be true or false'],
    // Documented for the sibling APIs, not for this one.
    [{ select: 'id' }, 'unknown: select'],
    [{ ifRevision: '1742' }, 'unknown: ifRevision'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, 2 ** 53, '', '0', '1/2', ' 1', '../1', [1]])(
    'get refuses %j as an id',
    (statusReasonId) => {
      expect(complaint(get, { statusReasonId })).toBe('"statusReasonId" must be a positive whole number');
    },
  );
});

describe('agentStatusReason.queryChanges', () => {
  const [changes] = agentStatusReasonChangesAnswer;
  const accounts = [{ site: '12345678', from: 3, to: 4 }];

  it('is deprecated, and may be sent again', () => {
    expect(queryChanges.deprecated).toMatch(/current documentation no longer lists it/);
    expect(queryChanges.repeatable).toBe(true);
  });

  it('accepts the documented answer and passes on what it does not know', () => {
    expect(differences(queryChanges, agentStatusReasonChangesAnswer)).toEqual([]);
    const answer = [{ ...changes, newField: 1, revisionsCollection: [] }];
    expect(validated(queryChanges, answer)).toEqual(answer);
  });

  it.each([
    [changes, ['']],
    [[{ siteId: 12345678, revisionsCollection: [] }], ['0.siteId']],
    [
      [{ siteId: '1', revisionsCollection: [{ revision: '4', revisionDate: '', items: [] }] }],
      ['0.revisionsCollection.0.revision'],
    ],
    [
      [
        {
          siteId: '1',
          revisionsCollection: [{ revision: 4, revisionDate: '', items: [{ ...reason, id: '1' }] }],
        },
      ],
      ['0.revisionsCollection.0.items.0.id'],
    ],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(queryChanges, answer)).toEqual(paths);
  });

  it('sends the query as a body', () => {
    expect(onTheWire(queryChanges, { accounts })).toEqual({
      path: {},
      query: { v: '1.0' },
      header: {},
      body: { type: 1, parameters: accounts },
    });
  });

  it.each([
    [{ accounts }, undefined],
    [{ accounts: [...accounts, { site: '2', from: 0, to: 0 }] }, undefined],
    [{}, '"accounts" must be a list of at least one account'],
    [{ accounts: [] }, '"accounts" must be a list of at least one account'],
    [{ accounts: [{ site: '1', from: -1, to: 4 }] }, '"accounts.0.from" must be a whole number, 0 or more'],
    [{ accounts: [{ site: '', from: 3, to: 4 }] }, '"accounts.0.site" must be the id of an account'],
    [
      { accounts: [{ site: '1', from: 5, to: 4 }] },
      '"accounts.0.from" must be no greater than "accounts.0.to"',
    ],
    [{ accounts, select: 'id' }, 'unknown: select'],
  ])('%j: %s', (params, message) => {
    expect(complaint(queryChanges, params)).toBe(message);
  });
});

it('owns its writes and the query of changes', () => {
  expect(agentStatusReason.owns).toEqual([
    '/api/account/{accountId}/configuration/le-agents/status-reasons',
    '/api/account/configuration/le-agents/status-reasons',
  ]);
});
