import { STATUS_CODES } from 'node:http';
import type { CallOptions } from '../apis/api-call.js';
import { checkCallOptions } from '../client/call-options.js';
import type { OperationParts } from '../client/client-parts.js';
import { ownKeyAdvice } from '../client/privilege-guard.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { NetworkError } from '../errors/network-error.js';
import { SDEUtilError } from '../errors/sde-util-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { nameCall } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import { call } from '../http/call.js';
import type { CallRequest } from '../http/engine.js';
import { formatJson, isJsonObject } from '../http/json.js';
import { expandPath, formatQuery } from '../http/path.js';
import { type ConversationSDEs, type ConversationWithSDEs, findSDEs } from './conversation-sdes.js';
import type { SDETypes } from './sde-types.js';

/** An engagement attribute, in the form of the Engagement Attributes API. */
export type SDE = { type: SDETypes | (string & {}) } & Record<string, unknown>;

/** Adds engagement attributes to a visit, and finds those of a conversation; the names are those of the official toolbelt. */
export interface SDEUtil {
  /**
   * Adds engagement attributes to the current visit of a visitor. They are sent once: sending them again could add them twice.
   *
   * The Engagement Attributes API is no row of the privilege table, so the default key may be refused: then store a key of
   * your own and pass its name as `options.appKeySecretName`.
   *
   * @param sessionId The session of the visit (`sid`).
   * @example
   * await Toolbelt.SDEUtil().addSDEs([{ type: SDETypes.LEAD, lead: { topic: 'loan' } }], visitorId, sessionId);
   * @throws {SDEUtilError} The service refused them (`UnexpectedResponse`, with `statusCode`), was not reached or not in
   * time, or there are none, or one that is none (`General`).
   * @throws {ParameterError} An id or an option is wrong; nothing was sent.
   * @throws {CsdsError} | {SecretError} | {AuthError}
   */
  addSDEs(sdes: readonly SDE[], visitorId: string, sessionId: string, options?: CallOptions): Promise<void>;
  /**
   * The engagement attributes of a conversation, of all its records, oldest first. Data may be a minute old.
   *
   * @throws {SDEUtilError} `General`: the conversation has no record, or was asked for without attributes.
   */
  getSDEsFromConv(conversation: ConversationWithSDEs): ConversationSDEs;
}

const EVENTS = '/api/account/{accountId}/monitoring/visitors/{visitorId}/visits/current/events';
const API = 'Engagement Attributes API';
const OPERATION = 'sdeUtil.addSDEs';

/** @param resolve Gives the parts at each call. */
export function createSDEUtil(resolve: () => OperationParts): SDEUtil {
  return {
    addSDEs: async (sdes, visitorId, sessionId, options = {}) => {
      try {
        const parts = resolve();
        const request = readyToSend(parts, { sdes, visitorId, sessionId }, options);
        await call(parts.engine, request, checkTaken);
      } catch (error) {
        throw told(error);
      }
    },
    getSDEsFromConv: findSDEs,
  };
}

interface Addition {
  readonly sdes: readonly SDE[];
  readonly visitorId: string;
  readonly sessionId: string;
}

function readyToSend(
  { accountId, hosts, authorizers, appKeySecretName }: OperationParts,
  { sdes, visitorId, sessionId }: Addition,
  options: CallOptions,
): CallRequest {
  const body =
    Array.isArray(sdes) && sdes.length > 0 && sdes.every(isJsonObject) ? formatJson(sdes) : undefined;
  if (body === undefined) {
    throw new SDEUtilError(
      ErrorCodes.SDEsUtil.General,
      'Please provide one or more SDEs: objects that can be written as JSON. Nothing was sent.',
    );
  }
  checkCallOptions(options);
  // Held to the rules of a segment, too: an id that is missing is not to be sent as "undefined".
  expandPath('{sessionId}', { sessionId });
  const { signal, timeoutMs, deadlineMs, retry } = options;
  return {
    service: 'smt',
    operation: OPERATION,
    host: hosts,
    method: 'PUT',
    path:
      expandPath(EVENTS, { accountId, visitorId }) +
      formatQuery([
        ['v', '1'],
        ['sid', sessionId],
      ]),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body,
    authorizer: authorizers.with(options.appKeySecretName ?? appKeySecretName),
    signal,
    policy: { timeoutMs, deadlineMs, retry },
  };
}

/** The words of the service may repeat attributes, which are personal data: they are left out. */
async function checkTaken(answer: Answer): Promise<void> {
  const { status, requestId } = answer;
  await answer.errorText();
  if (status >= 200 && status <= 299) return;
  const phrase = STATUS_CODES[status];
  const advice = status === 401 || status === 403 ? ` ${ownKeyAdvice(API)}` : '';
  throw new SDEUtilError(
    ErrorCodes.SDEsUtil.UnexpectedResponse,
    `Unexpected response. Status Code: ${status}${phrase ? ` (${phrase})` : ''}. Request id ${requestId}.${advice}`,
    { statusCode: status },
  );
}

/** What failed under way in the words of this client; what is of the host, the secret or the token as it is. */
function told(error: unknown): unknown {
  const isOfRequest = error instanceof NetworkError || error instanceof TimeoutError;
  const shown = isOfRequest
    ? new SDEUtilError(ErrorCodes.SDEsUtil.General, error.message, { cause: error })
    : error;
  return nameCall(shown, OPERATION);
}
