import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath, type ParametersOf } from '../parameter.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/** A message that the legacy chat product sends by itself. All fields are documented. */
export interface AutomaticMessage {
  /** Unique id. */
  id: number;
  /** Whether the message is deleted. */
  deleted: boolean;
  /** Whether the message is active. */
  enabled: boolean;
  /** Event that triggers it, for example `CHAT_STARTED` or `On-hold message #1`; there is no full list. */
  messageEventId: string;
  /** Id of its template; the same as `messageEventId` in LivePerson's examples. */
  templateId?: string | null;
  /** Texts, one per language. */
  data: AutomaticMessageText[];
  /** Attributes, for example the timer; absent when there are none. */
  attributes?: AutomaticMessageAttribute[];
}

/** The text of an automatic message in one language. */
export interface AutomaticMessageText {
  /** Text; it may hold placeholders in braces, such as `{agent name}`. */
  msg: string;
  /** Language code; its case varies (`en-US`, `en-us`). */
  lang: string;
  /** Whether it is LivePerson's own text, not one of the account. */
  isDefault?: boolean;
}

/** An attribute of an automatic message. */
export interface AutomaticMessageAttribute {
  /** Name, for example `timer`. */
  name: string;
  /** Value; numbers come as text. The timer is in seconds. */
  value: string;
}

/** Parameters of `automaticMessages.list`. */
export interface ListAutomaticMessagesParams {
  /**
   * Revision known from an earlier answer. When nothing has changed since, the value is `undefined`. Status
   * 304 is documented here, the header `If-Match` that leads to it is inferred from the sibling APIs.
   */
  ifRevision?: AccountConfigReadParams['ifRevision'];
}

/** Parameters of `automaticMessages.get`. */
export interface GetAutomaticMessageParams extends ListAutomaticMessagesParams {
  /** Id of the message, as a number or as its digits. */
  autoMessageId: number | string;
}

/**
 * Automatic Messages API: the messages that the legacy chat product sends by itself. LivePerson calls it legacy, gives
 * it limited support and recommends the Unified Automatic Messages API (documented).
 */
export interface AutomaticMessagesApi {
  /**
   * All automatic messages of the account, in one page.
   *
   * @deprecated It belongs to the legacy chat product: use `unifiedAutomaticMessages.list`.
   * @example
   * const messages = await lp.automaticMessages.list();
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params?: ListAutomaticMessagesParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<AutomaticMessage>;
  /**
   * All automatic messages, if they have changed since `ifRevision`; else `undefined`.
   *
   * @deprecated It belongs to the legacy chat product: use `unifiedAutomaticMessages.list`.
   * @example
   * const changed = await lp.automaticMessages.list({ ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params: ListAutomaticMessagesParams,
    options?: CallOptions,
  ): ApiList<AutomaticMessage, AutomaticMessage[] | undefined>;

  /**
   * One automatic message.
   *
   * @deprecated It belongs to the legacy chat product: use `unifiedAutomaticMessages.get`.
   * @example
   * const message = await lp.automaticMessages.get({ autoMessageId: 600900111 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} 404: there is no such message; or another error.
   */
  get(
    params: GetAutomaticMessageParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiCall<AutomaticMessage>;
  /**
   * One automatic message, if those of the account have changed since `ifRevision`; else `undefined`.
   *
   * @deprecated It belongs to the legacy chat product: use `unifiedAutomaticMessages.get`.
   * @example
   * const changed = await lp.automaticMessages.get({ autoMessageId: 600900111, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read automatic messages.
   * @throws {HttpError} 404: there is no such message; or another error.
   */
  get(params: GetAutomaticMessageParams, options?: CallOptions): ApiCall<AutomaticMessage | undefined>;
}

const MESSAGES = '/api/account/{accountId}/configuration/engagement-window/auto-messages';
// Not on the pages: a public sample program sends it, and the sibling APIs demand one (inferred).
const VERSION = { v: '1' } as const;
const LEGACY = 'It belongs to the legacy chat product';

/** Row 15 of the privilege table. */
export const automaticMessages = defineApi<AutomaticMessagesApi>({
  id: 'automaticMessages',
  title: 'Automatic Messages API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [MESSAGES],
  operations: {
    list: {
      summary: 'All automatic messages of the account',
      deprecated: `${LEGACY}: use unifiedAutomaticMessages.list`,
      method: 'GET',
      path: MESSAGES,
      parameters: revisionParameters,
      query: VERSION,
      items: itemsOf,
    },
    get: {
      summary: 'One automatic message',
      deprecated: `${LEGACY}: use unifiedAutomaticMessages.get`,
      method: 'GET',
      path: `${MESSAGES}/{autoMessageId}`,
      parameters: () => ({ autoMessageId: idInPath(), ...revisionParameters() }),
      query: VERSION,
    },
  },
});

function revisionParameters(): ParametersOf<ListAutomaticMessagesParams> {
  const { ifRevision } = readParameters();
  return { ifRevision };
}
