import type { ConversationPage } from '../apis/history/conversation.js';
import type { ConversationMessage } from '../apis/history/conversation-messages.js';
import { flag, type OptionTable, optionProblem } from '../config/options.js';
import { ConversationUtilError } from '../errors/conversation-util-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ParameterError } from '../errors/parameter-error.js';
import { isJsonObject } from '../http/json.js';

/** How keywords are looked for. */
export interface KeywordScanOptions {
  /** Takes each keyword as a regular expression. @default false: the characters themselves are looked for */
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
  const messages = messagesOf(conversation).map(({ messageData, type, timeL, sentBy }) => ({
    message: (type === 'TEXT_PLAIN' ? messageData?.msg?.text : messageData?.file?.caption) ?? '',
    sentTimestamp: timeL,
    sentBy,
  }));
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
    return Array.isArray(messages) ? [messages as ConversationMessage[]] : [];
  });
  if (transcripts.length === 0) {
    throw refusal('Please provide a conversation with message records: ask for messageRecords.');
  }
  return transcripts.flat().filter(({ type }) => type === 'TEXT_PLAIN' || type === 'HOSTED_FILE');
}

function checkKeywords(keywords: readonly string[]): readonly string[] {
  const isList = Array.isArray(keywords) && keywords.every((keyword) => typeof keyword === 'string');
  if (isList && keywords.length > 0) return keywords;
  throw refusal('Please provide keywords: an array of at least one text.');
}

/** Without the flag `g`, with which a pattern would remember where it stopped. */
function patternOf(keyword: string, index: number, regex: boolean): RegExp {
  const source = regex ? keyword : keyword.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  try {
    return new RegExp(source, 'im');
  } catch {
    throw refusal(`keywords[${index}] is no regular expression.`);
  }
}

function refusal(message: string): ConversationUtilError {
  return new ConversationUtilError(ErrorCodes.ConversationUtil.General, message);
}
