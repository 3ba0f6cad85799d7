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
  /** That of a file is `{ file: { relativePath } }`. */
  messageData?: object | null | undefined;
}

/**
 * Paths of the files of all records, each once. A message without a path names no file.
 *
 * @throws {GDPRError} `gdpr-util-general` when no record has messages: without them nobody knows its files.
 */
export function hostedFilesOf(conversation: ConversationWithFiles): string[] {
  const records = isJsonObject(conversation) ? (conversation.conversationHistoryRecords ?? []) : undefined;
  if (!Array.isArray(records)) throw general('conversation must be what getConversationById gives');
  const messages = (records as readonly (RecordWithFiles | null)[])
    .flatMap((record) => record?.messageRecords ?? [])
    .filter(isJsonObject);
  if (records.length > 0 && messages.length === 0) {
    throw general('No message records provided: ask for the content "messageRecords" of the conversation');
  }
  const paths = messages
    .filter(({ type }) => type === 'HOSTED_FILE')
    .map(pathOf)
    .filter((path) => path !== undefined);
  return [...new Set(paths)];
}

function pathOf({ messageData }: MessageWithFile): string | undefined {
  const file = isJsonObject(messageData) ? messageData.file : undefined;
  const path = isJsonObject(file) ? file.relativePath : undefined;
  return typeof path === 'string' && path !== '' ? path : undefined;
}

function general(message: string): GDPRError {
  const outcome = { replaced: [], notReplaced: [] };
  return new GDPRError(ErrorCodes.GDPRUtil.General, `${message}. Nothing was replaced.`, outcome);
}
