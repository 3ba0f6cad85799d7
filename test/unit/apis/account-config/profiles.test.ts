import { describe, expect, it } from 'vitest';
import { type Profile, profiles } from '../../../../src/apis/account-config/profiles.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const profilesGetAnswer = bodyOf<Profile>('profiles/get/documented');
const profilesListAnswer = bodyOf<Profile[]>('profiles/list/documented');

const { list, get } = profiles.operations;
const least = { id: 1, deleted: false };

describe('Profiles API: answers', () => {
  it('passes on what it does not know, at every depth', () => {
    const permissionPackages = [{ id: 10030, isDisplayed: true, isEnabled: false, newField: 1 }];
    const answer = { ...profilesGetAnswer, permissionPackages, newField: { deep: [1] } };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
  });

  it.each([
    [least, []],
    [{ ...least, description: null, permissions: [], permissionPackages: [] }, []],
    [{ ...least, roleTypeId: 6 }, []],
    [{ deleted: false }, ['id']],
    [{ id: 1 }, ['deleted']],
    [{ ...least, id: '1' }, ['id']],
    [{ ...least, roleTypeId: '2', isAssignedToLPA: 'false' }, ['roleTypeId', 'isAssignedToLPA']],
    [{ ...least, permissions: [12, '40'] }, ['permissions.1']],
    [{ ...least, permissionPackages: [{ id: 1, isDisplayed: true }] }, ['permissionPackages.0.isEnabled']],
    [
      { ...least, permissionPackages: [{ id: 1, isDisplayed: true, isEnabled: true, featureKeys: 'a' }] },
      ['permissionPackages.0.featureKeys'],
    ],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });

  it('refuses a list where an item belongs, and the other way round', () => {
    expect(differences(get, profilesListAnswer)).not.toEqual([]);
    expect(differences(list, profilesGetAnswer)).toEqual(['']);
  });
});

describe('Profiles API: parameters', () => {
  it('are named as the server names them', () => {
    const common = { select: 'id', includeDeleted: false, lastModified: '2026-05-28 12:00:00' };
    const sent = {
      query: { v: '4.0', select: 'id', include_deleted: false },
      header: { 'X-LP-Last-Modified': '2026-05-28 12:00:00' },
      body: {},
    };
    expect(onTheWire(list, common)).toEqual({ ...sent, path: {} });
    expect(onTheWire(get, { ...common, profileId: '2841150112' })).toEqual({
      ...sent,
      path: { profileId: '2841150112' },
    });
    expect(onTheWire(list, {})).toEqual({ path: {}, query: { v: '4.0' }, header: {}, body: {} });
  });

  it.each([{}, { select: '$all', includeDeleted: true }, { lastModified: undefined }, { lastModified: '1' }])(
    'list takes %j',
    (params) => {
      expect(complaint(list, params)).toBeUndefined();
      expect(complaint(get, { ...params, profileId: 2841150112 })).toBeUndefined();
    },
  );

  const noHeader = '"lastModified" must be the header x-lp-last-modified of an earlier answer';
  it.each([
    [{ lastModified: '' }, noHeader],
    [{ lastModified: 1_700_000_000_000 }, noHeader],
    [{ lastModified: '1\r\nx: y' }, noHeader],
    [{ includeDeleted: 'true' }, '"includeDeleted" must be true or false'],
    [{ select: '' }, '"select" must be a list of field names such as id,name, or $all'],
    // Neither documented nor observed for reads of profiles.
    [{ ifRevision: '1742' }, 'unknown: ifRevision'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, 2 ** 53, '', '0', '1/2', ' 1', '../1', [1]])(
    'get refuses %j as an id',
    (profileId) => {
      expect(complaint(get, { profileId })).toBe('"profileId" must be a positive whole number');
    },
  );
});

it('owns its writes and the legacy query of changes', () => {
  expect(profiles.owns).toEqual([
    '/api/account/{accountId}/configuration/le-users/profiles',
    '/api/account/configuration/le-users/profiles',
  ]);
});
