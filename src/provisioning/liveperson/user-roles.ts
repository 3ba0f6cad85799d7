import { isJsonObject } from '../../http/json.js';

/** `roleTypeId` of profiles (documented). */
const ROLES: ReadonlyMap<string, string> = new Map([
  ['1', 'administrator'],
  ['2', 'agent'],
  ['3', 'agent manager'],
  ['4', 'campaign manager'],
  ['5', 'LPA (administrator of LivePerson)'],
]);

/**
 * Roles that may provision. An LPA, of LivePerson's own staff, counts: login answer and ID token name LPAs
 * beside administrators, and LivePerson's demo app lets either in.
 */
const ADMINISTRATORS: ReadonlySet<string> = new Set(['1', '5']);

/** What is known of a user by his profiles. */
export interface RoleAnswer {
  readonly isAdministrator: boolean;
  readonly reason: string;
}

/**
 * What the profiles of a user make him. Any one that is of an administrator suffices. Ids may be numbers or
 * their digits: both were seen.
 *
 * @returns undefined for answers of another shape.
 */
export function roleOf(user: unknown, profiles: unknown): RoleAnswer | undefined {
  if (!isJsonObject(user) || !Array.isArray(profiles) || !Array.isArray(user.profileIds)) return undefined;
  if (user.deleted === true || user.isEnabled === false) {
    return { isAdministrator: false, reason: 'the user is deleted or disabled' };
  }
  const ids = new Set(user.profileIds.map(idText));
  const held = profiles.filter(isJsonObject).filter(({ id, deleted }) => {
    return deleted !== true && ids.has(idText(id));
  });
  const roles = [...new Set(held.map(({ roleTypeId }) => idText(roleTypeId)))].sort();
  const deciding = roles.filter((role) => ADMINISTRATORS.has(role));
  const isAdministrator = deciding.length > 0;
  return { isAdministrator, reason: reasonFor(isAdministrator ? deciding : roles) };
}

/** Nothing but a number or a text is an id; whatever else is, it equals no known one. */
function idText(id: unknown): string {
  return typeof id === 'number' || typeof id === 'string' ? String(id) : 'none';
}

function reasonFor(roles: readonly string[]): string {
  if (roles.length === 0) return 'the user has no profile that the account knows';
  const named = roles.map((role) => `${ROLES.get(role) ?? 'unknown role'} (roleTypeId ${role})`);
  return `by the profiles the role of the user is ${named.join(' and ')}`;
}
