import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath } from '../parameter.js';
import {
  type AccountChanges,
  CHANGES_QUERY,
  type ChangesQueryParams,
  changesParameters,
  checkRevisions,
} from './changes-query.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/** A reason that an agent may give for a state. Fields are documented. */
export interface AgentStatusReason {
  /** Unique id. */
  id: number;
  /** What the agent reads and picks; unique, at most 100 characters. */
  text: string;
  /** State that the reason belongs to: `Online`, `Occupied` or `Away`; other clients know a "back soon", too. */
  state: string;
  /** Whether agents can pick it. */
  enabled: boolean;
  /** Whether it is deleted; such reasons are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Position among the reasons; documented for writes only. */
  order?: number;
}

/** Parameters of `agentStatusReason.list`. This API documents neither `select` nor a revision to read by. */
export interface ListAgentStatusReasonsParams extends Pick<AccountConfigReadParams, 'includeDeleted'> {}

/** Parameters of `agentStatusReason.get`. */
export interface GetAgentStatusReasonParams extends ListAgentStatusReasonsParams {
  /** Id of the status reason, as a number or as its digits. */
  statusReasonId: number | string;
}

/** Parameters of `agentStatusReason.queryChanges`. */
export interface QueryAgentStatusReasonChangesParams extends Pick<ChangesQueryParams, 'accounts'> {}

/**
 * Agent Status Reason API: the reasons that agents of the account may give for a state. The documentation names no
 * version of it; version 1.0 is asked for here. Other clients ask for 2.0 and 4.0, too (observed).
 */
export interface AgentStatusReasonApi {
  /**
   * All status reasons of the account, of every state, in one page.
   *
   * @example
   * const reasons = await lp.agentStatusReason.list();
   * const breaks = reasons.filter(({ enabled, state }) => enabled && state === 'Away');
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read status reasons.
   * @throws {HttpError} The server answered with another error.
   */
  list(params?: ListAgentStatusReasonsParams, options?: CallOptions): ApiList<AgentStatusReason>;

  /**
   * One status reason.
   *
   * @example
   * const { text } = await lp.agentStatusReason.get({ statusReasonId: 601000111 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read status reasons.
   * @throws {HttpError} 404: there is no such reason; or another error.
   */
  get(params: GetAgentStatusReasonParams, options?: CallOptions): ApiCall<AgentStatusReason>;

  /**
   * All changes within a range of revisions, of one or more accounts. Whether the service still answers it
   * is not known.
   *
   * @deprecated LivePerson's current documentation no longer lists it: use `list`.
   * @example
   * const accounts = [{ site: '12345678', from: 3, to: 4 }];
   * const changes = await lp.agentStatusReason.queryChanges({ accounts });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read status reasons of these accounts.
   * @throws {HttpError} The server answered with another error.
   */
  queryChanges(
    params: QueryAgentStatusReasonChangesParams,
    options?: CallOptions,
  ): ApiCall<AccountChanges<AgentStatusReason>[]>;
}

const REASONS = '/api/account/{accountId}/configuration/le-agents/status-reasons';
const REASONS_OF_ACCOUNTS = '/api/account/configuration/le-agents/status-reasons';

/** Row 18 of the privilege table. */
export const agentStatusReason = defineApi<AgentStatusReasonApi>({
  id: 'agentStatusReason',
  title: 'Agent Status Reason API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [REASONS, REASONS_OF_ACCOUNTS],
  operations: {
    list: {
      summary: 'All status reasons of the account',
      method: 'GET',
      path: REASONS,
      parameters: statusReasonParameters,
      query: { v: '1.0' },
      items: itemsOf,
    },
    get: {
      summary: 'One status reason',
      method: 'GET',
      path: `${REASONS}/{statusReasonId}`,
      parameters: () => ({ statusReasonId: idInPath(), ...statusReasonParameters() }),
      query: { v: '1.0' },
    },
    queryChanges: {
      summary: 'All changes of status reasons within revisions',
      deprecated: "LivePerson's current documentation no longer lists it: use list",
      method: 'POST',
      path: `${REASONS_OF_ACCOUNTS}/query`,
      parameters: queryParameters,
      check: checkRevisions,
      query: { v: '1.0' },
      body: CHANGES_QUERY,
      repeatable: true,
    },
  },
});

function statusReasonParameters() {
  const { includeDeleted } = readParameters();
  return { includeDeleted };
}

function queryParameters() {
  // No select: it is not documented here.
  const { accounts } = changesParameters();
  return { accounts };
}
