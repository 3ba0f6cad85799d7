import type { LoginUser, SandboxRole } from '../people.js';

/** Permissions of Functions (documented). */
export type FunctionsPermission = 'FaaS-Admin' | 'FaaS-Developer' | 'FaaS-Invocation';

/**
 * What the roles hold unless somebody changes it (documented). The page contradicts itself on agents, who have
 * FaaS-Invocation here.
 */
const FUNCTIONS_PERMISSIONS: Readonly<Record<SandboxRole, readonly FunctionsPermission[]>> = {
  administrator: ['FaaS-Admin', 'FaaS-Developer', 'FaaS-Invocation'],
  agent: ['FaaS-Invocation'],
  agentManager: [],
  campaignManager: [],
};

/**
 * APIs that take a person's bearer (documented for each of them, beside keys). For the others keys alone are
 * documented. Which privilege a person needs for each is not, so that every person may read all of these.
 */
const OPEN_TO_PEOPLE: ReadonlySet<string> = new Set([
  'agentGroups',
  'agentStatusReason',
  'automaticMessages',
  'engagementHistory',
  'lobs',
  'messagingInteractions',
  'personalDataDeletion',
  'predefinedCategories',
  'predefinedContent',
  'profiles',
  'skills',
  'unifiedAutomaticMessages',
  'users',
  'visitInformation',
  'workdays',
]);

/** Whether a person may use an API, by its id, with the bearer of the login. */
export function mayUse(user: LoginUser, apiId: string): boolean {
  if (apiId === 'functions') return holdsAny(user, 'FaaS-Developer', 'FaaS-Invocation');
  return OPEN_TO_PEOPLE.has(apiId);
}

/** Whether a person holds one of these permissions. */
export function holdsAny({ role }: LoginUser, ...permissions: readonly FunctionsPermission[]): boolean {
  return permissions.some((one) => FUNCTIONS_PERMISSIONS[role].includes(one));
}
