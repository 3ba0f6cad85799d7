import { ErrorCodes } from '../errors/error-codes.js';
import { GDPRError } from '../errors/gdpr-error.js';
import { isJsonObject } from '../http/json.js';

/** A conversation, as far as its files are told by it: what `getConversationById` and Messaging Interactions give. */
export interface ConversationWithFiles {
  conversationHistoryRecords?: readonly RecordWithFiles[] | null | undefined;
}

/** One record of it. */
export interface RecordWithFiles {
  messageRecords?: readonly MessageWithFile[] | null | undefined;
}

/** One message of it. */
export interface MessageWithFile {
  type?: string | undefined;
  messageData?: { file?: { relativePath?: string | undefined } | null | undefined } | null | undefined;
}

/**
 * Paths of the files of all records, each once. A message without a path names no file.
 *
 * @throws {GDPRError} `gdpr-util-general` when no record has messages: without them nobody knows its files.
 */
export function hostedFilesOf(conversation: ConversationWithFiles): string[] {
  const records = isJsonObject(conversation) ? (conversation.conversationHistoryRecords ?? []) : undefined;
  if (!Array.isArray(records)) throw general('conversation must be what getConversationById gives');
  const messages = (records as readonly RecordWithFiles[]).flatMap((record) => record.messageRecords ?? []);
  if (records.length > 0 && messages.length === 0) {
    throw general('No message records provided: ask for the content "messageRecords" of the conversation');
  }
  const paths = messages
    .filter(({ type }) => type === 'HOSTED_FILE')
    .map(({ messageData }) => messageData?.file?.relativePath)
    .filter((path) => typeof path === 'string' && path !== '');
  return [...new Set(paths as string[])];
}

function general(message: string): GDPRError {
  const outcome = { replaced: [], notReplaced: [] };
  return new GDPRError(ErrorCodes.GDPRUtil.General, `${message}. Nothing was replaced.`, outcome);
}
