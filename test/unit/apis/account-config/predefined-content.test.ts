import { describe, expect, it } from 'vitest';
import type { AccountChanges } from '../../../../src/apis/account-config/changes-query.js';
import { predefinedContent } from '../../../../src/apis/account-config/predefined-content.js';
import type {
  DefaultPredefinedContent,
  PredefinedContent,
} from '../../../../src/apis/account-config/predefined-content-entity.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const contentChangesAnswer = bodyOf<AccountChanges<PredefinedContent>>(
  'predefinedContent/queryChanges/documented',
);
const contentDefaultAnswer = bodyOf<DefaultPredefinedContent>('predefinedContent/getDefault/documented');
const contentGetAnswer = bodyOf<PredefinedContent>('predefinedContent/get/documented');
const contentListAnswer = bodyOf<PredefinedContent[]>('predefinedContent/list/documented');

const { list, listGroupedByCategories, get, listDefaults, getDefault, queryDelta, queryChanges } =
  predefinedContent.operations;

describe('Predefined Content API: answers', () => {
  it('passes on what it does not know, wherever it is', () => {
    const item = { ...contentGetAnswer, newField: 1, data: [{ msg: 'Hi', newField: { deep: [1] } }] };
    expect(validated(get, item)).toEqual(item);
    expect(validated(list, [item])).toEqual([item]);
    expect(validated(listGroupedByCategories, { 600800111: [item] })).toEqual({ 600800111: [item] });
    const changes = { ...contentChangesAnswer, newField: 1 };
    expect(validated(queryChanges, changes)).toEqual(changes);
  });

  it.each([
    [{ id: 1, deleted: true }, []],
    [{ id: 1, deleted: false, hotkey: null, templateId: null }, []],
    [{ id: 1, deleted: false, 'hot-key': { prefix: 'alt', suffix: '1' } }, []],
    [{ id: 1, deleted: false, data: [{ lang: 'en-us', title: 'Hi' }] }, []],
    [{ id: 1, deleted: false, attributes: [{ name: 'a', value: 'b' }] }, []],
    [{ deleted: false }, ['id']],
    [{ id: '600700111', deleted: false }, ['id']],
    [{ id: 1, deleted: 'false', type: '0' }, ['deleted', 'type']],
    [{ id: 1, deleted: false, data: [{ msg: 1 }] }, ['data.0.msg']],
    [{ id: 1, deleted: false, hotkey: { prefix: 'alt' } }, ['hotkey.suffix']],
    [{ id: 1, deleted: false, 'hot-key': 'alt-1' }, ['hot-key']],
    [{ id: 1, deleted: false, categoriesIds: ['600800111'] }, ['categoriesIds.0']],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
    const grouped = paths.map((path) => `7.0.${path}`);
    expect(differences(listGroupedByCategories, { 7: [answer] })).toEqual(grouped);
  });

  it('refuses another shape', () => {
    expect(differences(list, contentGetAnswer)).toEqual(['']);
    expect(differences(listGroupedByCategories, { 7: contentGetAnswer })).toEqual(['7']);
    expect(differences(getDefault, { templateId: 1 })).not.toEqual([]);
    expect(differences(listDefaults, [{ ...contentDefaultAnswer, templateDeleted: null }])).toEqual([
      '0.templateDeleted',
    ]);
    expect(differences(queryDelta, { appDataList: [{ appName: 'a', appApiVersion: 2 }] })).toEqual([
      'appDataList.0.accountList',
    ]);
    expect(differences(queryChanges, { siteId: '1', revisionsCollection: [{}] })).not.toEqual([]);
  });

  it('iterates over lists, and over none of an unchanged one', () => {
    const items = list.items as unknown as (page: unknown) => readonly unknown[];
    expect(items(contentListAnswer)).toEqual(contentListAnswer);
    expect(items(undefined)).toEqual([]);
  });
});

describe('Predefined Content API: parameters', () => {
  const read = {
    select: '$all',
    includeDeleted: true,
    ifRevision: 17,
    fields: 'enabled,data',
    fieldSet: 'all',
    lang: ['en-US', 'de-DE'],
    sanitizeData: true,
  };
  const readQuery = {
    v: '2.0',
    select: '$all',
    include_deleted: true,
    fields: 'enabled,data',
    field_set: 'all',
    lang: 'en-US,de-DE',
    sanitize_data: true,
  };
  const header = { 'If-Match': '17' };

  it('are named as the server names them', () => {
    const filters = { ids: [1, '2'], skillIds: [7001] };
    const query = { ...readQuery, ids: '1,2', skill_ids: '7001' };
    expect(onTheWire(list, { ...read, ...filters })).toEqual({ path: {}, query, header, body: {} });
    expect(onTheWire(listGroupedByCategories, { ...read, ...filters })).toEqual({
      path: {},
      query: { ...query, group_by: 'CATEGORIES' },
      header,
      body: {},
    });
    expect(onTheWire(get, { ...read, predefinedContentId: 600700111 })).toEqual({
      path: { predefinedContentId: '600700111' },
      query: readQuery,
      header,
      body: {},
    });
  });

  it('are none for what LivePerson ships, not even a version', () => {
    expect(onTheWire(listDefaults, {})).toEqual({ path: {}, query: {}, header: {}, body: {} });
    expect(onTheWire(getDefault, { templateId: 'canned-response-template-1' })).toEqual({
      path: { templateId: 'canned-response-template-1' },
      query: {},
      header: {},
      body: {},
    });
  });

  it('of queries go into the body with the kind of query', () => {
    const { includeDeleted: _includeDeleted, ifRevision: _ifRevision, ...shared } = read;
    const { include_deleted: _include_deleted, ...query } = readQuery;
    const since = [{ site: '12345678', revision: 41 }];
    expect(onTheWire(queryDelta, { ...shared, accounts: since })).toEqual({
      path: {},
      query,
      header: {},
      body: { type: 0, parameters: since },
    });
    const range = [{ site: '12345678', from: 40, to: 42 }];
    expect(onTheWire(queryChanges, { accounts: range })).toEqual({
      path: {},
      query: { v: '2.0' },
      header: {},
      body: { type: 1, parameters: range },
    });
  });

  it('asks for nothing that the caller did not ask for', () => {
    expect(onTheWire(list, {})).toEqual({ path: {}, query: { v: '2.0' }, header: {}, body: {} });
  });

  it.each([
    {},
    read,
    { ids: ['600700111'], skillIds: [1, 2], lang: ['en'] },
    { lang: ['zh-Hans-CN', 'pt_BR'], fieldSet: 'summary', sanitizeData: false },
    { select: undefined, lang: undefined, ids: undefined, skillIds: undefined, fieldSet: undefined },
  ])('list takes %j', (params) => {
    expect(complaint(list, params)).toBeUndefined();
    expect(complaint(listGroupedByCategories, params)).toBeUndefined();
  });

  it.each([
    [{ lang: 'en-US' }, `"lang" must be a list of language codes, for example ['en-US']`],
    [{ lang: [] }, `"lang" must be a list of language codes, for example ['en-US']`],
    [{ lang: ['en-US', 'de,fr'] }, '"lang.1" must be a language code such as en-US'],
    [{ ids: 12 }, '"ids" must be a list of ids, for example [12, 34]'],
    [{ ids: [] }, '"ids" must be a list of ids, for example [12, 34]'],
    [{ ids: ['1/2'] }, '"ids.0" must be a positive whole number'],
    [{ skillIds: [1, 0] }, '"skillIds.1" must be a positive whole number'],
    [{ fieldSet: 'everything' }, '"fieldSet" must be one of summary, all'],
    [{ fields: '' }, '"fields" must be a list of field names such as enabled,data'],
    [{ sanitizeData: 1 }, '"sanitizeData" must be true or false'],
    [{ includeDeleted: 'true' }, '"includeDeleted" must be true or false'],
    [{ select: '' }, '"select" must be a list of field names such as id,name, or $all'],
    [{ ifRevision: '' }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
    [{ groupBy: 'CATEGORIES' }, 'unknown: groupBy'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
    expect(complaint(listGroupedByCategories, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, '', '1/2', '../1', [1]])('get refuses %j as an id', (id) => {
    expect(complaint(get, { predefinedContentId: id })).toBe(
      '"predefinedContentId" must be a positive whole number',
    );
  });

  it.each([undefined, '', 1, 'a/b', '..%2f', 'a b', 'a?b'])(
    'getDefault refuses %j as an id',
    (templateId) => {
      expect(complaint(getDefault, { templateId })).toBe(
        '"templateId" must be the id of a template, for example canned-response-template-1',
      );
    },
  );

  it('the list of defaults takes none', () => {
    expect(complaint(listDefaults, {})).toBeUndefined();
    expect(complaint(listDefaults, { select: '$all' })).toBe('unknown: select');
  });

  it.each([
    [{}, '"accounts" must be a list of at least one account'],
    [{ accounts: [] }, '"accounts" must be a list of at least one account'],
    [
      { accounts: ['1'] },
      '"accounts.0" must be an object of an account and its revision, { site, revision }',
    ],
    [{ accounts: [{ site: '', revision: 1 }] }, '"accounts.0.site" must be the id of an account'],
    [{ accounts: [{ site: 1, revision: 1 }] }, '"accounts.0.site" must be the id of an account'],
    [{ accounts: [{ site: '1' }] }, '"accounts.0.revision" must be a whole number, 0 or more'],
    [{ accounts: [{ site: '1', revision: -1 }] }, '"accounts.0.revision" must be a whole number, 0 or more'],
    [{ accounts: [{ site: '1', revision: 1 }], type: 0 }, 'unknown: type'],
  ])('queryDelta refuses %j', (params, message) => {
    expect(complaint(queryDelta, params)).toBe(message);
  });

  it.each([
    [[{ site: '1', from: 1, to: 1 }], undefined],
    [[{ site: '1', from: 1 }], '"accounts.0.to" must be a whole number, 0 or more'],
    [
      [
        { site: '1', from: 1, to: 2 },
        { site: '2', from: 3, to: 2 },
      ],
      '"accounts.1.from" must be no greater than "accounts.1.to"',
    ],
  ])('queryChanges of %j: %s', (accounts, message) => {
    expect(complaint(queryChanges, { accounts })).toBe(message);
  });

  it('may repeat queries, which only read', () => {
    expect([queryDelta.repeatable, queryChanges.repeatable]).toEqual([true, true]);
  });
});
