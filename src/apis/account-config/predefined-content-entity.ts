/**
 * A text that agents can send with a key or a click (canned response). Which fields come back depends on
 * `select`; all but `id` and `deleted` may be absent. Fields are documented.
 */
export interface PredefinedContent {
  /** Unique id. */
  id: number;
  /** Whether the item is deleted; such items are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Whether the item is active. */
  enabled?: boolean;
  /** Kind of content; 0, text, is the only documented value. */
  type?: number;
  /** Texts, one per language. Not answered unless selected. */
  data?: PredefinedContentText[];
  /** Keys that insert the text. */
  hotkey?: PredefinedContentHotkey | null;
  /** The same as `hotkey`, in the other spelling that LivePerson's pages use: look at both. */
  'hot-key'?: PredefinedContentHotkey | null;
  /** Id of the template that the item was made from. */
  templateId?: string | null;
  /** Attributes by name. */
  attributes?: PredefinedContentAttribute[];
  /** Ids of its categories (Predefined Categories API). */
  categoriesIds?: number[];
  /** Ids of the skills that it is offered to. Not answered unless selected. */
  skillIds?: number[];
  /** Ids of lines of business. */
  lobIds?: number[];
}

/** The text of predefined content in one language. A field is absent when a nested `select` leaves it out. */
export interface PredefinedContentText {
  /** Title, as agents see it in their list. */
  title?: string;
  /** Text to send. */
  msg?: string;
  /** Language code; its case varies (`en-US`, `en-us`). */
  lang?: string;
  /** Whether the text is that of the template, not one that the account wrote over it. */
  isDefault?: boolean;
}

/** A combination of keys. */
export interface PredefinedContentHotkey {
  /** First key, for example `alt`. */
  prefix: string;
  /** Second key, for example `1`. */
  suffix: string;
}

/** An attribute of predefined content. */
export interface PredefinedContentAttribute {
  /** Name. */
  name: string;
  /** Value. */
  value: string;
}

/** Predefined content that LivePerson ships to every account. All fields are documented. */
export interface DefaultPredefinedContent {
  /** Id of the template, for example `canned-response-template-1`. */
  templateId: string;
  /** Whether the template is deleted. */
  templateDeleted: boolean;
  /** Whether the item is deleted. */
  deleted: boolean;
  /** Whether the item is active. */
  enabled: boolean;
  /** Texts, one per language. */
  data: PredefinedContentText[];
  /** Kind of content; 0, text, is the only documented value. */
  type: number;
}
