import * as z from 'zod/mini';
import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath, inQuery } from '../parameter.js';
import { flag } from '../parameter-schemas.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/**
 * An agent group of the account. Which fields come back depends on `select`; all but `id` and `deleted`
 * may be absent. Fields are documented unless marked otherwise; the default without `select` is not.
 */
export interface AgentGroup {
  /** Unique id. */
  id: number;
  /** Whether the group is deleted; such groups are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Unique name. */
  name?: string;
  /** Description. */
  description?: string | null;
  /** Id of the group above; null or absent for the root group only. */
  parentGroupId?: number | null;
  /** Whether the group is enabled. */
  isEnabled?: boolean;
  /** Date of the last change, for example `2024-02-19 12:45:09`; its time zone is not documented. */
  dateUpdated?: string;
  /** Ids of the users in the group; with `getUsers` only (inferred). */
  members?: number[];
  /** Ids of the users who manage the group; with `getUsers` only (inferred). */
  managers?: number[];
}

/** Parameters of `agentGroups.list`. */
export interface ListAgentGroupsParams extends AccountConfigReadParams {
  /**
   * Whether to answer `members` and `managers`, too (inferred).
   * @default false
   */
  getUsers?: boolean | undefined;
}

/** Parameters of `agentGroups.get`. */
export interface GetAgentGroupParams extends AccountConfigReadParams {
  /** Id of the agent group, as a number or as its digits. */
  agentGroupId: number | string;
}

/** Agent Groups API: the tree of groups that the agents of the account belong to. */
export interface AgentGroupsApi {
  /**
   * All agent groups of the account, in one page.
   *
   * @example
   * const groups = await lp.agentGroups.list({ getUsers: true });
   * for (const { name, members = [] } of groups) console.log(name, members.length);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read agent groups.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params?: ListAgentGroupsParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<AgentGroup>;
  /**
   * All agent groups, if they have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const { data, revision } = await lp.agentGroups.list().withResponse();
   * const changed = await lp.agentGroups.list({ ifRevision: revision });
   * if (changed === undefined) console.log(`still ${data.length} groups`);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read agent groups.
   * @throws {HttpError} The server answered with another error.
   */
  list(params: ListAgentGroupsParams, options?: CallOptions): ApiList<AgentGroup, AgentGroup[] | undefined>;

  /**
   * One agent group. Its members come with `list` only.
   *
   * @example
   * const group = await lp.agentGroups.get({ agentGroupId: 2841160012 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read agent groups.
   * @throws {HttpError} 404: there is no such group; or another error.
   */
  get(params: GetAgentGroupParams & { ifRevision?: undefined }, options?: CallOptions): ApiCall<AgentGroup>;
  /**
   * One agent group, if the configuration has changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.agentGroups.get({ agentGroupId: 2841160012, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read agent groups.
   * @throws {HttpError} 404: there is no such group; or another error.
   */
  get(params: GetAgentGroupParams, options?: CallOptions): ApiCall<AgentGroup | undefined>;
}

/** Row 7 of the privilege table. */
export const agentGroups = defineApi<AgentGroupsApi>({
  id: 'agentGroups',
  title: 'Agent Groups API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [
    '/api/account/{accountId}/configuration/le-users/agentGroups',
    // Legacy query of changes, which is not offered.
    '/api/account/configuration/le-users/agentGroups',
  ],
  operations: {
    list: {
      summary: 'All agent groups of the account',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/agentGroups',
      parameters: () => ({ ...readParameters(), getUsers: inQuery(z.optional(flag())) }),
      query: { v: '4.0' },
      items: itemsOf,
    },
    get: {
      summary: 'One agent group',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/agentGroups/{agentGroupId}',
      parameters: () => ({ agentGroupId: idInPath(), ...readParameters() }),
      query: { v: '4.0' },
    },
  },
});
