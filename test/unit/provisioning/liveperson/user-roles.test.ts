import { describe, expect, it } from 'vitest';
import { roleOf } from '../../../../src/provisioning/liveperson/user-roles.js';

const profile = (id: unknown, roleTypeId: unknown, more: object = {}) => ({ id, roleTypeId, ...more });
const PROFILES = [profile(11, 1), profile(12, 2), profile(13, 3), profile(14, 4), profile(15, 5)];

describe('the role of a user', () => {
  it.each([
    ['an administrator', [11], true, 'administrator (roleTypeId 1)'],
    ['an agent', [12], false, 'agent (roleTypeId 2)'],
    ['an agent manager', [13], false, 'agent manager (roleTypeId 3)'],
    ['a campaign manager', [14], false, 'campaign manager (roleTypeId 4)'],
    ['an LPA', [15], true, 'LPA'],
    ['a manager of both kinds', [14, 13], false, 'agent manager (roleTypeId 3) and campaign manager'],
    ['an agent who is an administrator, too', [12, 11], true, 'administrator (roleTypeId 1)'],
    ['somebody with ids as text', ['11'], true, 'administrator (roleTypeId 1)'],
    ['somebody without a profile', [], false, 'no profile'],
    ['somebody with a profile that is not there', [99], false, 'no profile'],
  ])('of %s', (_who, profileIds, isAdministrator, reason) => {
    const answer = roleOf({ id: 1, profileIds }, PROFILES);
    expect(answer).toEqual({ isAdministrator, reason: expect.stringContaining(reason) });
  });

  it('is told without the roles that did not decide', () => {
    expect(roleOf({ profileIds: [11, 12] }, PROFILES)?.reason).not.toContain('agent');
  });

  it('is read from role ids as text, too, and never from one that only resembles an administrator', () => {
    expect(roleOf({ profileIds: [1] }, [profile('1', '1')])?.isAdministrator).toBe(true);
    for (const roleTypeId of [undefined, null, '01', 10, 15, true, [1], { 1: 1 }]) {
      const answer = roleOf({ profileIds: [1] }, [profile(1, roleTypeId)]);
      expect([roleTypeId, answer?.isAdministrator]).toEqual([roleTypeId, false]);
    }
  });

  it('does not count when the profile is deleted, or the user deleted or disabled', () => {
    const deleted = [profile(11, 1, { deleted: true })];
    expect(roleOf({ profileIds: [11] }, deleted)?.isAdministrator).toBe(false);
    for (const more of [{ deleted: true }, { isEnabled: false }]) {
      expect(roleOf({ profileIds: [11], ...more }, PROFILES)).toEqual({
        isAdministrator: false,
        reason: 'the user is deleted or disabled',
      });
    }
  });

  it.each([
    [undefined, PROFILES],
    [[], PROFILES],
    [{ id: 1 }, PROFILES],
    [{ profileIds: '11' }, PROFILES],
    [{ profileIds: [11] }, {}],
    [{ profileIds: [11] }, undefined],
  ])('is unknown for answers of another shape: %j, %j', (user, profiles) => {
    expect(roleOf(user, profiles)).toBeUndefined();
  });

  it('is not there in profiles that are no objects', () => {
    expect(roleOf({ profileIds: [11] }, [null, 11, 'x'])?.isAdministrator).toBe(false);
  });
});
