import { agentGroups } from '../../../apis/account-config/agent-groups.js';
import { agentStatusReason } from '../../../apis/account-config/agent-status-reason.js';
import { automaticMessages } from '../../../apis/account-config/automatic-messages.js';
import { lobs } from '../../../apis/account-config/lobs.js';
import { predefinedCategories } from '../../../apis/account-config/predefined-categories.js';
import { predefinedContent } from '../../../apis/account-config/predefined-content.js';
import { profiles } from '../../../apis/account-config/profiles.js';
import { skills } from '../../../apis/account-config/skills.js';
import { unifiedAutomaticMessages } from '../../../apis/account-config/unified-automatic-messages.js';
import { users } from '../../../apis/account-config/users.js';
import { workdays } from '../../../apis/account-config/workdays.js';
import type { Route } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import type { Authentication } from '../servers/authentication.js';
import { accountStructureHandlers } from './account-structure.js';
import { apiRoutes, forbiddenRoutes, type OperationHandlers } from './api-routes.js';
import {
  type ConfiguredCollection,
  type ConfiguredItem,
  type ReadDefaults,
  readHandlers,
} from './collection-reads.js';
import { contentHandlers } from './content.js';
import { contentWriteRoutes } from './content-writes.js';
import { parseSelect } from './select-fields.js';

/** Revisions of the configured collections: made up, and different from each other. */
const REVISIONS = { users: '4711', skills: '815' } as const;

const USER_DEFAULTS: ReadDefaults = {
  list: undefined,
  get: undefined,
  onlySelected: ['skills', 'profiles', 'managedAgentGroups', 'lobs'],
};

/** What people and conversations of an account are arranged by. */
const STRUCTURE = [users, skills, agentGroups, profiles, lobs, workdays, agentStatusReason] as const;

/** Texts that agents and the system send. */
const CONTENT = [
  predefinedContent,
  predefinedCategories,
  automaticMessages,
  unifiedAutomaticMessages,
] as const;

const WRITE_METHODS = ['POST', 'PUT', 'DELETE'] as const;

/** accountConfigReadOnly: reads of account configuration; its writes are refused. */
export function accountConfigReadOnlyRoutes({ fixtures, authentication }: ServiceParts): Route[] {
  const handlers: Readonly<Record<string, OperationHandlers>> = {
    users: userHandlers({ items: fixtures.users, revision: REVISIONS.users }),
    skills: skillHandlers({ items: fixtures.skills, revision: REVISIONS.skills }),
    ...accountStructureHandlers(fixtures),
    ...contentHandlers(fixtures),
  };
  const reads = [...STRUCTURE, ...CONTENT].flatMap((api) =>
    apiRoutes('accountConfigReadOnly', api, handlers[api.id], authentication),
  );
  return [...reads, ...structureWriteRoutes(authentication), ...contentWriteRoutes(authentication)];
}

/** Reads of users. Without `select` every documented field comes (documented). */
function userHandlers(collection: ConfiguredCollection<ConfiguredItem>): OperationHandlers {
  const current = readHandlers(collection, USER_DEFAULTS, users.operations);
  const items = collection.items.map(asInFirstVersion);
  const first = readHandlers({ ...collection, items }, USER_DEFAULTS, users.operations);
  return {
    list: (request) => (request.version === 1 ? first : current).list(request),
    get: (request) => (request.version === 1 ? first : current).get(request),
  };
}

/** `isActive` is an older name of `isEnabled` (documented by example; which version had it is inferred). */
function asInFirstVersion(user: ConfiguredItem): ConfiguredItem {
  const fields = Object.entries(user).map(([name, value]) => [
    name === 'isEnabled' ? 'isActive' : name,
    value,
  ]);
  return { id: user.id, ...Object.fromEntries(fields) };
}

/** Reads of skills. Without `select` a list has id, deleted and name, a single skill every field (documented). */
function skillHandlers(collection: ConfiguredCollection<ConfiguredItem>): OperationHandlers {
  const defaults: ReadDefaults = { list: parseSelect('id,deleted,name'), get: undefined, onlySelected: [] };
  return readHandlers(collection, defaults, skills.operations);
}

/** Writes of the structure: known paths that the default key has no privilege for. */
function structureWriteRoutes(authentication: Authentication): Route[] {
  return STRUCTURE.flatMap((api) => {
    const reads = Object.values(api.operations).filter(({ method }) => method === 'GET');
    const paths = reads.map(({ path }) => path);
    const routes = paths.flatMap((path) => WRITE_METHODS.map((method) => ({ method, path })));
    return forbiddenRoutes(api, authentication, routes);
  });
}
