import { type AgentGroupsApi, agentGroups } from './account-config/agent-groups.js';
import { type AgentStatusReasonApi, agentStatusReason } from './account-config/agent-status-reason.js';
import { type AutomaticMessagesApi, automaticMessages } from './account-config/automatic-messages.js';
import { type LobsApi, lobs } from './account-config/lobs.js';
import {
  type PredefinedCategoriesApi,
  predefinedCategories,
} from './account-config/predefined-categories.js';
import { type PredefinedContentApi, predefinedContent } from './account-config/predefined-content.js';
import { type ProfilesApi, profiles } from './account-config/profiles.js';
import { type SkillsApi, skills } from './account-config/skills.js';
import {
  type UnifiedAutomaticMessagesApi,
  unifiedAutomaticMessages,
} from './account-config/unified-automatic-messages.js';
import { type UsersApi, users } from './account-config/users.js';
import { type WorkdaysApi, workdays } from './account-config/workdays.js';
import { type DataAccessApi, dataAccess } from './data-access/data-access.js';
import type { ApiDefinition } from './define-api.js';
import { type FunctionsApi, functions } from './functions/functions.js';
import { type EngagementHistoryApi, engagementHistory } from './history/engagement-history.js';
import { type MessagingInteractionsApi, messagingInteractions } from './history/messaging-interactions.js';
import {
  type OperationalRealtimeApi,
  operationalRealtime,
} from './operational-realtime/operational-realtime.js';
import { type PersonalDataDeletionApi, personalDataDeletion } from './personal-data-deletion.js';
import { type IvrEngagementApi, ivrEngagement } from './visits/ivr-engagement.js';
import { type ValidateEngagementApi, validateEngagement } from './visits/validate-engagement.js';
import { type VisitInformationApi, visitInformation } from './visits/visit-information.js';

/** The privilege table, in its order: what the default key may do. */
export const apiTable: readonly ApiDefinition[] = [
  dataAccess,
  engagementHistory,
  operationalRealtime,
  personalDataDeletion,
  users,
  skills,
  agentGroups,
  profiles,
  lobs,
  workdays,
  visitInformation,
  validateEngagement,
  ivrEngagement,
  predefinedContent,
  automaticMessages,
  predefinedCategories,
  unifiedAutomaticMessages,
  agentStatusReason,
  functions,
];

/** APIs that the client offers beside the privilege table: what the default key may do with them is not promised. */
export const apisOutsideTable: readonly ApiDefinition[] = [messagingInteractions];

/** All APIs of the client. */
export const allApis: readonly ApiDefinition[] = [...apiTable, ...apisOutsideTable];

/**
 * The namespaces of the client, each named by the `id` of its API: the rows of the privilege table, and one more.
 * Some rows rest on a scope that LivePerson publishes, `scope` in `Toolbelt.privileges`; of the others it is expected
 * that the default key may read them, which cannot be proven from outside.
 * A test may replace them and their methods.
 */
export interface ApiNamespaces {
  dataAccess: DataAccessApi;
  engagementHistory: EngagementHistoryApi;
  operationalRealtime: OperationalRealtimeApi;
  personalDataDeletion: PersonalDataDeletionApi;
  users: UsersApi;
  skills: SkillsApi;
  agentGroups: AgentGroupsApi;
  profiles: ProfilesApi;
  lobs: LobsApi;
  workdays: WorkdaysApi;
  visitInformation: VisitInformationApi;
  validateEngagement: ValidateEngagementApi;
  ivrEngagement: IvrEngagementApi;
  predefinedContent: PredefinedContentApi;
  automaticMessages: AutomaticMessagesApi;
  predefinedCategories: PredefinedCategoriesApi;
  unifiedAutomaticMessages: UnifiedAutomaticMessagesApi;
  agentStatusReason: AgentStatusReasonApi;
  functions: FunctionsApi;
  /**
   * Outside the privilege table: LivePerson does not list it among what the default key may do. Editors of keys
   * put it under the permission for Engagement History, so that a key that may read that may read this, too.
   */
  messagingInteractions: MessagingInteractionsApi;
}

/** Name of a row of the privilege table. */
export type TableApiId = Exclude<keyof ApiNamespaces, 'messagingInteractions'>;
