import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';

/**
 * A message that conversations get by themselves. It has no numeric id: `messageEventId` is its key. Which
 * fields come back depends on `select`; `messageEventId` and `deleted` are taken to come always (inferred
 * from the sibling APIs), all others may be absent. Fields are documented.
 */
export interface UnifiedAutomaticMessage {
  /**
   * Event that triggers it, and its id: `CHAT_STARTED`, or a name with spaces and `#`, such as
   * `On-hold message #1`. There is no full list.
   */
  messageEventId: string;
  /** Whether the message is deleted; such messages are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Whether the message is active. */
  enabled?: boolean;
  /** Texts, one per language. */
  data?: UnifiedAutomaticMessageText[];
  /**
   * Attributes, each a map of one key: `[{ timer: '45' }]`, unlike the pairs of name and value of the
   * Automatic Messages API. Numbers come as text; the timer is in seconds (inferred from that API).
   */
  attributes?: Record<string, string>[];
  /** Where the message is defined; only in a list with `view`. */
  contexts?: UnifiedAutomaticMessageContexts;
}

/** The text of a message in one language. A field is absent when a nested `select` leaves it out. */
export interface UnifiedAutomaticMessageText {
  /** Text; it may hold placeholders in braces, such as `{agent name}`. */
  msg?: string;
  /** Language code; its case varies (`en-US`, `en-us`). */
  lang?: string;
  /** Whether it is LivePerson's own text. Seen on the pages of the Automatic Messages API only. */
  isDefault?: boolean;
}

/** Ids of the contexts that a message is defined in. */
export interface UnifiedAutomaticMessageContexts {
  /** Ids of skills. */
  SKILL?: string[];
  /** Ids of accounts. */
  ACCOUNT?: string[];
}

/** A message as it is in one context. */
export interface UnifiedAutomaticMessageInContext {
  /** Event that triggers it, and its id. */
  messageEventId: string;
  /** Whether the message is deleted. */
  deleted: boolean;
  /** Whether the message is active. */
  enabled?: boolean;
  /** Texts, one per language. */
  data?: UnifiedAutomaticMessageText[];
  /** Attributes, each a map of one key. */
  attributes?: Record<string, string>[];
  /** Id of the skill, in the context of a skill. */
  skillId?: number;
}

/** One message in every context in which it is defined. */
export interface UnifiedAutomaticMessageByContext {
  /** By the id of the skill. */
  SKILL?: Record<string, UnifiedAutomaticMessageInContext>;
  /** By the id of the account. */
  ACCOUNT?: Record<string, UnifiedAutomaticMessageInContext>;
}

export function unifiedMessageSchema() {
  const ids = z.exactOptional(z.array(z.string()));
  return z.looseObject({
    ...commonFields(),
    contexts: z.exactOptional(z.looseObject({ SKILL: ids, ACCOUNT: ids })),
  });
}

export function messageInContextSchema() {
  return z.looseObject({ ...commonFields(), skillId: z.exactOptional(z.number()) });
}

export function messageByContextSchema() {
  const byId = z.exactOptional(z.record(z.string(), messageInContextSchema()));
  return z.looseObject({ SKILL: byId, ACCOUNT: byId });
}

function commonFields() {
  const text = z.looseObject({
    msg: z.exactOptional(z.string()),
    lang: z.exactOptional(z.string()),
    isDefault: z.exactOptional(z.boolean()),
  });
  return {
    messageEventId: z.string(),
    deleted: z.boolean(),
    enabled: z.exactOptional(z.boolean()),
    data: z.exactOptional(z.array(text)),
    attributes: z.exactOptional(z.array(z.record(z.string(), z.string()))),
  };
}

export type UnifiedMessageSchemaAgrees = Expect<
  Agrees<ReturnType<typeof unifiedMessageSchema>, UnifiedAutomaticMessage>
>;
export type MessageInContextSchemaAgrees = Expect<
  Agrees<ReturnType<typeof messageInContextSchema>, UnifiedAutomaticMessageInContext>
>;
export type MessageByContextSchemaAgrees = Expect<
  Agrees<ReturnType<typeof messageByContextSchema>, UnifiedAutomaticMessageByContext>
>;
