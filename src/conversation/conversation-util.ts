import type { CallOptions } from '../apis/api-call.js';
import type { ConversationPage } from '../apis/history/conversation.js';
import {
  type MessagingInteractionsApi,
  messagingInteractions,
} from '../apis/history/messaging-interactions.js';
import { bindApi } from '../client/bind-api.js';
import type { OperationParts } from '../client/client-parts.js';
import { ConversationUtilError } from '../errors/conversation-util-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { HttpError } from '../errors/http-error.js';
import { NetworkError } from '../errors/network-error.js';
import { PrivilegeError } from '../errors/privilege-error.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { nameCall } from '../errors/toolbelt-error.js';
import { isJsonObject } from '../http/json.js';
import type { ConversationContentTypes } from './conversation-content-types.js';
import {
  type KeywordScannerResult,
  type KeywordScanOptions,
  type ScannedConversation,
  scanForKeywords,
} from './keyword-scan.js';

/** Gets conversations and looks through them, with the names of the official toolbelt. */
export interface ConversationUtil {
  /**
   * Gets one conversation of Messaging Interactions.
   *
   * @param contentToRetrieve Parts; without it what the service gives unasked, the messages among them.
   * @returns The page of the service, with at least one conversation in `conversationHistoryRecords`.
   * @example
   * const conversation = await Toolbelt.ConversationUtil().getConversationById(id, [
   *   ConversationContentTypes.MESSAGE_RECORDS,
   * ]);
   * @throws {ConversationUtilError} It is not there (`NotFound`), the service answered something else
   * (`UnexpectedResponse`) or not in time (`Timeout`), it was not reached or there is no id (`General`). Nothing that
   * was answered is quoted; `cause` tells the status.
   * @throws {ParameterError} There is no such part; nothing was sent.
   * @throws {CsdsError} | {SecretError} | {AuthError}
   */
  getConversationById(
    conversationId: string,
    contentToRetrieve?: readonly ConversationContentTypes[],
    options?: CallOptions,
  ): Promise<ConversationPage>;
  /**
   * Finds the messages that have a keyword: texts and captions of files, of all records, keyword by keyword. Capitals
   * make no difference. It looks for each keyword in each message.
   *
   * @throws {ConversationUtilError} `General`: there are no messages, or no keywords, or one of them is empty.
   * @throws {ParameterError} An option is wrong.
   */
  scanConversationForKeywords(
    conversation: ScannedConversation,
    keywords: readonly string[],
    options?: KeywordScanOptions,
  ): KeywordScannerResult[];
}

/** As which the official toolbelt asks. */
const SOURCE = 'FaaS_Toolbelt';
const OPERATION = 'conversationUtil.getConversationById';

/** @param resolve Gives the parts at each call. */
export function createConversationUtil(resolve: () => OperationParts): ConversationUtil {
  // A namespace has the methods of its operations; its type cannot say so.
  const api = bindApi(messagingInteractions, resolve) as unknown as MessagingInteractionsApi;
  return {
    getConversationById: async (conversationId, contentToRetrieve, options) => {
      if (typeof conversationId !== 'string' || conversationId === '') {
        throw failure(
          ErrorCodes.ConversationUtil.General,
          'Please provide a conversation id. Nothing was sent.',
        );
      }
      const parts =
        contentToRetrieve?.length === 0 ? {} : { contentToRetrieve: contentToRetrieve ?? undefined };
      try {
        return checkFound(await api.get({ conversationId, source: SOURCE, v: '2', ...parts }, options));
      } catch (error) {
        throw told(error);
      }
    },
    scanConversationForKeywords: (conversation, keywords, options = {}) =>
      scanForKeywords(conversation, keywords, options),
  };
}

function checkFound(page: ConversationPage): ConversationPage {
  const { _metadata, conversationHistoryRecords: records } = page;
  const isPage = isJsonObject(_metadata) && Array.isArray(records) && records.every(isJsonObject);
  if (!isPage) {
    throw failure(
      ErrorCodes.ConversationUtil.UnexpectedResponse,
      'Unexpected response: it has no "_metadata", or no list "conversationHistoryRecords" of conversations.',
    );
  }
  if (records.length > 0) return page;
  throw failure(ErrorCodes.ConversationUtil.NotFound, 'The conversation was not found.');
}

/** What is of this client in the words of the official one; what is of the host, the secret or the token as it is. */
function told(error: unknown): unknown {
  if (error instanceof HttpError || error instanceof PrivilegeError) {
    return failure(
      ErrorCodes.ConversationUtil.UnexpectedResponse,
      `Unexpected response. Status Code: ${error.status}. ${error.message}`,
      error,
    );
  }
  if (error instanceof ResponseValidationError) {
    return failure(
      ErrorCodes.ConversationUtil.UnexpectedResponse,
      `Unexpected response: ${error.message}`,
      error,
    );
  }
  if (error instanceof TimeoutError)
    return failure(ErrorCodes.ConversationUtil.Timeout, error.message, error);
  if (!(error instanceof NetworkError)) return error;
  return failure(ErrorCodes.ConversationUtil.General, error.message, error);
}

function failure(
  code: ConversationUtilError['code'],
  message: string,
  cause?: unknown,
): ConversationUtilError {
  return nameCall(new ConversationUtilError(code, message, { cause }), OPERATION);
}
