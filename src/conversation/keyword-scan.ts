import type { ConversationPage } from '../apis/history/conversation.js';
import type { ConversationMessage } from '../apis/history/conversation-messages.js';
import { flag, type OptionTable, optionProblem } from '../config/options.js';
import { ConversationUtilError } from '../errors/conversation-util-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ParameterError } from '../errors/parameter-error.js';
import { isJsonObject } from '../http/json.js';

/** How keywords are looked for. */
export interface KeywordScanOptions {
  /**
   * Takes each keyword as a regular expression, in which `^` and `$` stand for the ends of lines. Take none from others:
   * one such as `(a+)+$` can look at a single message for longer than a function may run.
   * @default false: the characters themselves are looked for
   */
  regex?: boolean | undefined;
}

const optionsTable = {
  regex: { check: flag, default: false },
} as const satisfies OptionTable<KeywordScanOptions>;

/** A message that has a keyword. */
export interface KeywordScannerResult {
  /** The text, or the caption of a file. */
  message: string;
  /** Milliseconds since the epoch. */
  sentTimestamp: number;
  /** `Agent` or `Consumer`. */
  sentBy: string;
  /** `keywordRef:` and the keyword. */
  tag: string;
}

/** The part of a conversation that is looked through. */
export type ScannedConversation = Pick<ConversationPage, 'conversationHistoryRecords'>;

/** The messages of all records that have a keyword, keyword by keyword; capitals make no difference. */
export function scanForKeywords(
  conversation: ScannedConversation,
  keywords: readonly string[],
  options: KeywordScanOptions,
): KeywordScannerResult[] {
  const problem = optionProblem('scanConversationForKeywords', options, optionsTable);
  if (problem !== undefined) throw new ParameterError(problem.name, problem.message);
  const { regex = optionsTable.regex.default } = options;
  const messages = messagesOf(conversation).flatMap(({ messageData, type, timeL, sentBy }) => {
    const message: unknown = type === 'TEXT_PLAIN' ? messageData?.msg?.text : messageData?.file?.caption;
    return typeof message === 'string' ? [{ message, sentTimestamp: timeL, sentBy }] : [];
  });
  const patterns = checkKeywords(keywords).map((keyword, index) => patternOf(keyword, index, regex));
  return patterns.flatMap((pattern, index) =>
    messages
      .filter(({ message }) => pattern.test(message))
      .map((found) => ({ ...found, tag: `keywordRef:${keywords[index]}` })),
  );
}

function messagesOf(conversation: ScannedConversation): ConversationMessage[] {
  const records: unknown = conversation?.conversationHistoryRecords;
  const transcripts = (Array.isArray(records) ? records : []).flatMap((record) => {
    const messages: unknown = isJsonObject(record) ? record.messageRecords : undefined;
    return Array.isArray(messages) ? [messages.filter(isJsonObject)] : [];
  });
  if (transcripts.length === 0) {
    throw refusal('Please provide a conversation with message records: ask for messageRecords.');
  }
  // What is of another form than messages have is passed over where it is read.
  const messages = transcripts.flat() as object[] as ConversationMessage[];
  return messages.filter(({ type }) => type === 'TEXT_PLAIN' || type === 'HOSTED_FILE');
}

function checkKeywords(keywords: readonly string[]): readonly string[] {
  const isKeyword = (keyword: unknown) => typeof keyword === 'string' && keyword !== '';
  if (Array.isArray(keywords) && keywords.length > 0 && keywords.every(isKeyword)) return keywords;
  throw refusal('Please provide keywords: an array of at least one text, none of them empty.');
}

/** Without the flag `g`, with which a pattern would remember where it stopped. */
function patternOf(keyword: string, index: number, regex: boolean): RegExp {
  // With the flag `u` "ß" is the small letter of "ẞ"; but patterns that were written without it may be none with it.
  if (!regex) return new RegExp(keyword.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu');
  try {
    return new RegExp(keyword, 'im');
  } catch {
    throw refusal(`keywords[${index}] is no regular expression.`);
  }
}

function refusal(message: string): ConversationUtilError {
  return new ConversationUtilError(ErrorCodes.ConversationUtil.General, message);
}
