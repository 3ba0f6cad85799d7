/** What a message is, wherever it is defined. */
export interface UnifiedAutomaticMessageContent {
  /**
   * Event that triggers it, and its id: `CHAT_STARTED`, or a name with spaces and `#`, such as
   * `On-hold message #1`. There is no full list.
   */
  messageEventId?: string;
  /** The same, beside `messageEventId` or in its place (in code of 2025). */
  id?: string;
  /** Whether the message is deleted; such messages are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Whether the message is active. */
  enabled?: boolean;
  /** Texts, one per language. */
  data?: UnifiedAutomaticMessageText[];
  /** For example the timer. */
  attributes?: UnifiedAutomaticMessageAttributes;
}

/**
 * A message that conversations get by themselves. It has no numeric id: its event is its key, which the documentation
 * calls `messageEventId` and newer answers `id` (in code of 2025): take `messageEventId ?? id`. Which fields come back
 * depends on `select`; the key and `deleted` are taken to come always (inferred from the sibling APIs), all others may
 * be absent. Fields are documented unless marked.
 */
export interface UnifiedAutomaticMessage extends UnifiedAutomaticMessageContent {
  /** Where the message is defined; only in a list with `view`. */
  contexts?: UnifiedAutomaticMessageContexts;
}

/**
 * Attributes, each a map of one key, `[{ timer: '45' }]`, unlike the pairs of name and value of the Automatic Messages
 * API; or one map, `{ timer: '45' }` (in code of 2025). `Object.assign({}, ...[attributes].flat())` makes one map of
 * both. Numbers come as text; the timer is in seconds (inferred from that API).
 */
export type UnifiedAutomaticMessageAttributes = Record<string, string>[] | Record<string, string>;

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
  /** Ids of skills; or skills, each with whether the message is active there (in code of 2025). */
  SKILL?: (string | UnifiedAutomaticMessageSkill)[];
  /** Ids of accounts. */
  ACCOUNT?: string[];
}

/** A skill that a message is defined for (in code of 2025). */
export interface UnifiedAutomaticMessageSkill {
  /** Id of the skill. */
  skillId: number | string;
  /** Whether the message is active there. */
  enabled?: boolean;
}

/** A message as it is in one context. */
export interface UnifiedAutomaticMessageInContext extends UnifiedAutomaticMessageContent {
  /** Id of the skill, in the context of a skill. */
  skillId?: number;
}

/** One message in every context in which it is defined. */
export interface UnifiedAutomaticMessageByContext {
  /** By the id of the skill; or a list. */
  SKILL?: UnifiedAutomaticMessagesById;
  /** By the id of the account; or a list. */
  ACCOUNT?: UnifiedAutomaticMessagesById;
}

/**
 * Messages by the id of their context (documented); or lists of them, one for each id or one for all (in code of
 * 2025, which does not tell these two apart). `Object.values(messages).flat()` makes one list of all forms.
 */
export type UnifiedAutomaticMessagesById =
  | Record<string, UnifiedAutomaticMessageInContext | UnifiedAutomaticMessageInContext[]>
  | UnifiedAutomaticMessageInContext[];
