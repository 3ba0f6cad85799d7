import { describe, expect, it } from 'vitest';
import { type Lob, lobs } from '../../../../src/apis/account-config/lobs.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const lobsGetAnswer = bodyOf<Lob>('lobs/get/documented');
const lobsListAnswer = bodyOf<Lob[]>('lobs/list/documented');

const { list, get } = lobs.operations;

describe('LOBs API: answers', () => {
  it('passes on what it does not know', () => {
    const answer = { ...lobsGetAnswer, newField: { deep: [1] } };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
  });

  it.each([
    [{ id: 1 }, []],
    [{ id: 1, deleted: true, description: null }, []],
    [{ deleted: false }, ['id']],
    [{ id: '1' }, ['id']],
    [{ id: 1, deleted: 'false' }, ['deleted']],
    [{ id: 1, name: null, dateUpdated: 1_700_000_000 }, ['name', 'dateUpdated']],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });

  it('refuses a list where an item belongs, and the other way round', () => {
    expect(differences(get, lobsListAnswer)).not.toEqual([]);
    expect(differences(list, lobsGetAnswer)).toEqual(['']);
  });
});

describe('LOBs API: parameters', () => {
  it('are named as the server names them', () => {
    const common = { select: 'id', includeDeleted: true, ifRevision: -1 };
    const sent = {
      query: { v: '4.0', select: 'id', include_deleted: true },
      header: { 'If-Match': '-1' },
      body: {},
    };
    expect(onTheWire(list, common)).toEqual({ ...sent, path: {} });
    expect(onTheWire(get, { ...common, lobId: 2841180012 })).toEqual({
      ...sent,
      path: { lobId: '2841180012' },
    });
    expect(onTheWire(list, {})).toEqual({ path: {}, query: { v: '4.0' }, header: {}, body: {} });
  });

  it.each([{}, { select: '$all', includeDeleted: true, ifRevision: '1742' }, { select: undefined }])(
    'list takes %j',
    (params) => {
      expect(complaint(list, params)).toBeUndefined();
      expect(complaint(get, { ...params, lobId: '2841180012' })).toBeUndefined();
    },
  );

  it.each([
    [{ select: '' }, '"select" must be a list of field names such as id,name, or $all'],
    [{ includeDeleted: 'true' }, '"includeDeleted" must be true or false'],
    [{ ifRevision: -2 }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
    [{ selects: 'id' }, 'unknown: selects'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, 2 ** 53, '', '0', '1/2', ' 1', '../1', [1]])(
    'get refuses %j as an id',
    (lobId) => {
      expect(complaint(get, { lobId })).toBe('"lobId" must be a positive whole number');
    },
  );
});

it('owns its writes and the legacy query of changes', () => {
  expect(lobs.owns).toEqual([
    '/api/account/{accountId}/configuration/le-users/lobs',
    '/api/account/configuration/le-users/lobs',
  ]);
});
