import { FIXTURE_ROLES } from '../fixtures/account.js';
import type { Fixtures } from '../fixtures/fixtures.js';
import type { LoginUser, SandboxRole } from './people.js';

/** The users of the fixtures, in their order. */
export function makePeople({ users, profiles }: Pick<Fixtures, 'users' | 'profiles'>): LoginUser[] {
  return users.map((user, index): LoginUser => {
    const held = profiles.filter(({ id }) => user.profileIds?.includes(id));
    const role = roleOf(held[0]?.roleTypeId);
    return {
      username: user.loginName ?? '',
      password: `sandbox-password-${index}`,
      userId: String(user.id),
      pid: user.pid ?? '',
      role,
      isAdmin: role === 'administrator',
      isEnabled: user.isEnabled === true && user.deleted !== true,
      privileges: [...new Set(held.flatMap(({ permissions = [] }) => permissions))],
    };
  });
}

function roleOf(roleTypeId: number | undefined): SandboxRole {
  const roles = Object.keys(FIXTURE_ROLES) as SandboxRole[];
  return roles.find((role) => FIXTURE_ROLES[role].roleTypeId === roleTypeId) ?? 'agent';
}
