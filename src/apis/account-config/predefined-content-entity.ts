import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';
import { type AccountChanges, accountChangesSchema, type DeltaAnswer, deltaSchema } from './changes-query.js';

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

export function predefinedContentSchema() {
  const optionalFlag = z.exactOptional(z.boolean());
  const optionalIds = z.exactOptional(z.array(z.number()));
  const hotkey = z.looseObject({ prefix: z.string(), suffix: z.string() });
  const attribute = z.looseObject({ name: z.string(), value: z.string() });
  return z.looseObject({
    id: z.number(),
    deleted: z.boolean(),
    enabled: optionalFlag,
    type: z.exactOptional(z.number()),
    data: z.exactOptional(z.array(textSchema())),
    hotkey: z.exactOptional(z.nullable(hotkey)),
    'hot-key': z.exactOptional(z.nullable(hotkey)),
    templateId: z.exactOptional(z.nullable(z.string())),
    attributes: z.exactOptional(z.array(attribute)),
    categoriesIds: optionalIds,
    skillIds: optionalIds,
    lobIds: optionalIds,
  });
}

export function groupedContentSchema() {
  return z.record(z.string(), z.array(predefinedContentSchema()));
}

export function defaultContentSchema() {
  return z.looseObject({
    templateId: z.string(),
    templateDeleted: z.boolean(),
    deleted: z.boolean(),
    enabled: z.boolean(),
    data: z.array(textSchema()),
    type: z.number(),
  });
}

/** One or several: the page describes one item, its example shows several. */
export function defaultContentAnswerSchema() {
  return z.union([defaultContentSchema(), z.array(defaultContentSchema())]);
}

export function contentDeltaSchema() {
  return deltaSchema(predefinedContentSchema());
}

/** One or several: the page shows one although several accounts can be asked for. */
export function contentChangesSchema() {
  const changes = accountChangesSchema(predefinedContentSchema());
  return z.union([changes, z.array(changes)]);
}

function textSchema() {
  const optionalText = z.exactOptional(z.string());
  return z.looseObject({
    title: optionalText,
    msg: optionalText,
    lang: optionalText,
    isDefault: z.exactOptional(z.boolean()),
  });
}

export type PredefinedContentSchemaAgrees = Expect<
  Agrees<ReturnType<typeof predefinedContentSchema>, PredefinedContent>
>;
export type DefaultContentSchemaAgrees = Expect<
  Agrees<ReturnType<typeof defaultContentSchema>, DefaultPredefinedContent>
>;
export type DefaultContentAnswerSchemaAgrees = Expect<
  Agrees<ReturnType<typeof defaultContentAnswerSchema>, DefaultPredefinedContent | DefaultPredefinedContent[]>
>;
export type ContentDeltaSchemaAgrees = Expect<
  Agrees<ReturnType<typeof contentDeltaSchema>, DeltaAnswer<PredefinedContent>>
>;
export type ContentChangesSchemaAgrees = Expect<
  Agrees<
    ReturnType<typeof contentChangesSchema>,
    AccountChanges<PredefinedContent> | AccountChanges<PredefinedContent>[]
  >
>;
