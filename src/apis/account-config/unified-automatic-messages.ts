import * as z from 'zod/mini';
import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf, type ParameterIssue } from '../define-api.js';
import { inPath, inQuery, type ParametersOf } from '../parameter.js';
import { flag, isWholeNumber, oneOf, rule } from '../parameter-schemas.js';
import { type LocalisedReadParams, localisedParameters } from './engagement-window.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';
import type {
  UnifiedAutomaticMessage,
  UnifiedAutomaticMessageByContext,
} from './unified-automatic-message.js';

/** The context that messages are read in. */
export interface MessageContextParams {
  /**
   * Id of the skill or account; with `contextType` `SKILL` it has to be given.
   * @default the id of the account
   */
  contextId?: number | string | undefined;
  /** @default 'ACCOUNT' */
  contextType?: 'ACCOUNT' | 'SKILL' | undefined;
}

/** Parameters of `unifiedAutomaticMessages.list`. */
export interface ListUnifiedAutomaticMessagesParams
  extends AccountConfigReadParams,
    LocalisedReadParams,
    MessageContextParams {
  /**
   * Adds `contexts`, the skills and accounts that a message is defined for, to each message. With
   * `BY_CONTEXT` the server ignores `contextId` and `contextType` (documented); `FILTER_PER_SKILL` was
   * observed, its meaning is not documented.
   */
  view?: 'BY_CONTEXT' | 'FILTER_PER_SKILL' | undefined;
}

/** Parameters of `unifiedAutomaticMessages.getByContext`. */
export interface GetUnifiedAutomaticMessageByContextParams
  extends AccountConfigReadParams,
    LocalisedReadParams {
  /** Event id of the message as it is, not encoded, for example `On-hold message #1`; without a slash. */
  messageEventId: string;
  /**
   * Whether texts that are not written over come from LivePerson's defaults; `false` answers what is
   * written over alone.
   * @default true
   */
  mergeData?: boolean | undefined;
}

/** Parameters of `unifiedAutomaticMessages.get`. */
export interface GetUnifiedAutomaticMessageParams
  extends GetUnifiedAutomaticMessageByContextParams,
    MessageContextParams {}

/** Unified Automatic Messages API: the messages that conversations get by themselves. */
export interface UnifiedAutomaticMessagesApi {
  /**
   * All automatic messages of one context, in one page.
   *
   * @example
   * const messages = await lp.unifiedAutomaticMessages.list({ contextType: 'SKILL', contextId: 7001 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params?: ListUnifiedAutomaticMessagesParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<UnifiedAutomaticMessage>;
  /**
   * All automatic messages of one context, if they have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.unifiedAutomaticMessages.list({ ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params: ListUnifiedAutomaticMessagesParams,
    options?: CallOptions,
  ): ApiList<UnifiedAutomaticMessage, UnifiedAutomaticMessage[] | undefined>;

  /**
   * One message in one context.
   *
   * @example
   * const message = await lp.unifiedAutomaticMessages.get({ messageEventId: 'On-hold message #1' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} 404: there is no such message; or another error.
   */
  get(
    params: GetUnifiedAutomaticMessageParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiCall<UnifiedAutomaticMessage>;
  /**
   * One message in one context, if those of the account have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const messageEventId = 'CHAT_STARTED';
   * const changed = await lp.unifiedAutomaticMessages.get({ messageEventId, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} 404: there is no such message; or another error.
   */
  get(
    params: GetUnifiedAutomaticMessageParams,
    options?: CallOptions,
  ): ApiCall<UnifiedAutomaticMessage | undefined>;

  /**
   * One message in every context in which it is defined. The answer is documented; that the view
   * `BY_CONTEXT` leads to it is inferred.
   *
   * @example
   * const { SKILL = {} } = await lp.unifiedAutomaticMessages.getByContext({ messageEventId: 'CHAT_STARTED' });
   * const ofBilling = Object.values(SKILL).flat().find(({ skillId }) => skillId === 7001);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} 404: there is no such message; or another error.
   */
  getByContext(
    params: GetUnifiedAutomaticMessageByContextParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiCall<UnifiedAutomaticMessageByContext>;
  /**
   * One message in every context, if those of the account have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const messageEventId = 'CHAT_STARTED';
   * const changed = await lp.unifiedAutomaticMessages.getByContext({ messageEventId, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} 404: there is no such message; or another error.
   */
  getByContext(
    params: GetUnifiedAutomaticMessageByContextParams,
    options?: CallOptions,
  ): ApiCall<UnifiedAutomaticMessageByContext | undefined>;

  /**
   * The messages that LivePerson ships, the same for every account. It is not documented: two public clients read it,
   * without parameters (observed); that its items have the form of `list` is inferred.
   *
   * @example
   * const defaults = await lp.unifiedAutomaticMessages.listDefaults();
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} The server answered with another error.
   */
  listDefaults(
    params?: Readonly<Record<string, never>>,
    options?: CallOptions,
  ): ApiList<UnifiedAutomaticMessage>;
}

const MESSAGES = '/api/account/{accountId}/configuration/engagement-window/unified-auto-messages';
/** Of all accounts: the word `default` stands in place of an id (observed). */
const DEFAULTS = '/api/account/default/configuration/engagement-window/unified-auto-messages-defaults';
const VERSION = { v: '2.0' } as const;

/** Row 17 of the privilege table. */
export const unifiedAutomaticMessages = defineApi<UnifiedAutomaticMessagesApi>({
  id: 'unifiedAutomaticMessages',
  title: 'Unified Automatic Messages API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [MESSAGES, DEFAULTS],
  operations: {
    list: {
      summary: 'All automatic messages of a context',
      method: 'GET',
      path: MESSAGES,
      parameters: listParameters,
      check: checkContext,
      query: VERSION,
      items: itemsOf,
    },
    get: {
      summary: 'One automatic message in one context',
      method: 'GET',
      path: `${MESSAGES}/{messageEventId}`,
      parameters: () => ({ ...byContextParameters(), ...contextParameters() }),
      check: checkContext,
      query: VERSION,
    },
    getByContext: {
      summary: 'One automatic message in every context',
      method: 'GET',
      path: `${MESSAGES}/{messageEventId}`,
      parameters: byContextParameters,
      query: { ...VERSION, view: 'BY_CONTEXT' },
    },
    listDefaults: {
      summary: 'The automatic messages that LivePerson ships',
      method: 'GET',
      path: DEFAULTS,
      parameters: () => ({}),
      query: VERSION,
      items: itemsOf,
    },
  },
});

function listParameters(): ParametersOf<ListUnifiedAutomaticMessagesParams> {
  return {
    ...readParameters(),
    ...localisedParameters(),
    ...contextParameters(),
    view: inQuery(z.optional(oneOf(['BY_CONTEXT', 'FILTER_PER_SKILL']))),
  };
}

function byContextParameters(): ParametersOf<GetUnifiedAutomaticMessageByContextParams> {
  return {
    messageEventId: inPath(messageEventId()),
    ...readParameters(),
    ...localisedParameters(),
    mergeData: inQuery(z.optional(flag()), { wire: 'merge_data' }),
  };
}

function contextParameters(): ParametersOf<MessageContextParams> {
  return {
    contextId: inQuery(z.optional(contextId()), { wire: 'context_id', encode: String }),
    contextType: inQuery(z.optional(oneOf(['ACCOUNT', 'SKILL'])), { wire: 'context_type' }),
  };
}

function checkContext(params: MessageContextParams & { view?: unknown }): ParameterIssue | undefined {
  // The default, the id of the account, is no skill.
  if (params.contextType !== 'SKILL' || params.contextId !== undefined || params.view !== undefined) {
    return undefined;
  }
  return { parameter: 'contextId', message: 'the id of the skill when "contextType" is SKILL' };
}

function messageEventId(): z.ZodMiniType<string> {
  // Servers tend to take an encoded slash for one that separates, and control characters for an attack.
  const pattern = /^[^/\\\u0000-\u001f\u007f]+$/;
  return rule<string>(
    (value) => typeof value === 'string' && value.trim() !== '' && pattern.test(value),
    'the event id of a message without a slash, for example CHAT_STARTED or On-hold message #1',
    { type: 'string', pattern: pattern.source },
  );
}

function contextId(): z.ZodMiniType<number | string> {
  const pattern = /^\w+$/;
  return rule<number | string>(
    (value) => (typeof value === 'string' ? pattern.test(value) : isWholeNumber(value) && value > 0),
    'the id of a skill or of an account',
    {
      anyOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', pattern: pattern.source },
      ],
    },
  );
}
