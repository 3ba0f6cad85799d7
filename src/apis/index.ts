import type { ApiDefinition } from './define-api.js';
import { type EngagementHistoryApi, engagementHistory } from './engagement-history.js';
import { type FunctionsApi, functions } from './functions.js';
import { type SkillsApi, skills } from './skills.js';
import { type UsersApi, users } from './users.js';

/** The privilege table, in its order: what the default key may do. */
export const apiTable: readonly ApiDefinition[] = [engagementHistory, users, skills, functions];

/** The namespaces of the client: one per row of the privilege table, named by its `id`. */
export interface ApiNamespaces {
  readonly engagementHistory: EngagementHistoryApi;
  readonly users: UsersApi;
  readonly skills: SkillsApi;
  readonly functions: FunctionsApi;
}
