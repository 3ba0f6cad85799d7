import type { ConversationPage } from '../apis/history/conversation.js';
import type { EngagementAttributeEvent } from '../apis/history/engagement-attributes.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { SDEUtilError } from '../errors/sde-util-error.js';
import { isJsonObject } from '../http/json.js';

/** A list of engagement attributes, oldest first. */
export interface SDEsResponse {
  events: EngagementAttributeEvent[];
}

/** The engagement attributes of a conversation. */
export interface ConversationSDEs {
  /** Those of the authenticated consumer. */
  sdes: SDEsResponse;
  /** Those that are not authenticated. */
  unAuthSdes: SDEsResponse;
}

/** The part of a conversation that attributes are taken from. */
export type ConversationWithSDEs = Pick<ConversationPage, 'conversationHistoryRecords'>;

/** The attributes of all records, by the time at which LivePerson processed them; the conversation stays as it is. */
export function findSDEs(conversation: ConversationWithSDEs): ConversationSDEs {
  const records: unknown = conversation?.conversationHistoryRecords;
  const found = (Array.isArray(records) ? records : []).filter(isJsonObject);
  if (found.length === 0) throw refusal('conversationHistoryRecords is empty.');
  if (found.every(({ sdes, unAuthSdes }) => sdes === undefined && unAuthSdes === undefined)) {
    throw refusal('No sdes or unAuthSdes are provided: ask for them with the conversation.');
  }
  return {
    sdes: inOrder(found.map(({ sdes }) => sdes)),
    unAuthSdes: inOrder(found.map(({ unAuthSdes }) => unAuthSdes)),
  };
}

function inOrder(lists: readonly unknown[]): SDEsResponse {
  const events = lists.flatMap((list) => {
    const events: unknown = isJsonObject(list) ? list.events : undefined;
    return Array.isArray(events) ? (events as EngagementAttributeEvent[]) : [];
  });
  return { events: events.sort((a, b) => timeOf(a) - timeOf(b)) };
}

/** Milliseconds, which come as text or as a number; what has no time comes first. */
function timeOf(event: EngagementAttributeEvent): number {
  return Number(event?.serverTimeStamp ?? 0) || 0;
}

function refusal(message: string): SDEUtilError {
  return new SDEUtilError(ErrorCodes.SDEsUtil.General, message);
}
