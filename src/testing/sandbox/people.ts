import { FIXTURE_ROLES } from '../fixtures/account.js';
import type { Fixtures } from '../fixtures/fixtures.js';

/** What a person types to log in. Made up. */
export interface SandboxLogin {
  readonly username: string;
  readonly password: string;
}

/** The roles of the people who can log in to the sandbox. */
export type SandboxRole = 'administrator' | 'agent' | 'agentManager' | 'campaignManager';

/** A user of the account, as the login knows them. */
export interface LoginUser extends SandboxLogin {
  readonly userId: string;
  readonly role: SandboxRole;
  readonly isAdmin: boolean;
  /** Whether the user may log in: not deleted, and enabled. */
  readonly isEnabled: boolean;
  /** Ids of what the profiles of the user permit. */
  readonly privileges: readonly number[];
}

/** The users of the fixtures, in their order. */
export function makePeople({ users, profiles }: Pick<Fixtures, 'users' | 'profiles'>): LoginUser[] {
  return users.map((user, index): LoginUser => {
    const held = profiles.filter(({ id }) => user.profileIds?.includes(id));
    const role = roleOf(held[0]?.roleTypeId);
    return {
      username: user.loginName ?? '',
      password: `sandbox-password-${index}`,
      userId: String(user.id),
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
