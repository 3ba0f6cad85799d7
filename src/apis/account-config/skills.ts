import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath } from '../parameter.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/**
 * A skill of the account. Which fields come back depends on `select`; all but `id` and `deleted` may be
 * absent, and absent means the same as null. Fields are documented unless marked as observed.
 */
export interface Skill {
  /** Unique id. */
  id: number;
  /** Whether the skill is deleted; such skills are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Unique name. */
  name?: string;
  /** Description. */
  description?: string | null;
  /** Position among the skills. */
  skillOrder?: number;
  /** Longest wait; the default is 120. The unit is not documented. */
  maxWaitTime?: number;
  /** Default survey after a chat. */
  defaultPostChatSurveyId?: string | null;
  /** Default survey while nobody is available. */
  defaultOfflineSurveyId?: string | null;
  /** Default survey for agents. */
  defaultAgentSurveyId?: string | null;
  /** Date of the last change, for example `2024-05-17 10:22:31`; its time zone is not documented. */
  dateUpdated?: string;
  /** How conversations are spread over agent groups. */
  skillRoutingConfiguration?: SkillRoute[];
  /** Time between the end of a chat and the next one; the unit is not documented. */
  wrapUpTime?: number | null;
  /** Default response time of messaging conversations; the unit is not documented. */
  slaDefaultResponseTime?: number | null;
  /** Response time once the consumer marked the conversation urgent; the unit is not documented. */
  slaUrgentResponseTime?: number | null;
  /** Response time of a new consumer's first conversation; the unit is not documented. */
  slaFirstTimeResponseTime?: number | null;
  /** Ids of lines of business. */
  lobIds?: number[];
  /** Whether conversations may go to other skills; the default is true. */
  canTransfer?: boolean;
  /** Ids of the skills to which conversations may go; null stands for all. */
  skillTransferList?: number[] | null;
  /** Id of the working hours (Workdays API). */
  workingHoursId?: number | null;
  /** Id of the special occasion (Special Occasions API). */
  specialOccasionId?: number | null;
  /** Association of the survey after a conversation. */
  postConversationSurveyAppInstallAssociationId?: string | null;
  /** Seconds after which a conversation is closed. */
  autoCloseInSeconds?: number | null;
  /** Longest wait for the assigned agent after a transfer, in seconds. */
  transferToAgentMaxWaitInSeconds?: number | null;
  /** Id of the skill to fall back to. */
  fallbackSkill?: number | null;
  /** Whether to fall back when all agents are away; the default is true. */
  fallbackWhenAllAgentsAreAway?: boolean;
  /** Minutes until the agent survey expires. */
  agentSurveyForMsgTimeoutInMinutes?: number | null;
  /** Id of the agent survey of messaging. */
  agentSurveyForMsgId?: number | null;
  /** Whether load is spread over connected agent groups (observed). */
  redistributeLoadToConnectedAgentGroups?: boolean;
}

/** One agent group's part of a skill. */
export interface SkillRoute {
  /** Order of the groups: 1 first, then 2, and so on. */
  priority: number;
  /** Share of the group, in percent. */
  splitPercentage: number;
  /** Id of the agent group. */
  agentGroupId: number;
}

/** Parameters of `skills.list`. */
export interface ListSkillsParams extends AccountConfigReadParams {
  /**
   * Fields to answer: a comma-separated list, for example `id,name,maxWaitTime`; `$all` asks for every
   * field (observed). Without it only `id`, `deleted` and `name` are answered (documented).
   */
  select?: string | undefined;
}

/** Parameters of `skills.get`. */
export interface GetSkillParams extends AccountConfigReadParams {
  /** Id of the skill, as a number or as its digits. */
  skillId: number | string;
}

/** Skills API: what the conversations of the account are routed by. */
export interface SkillsApi {
  /**
   * All skills of the account, in one page. Without `select` a skill has `id`, `deleted` and `name` only.
   *
   * @example
   * const skills = await lp.skills.list({ select: '$all' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read skills.
   * @throws {HttpError} The server answered with another error.
   */
  list(params?: ListSkillsParams & { ifRevision?: undefined }, options?: CallOptions): ApiList<Skill>;
  /**
   * All skills, if they have changed since `ifRevision`; else `undefined`. Without `select` a skill has
   * `id`, `deleted` and `name` only.
   *
   * @example
   * const changed = await lp.skills.list({ ifRevision: '1742' });
   * if (changed !== undefined) console.log(`${changed.length} skills`);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read skills.
   * @throws {HttpError} The server answered with another error.
   */
  list(params: ListSkillsParams, options?: CallOptions): ApiList<Skill, Skill[] | undefined>;

  /**
   * One skill, with all its fields unless `select` says otherwise.
   *
   * @example
   * const skill = await lp.skills.get({ skillId: 2841170012 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read skills.
   * @throws {HttpError} 404: there is no such skill; or another error.
   */
  get(params: GetSkillParams & { ifRevision?: undefined }, options?: CallOptions): ApiCall<Skill>;
  /**
   * One skill, if the skills of the account have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.skills.get({ skillId: 2841170012, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read skills.
   * @throws {HttpError} 404: there is no such skill; or another error.
   */
  get(params: GetSkillParams, options?: CallOptions): ApiCall<Skill | undefined>;
}

/** Row 6 of the privilege table. */
export const skills = defineApi<SkillsApi>({
  id: 'skills',
  title: 'Skills API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [
    '/api/account/{accountId}/configuration/le-users/skills',
    // Legacy query of changes, which is not offered.
    '/api/account/configuration/le-users/skills',
  ],
  operations: {
    list: {
      summary: 'All skills of the account',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/skills',
      parameters: readParameters,
      query: { v: '4.0' },
      items: itemsOf,
    },
    get: {
      summary: 'One skill',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/skills/{skillId}',
      parameters: () => ({ skillId: idInPath(), ...readParameters() }),
      query: { v: '4.0' },
    },
  },
});
