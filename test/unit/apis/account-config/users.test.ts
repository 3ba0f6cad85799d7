import { describe, expect, it } from 'vitest';
import { users } from '../../../../src/apis/account-config/users.js';
import { differences } from '../operation-harness.js';

const { list, get } = users.operations;
const user = { id: 3120456789, deleted: false };

describe('Users API: answers', () => {
  it.each([
    [{ isActive: true }, []],
    [{ profiles: [{ id: 1, name: 'Administrator', roleTypeId: 1 }, { id: 2 }] }, []],
    [{ passwordSh: 'made-up' }, []],
    [{ isActive: 'yes' }, ['isActive']],
    [{ profiles: [{ id: 1, roleTypeId: '1' }] }, ['profiles.0.roleTypeId']],
  ])('differences of %j are %j', (fields, paths) => {
    expect(differences(get, { ...user, ...fields })).toEqual(paths);
    expect(differences(list, [{ ...user, ...fields }])).toEqual(paths.map((path) => `0.${path}`));
  });
});
