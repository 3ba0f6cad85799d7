/** What an answer is, as far as JSON can hold it: data that `npm run answers` writes and the client checks against. */
export type AnswerType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'unknown'
  | AnswerLiteral
  | AnswerList
  | AnswerMap
  | AnswerRecord
  | AnswerUnion
  | NamedAnswerType;

/** This value and no other. */
export interface AnswerLiteral {
  readonly literal: string | number | boolean;
}

export interface AnswerList {
  readonly list: AnswerType;
}

/** An object with any names, whose values are of one type. */
export interface AnswerMap {
  readonly map: AnswerType;
}

/** An object with these fields, and any others. */
export interface AnswerRecord {
  readonly record: AnswerFields;
  /** Fields that may be missing. */
  readonly optional?: AnswerFields;
}

export type AnswerFields = Readonly<Record<string, AnswerType>>;

/** One of several alternatives. */
export type AnswerUnion = readonly AnswerType[];

/** Made when it is first looked at, so that importing it costs nothing and it may refer to itself. */
export type NamedAnswerType = () => AnswerType;
