import { describe, expect, it } from 'vitest';
import type { AccountChanges } from '../../../../src/apis/account-config/changes-query.js';
import {
  type PredefinedCategory,
  predefinedCategories,
} from '../../../../src/apis/account-config/predefined-categories.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const categoriesChangesAnswer = bodyOf<AccountChanges<PredefinedCategory>[]>(
  'predefinedCategories/queryChanges/documented',
);
const categoriesGetAnswer = bodyOf<PredefinedCategory>('predefinedCategories/get/documented');
const categoriesListAnswer = bodyOf<PredefinedCategory[]>('predefinedCategories/list/documented');

const { list, listByRevision, get, queryDelta, queryChanges } = predefinedCategories.operations;

describe('Predefined Categories API: answers', () => {
  it('passes on what it does not know', () => {
    const answer = { ...categoriesGetAnswer, newField: { deep: [1] } };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
  });

  it.each([
    [{ id: 1, deleted: true }, []],
    [{ id: 1 }, ['deleted']],
    [{ id: '1', deleted: false }, ['id']],
    [{ id: 1, deleted: false, name: null, order: '1', proposed: 1 }, ['name', 'order', 'proposed']],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
    expect(differences(listByRevision, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });

  it('refuses another shape', () => {
    expect(differences(list, categoriesGetAnswer)).toEqual(['']);
    expect(differences(get, categoriesListAnswer)).not.toEqual([]);
    expect(differences(queryChanges, categoriesChangesAnswer[0])).toEqual(['']);
    expect(differences(queryDelta, { appDataList: {} })).toEqual(['appDataList']);
  });
});

describe('Predefined Categories API: parameters', () => {
  it('are named as the server names them', () => {
    const params = { select: '$all', includeDeleted: true };
    const sent = { query: { v: '2.0', select: '$all', include_deleted: true }, header: {}, body: {} };
    expect(onTheWire(list, params)).toEqual({ ...sent, path: {} });
    expect(onTheWire(listByRevision, { ...params, revision: 57 })).toEqual({
      ...sent,
      path: { revision: '57' },
    });
    expect(onTheWire(get, { ...params, categoryId: '600800111', ifRevision: 57 })).toEqual({
      ...sent,
      path: { categoryId: '600800111' },
      header: { 'If-Match': '57' },
    });
  });

  it('of queries go into the body with the kind of query', () => {
    const since = [{ site: '12345678', revision: 56 }];
    expect(onTheWire(queryDelta, { accounts: since, select: '$all' })).toEqual({
      path: {},
      query: { v: '2.0', select: '$all' },
      header: {},
      body: { type: 0, parameters: since },
    });
    const range = [{ site: '12345678', from: 56, to: 57 }];
    expect(onTheWire(queryChanges, { accounts: range })).toEqual({
      path: {},
      query: { v: '2.0' },
      header: {},
      body: { type: 1, parameters: range },
    });
  });

  it.each([{}, { select: '$summary' }, { includeDeleted: false, select: undefined }])(
    'takes %j',
    (params) => {
      expect(complaint(list, params)).toBeUndefined();
      expect(complaint(listByRevision, { ...params, revision: '57' })).toBeUndefined();
      expect(complaint(get, { ...params, categoryId: 1 })).toBeUndefined();
    },
  );

  it.each([
    [{ select: '' }, '"select" must be a list of field names such as id,name, or $all'],
    [{ includeDeleted: 'no' }, '"includeDeleted" must be true or false'],
    // Neither If-Match nor 304 is documented for lists.
    [{ ifRevision: 1 }, 'unknown: ifRevision'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
    expect(complaint(listByRevision, { ...params, revision: 57 })).toBe(message);
  });

  it.each([undefined, 0, -1, 1.5, '', '1/2', '../1'])('refuses %j as an id and as a revision', (value) => {
    expect(complaint(get, { categoryId: value })).toBe('"categoryId" must be a positive whole number');
    expect(complaint(listByRevision, { revision: value })).toBe('"revision" must be a positive whole number');
  });

  it.each([
    [queryDelta, {}, '"accounts" must be a list of at least one account'],
    [
      queryDelta,
      { accounts: [{ site: '1', from: 1, to: 2 }] },
      '"accounts.0.revision" must be a whole number, 0 or more',
    ],
    [
      queryChanges,
      { accounts: [{ site: '1', from: 2, to: 1 }] },
      '"accounts.0.from" must be no greater than "accounts.0.to"',
    ],
    [queryChanges, { accounts: [{ site: '1', from: 2, to: 2 }] }, undefined],
  ])('query %#', (operation, params, message) => {
    expect(complaint(operation, params)).toBe(message);
  });
});

it('owns the import of categories, which is beside them', () => {
  expect(predefinedCategories.owns).toContain('/api/account/{accountId}/configuration/le-categories/import');
});
