import * as z from 'zod/mini';
import { id, isHeaderText, isWholeNumber, type JsonSchema, rule } from './parameter-schemas.js';

/** What a default may depend on. */
export interface DefaultContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One parameter, whatever it takes: where it goes on the wire, under which name, and what it may be. */
export interface AnyParameter {
  /** A `link` is the whole URL of the request, as an answer gave it: `encode` makes a `Link` of it. */
  readonly in: 'path' | 'query' | 'header' | 'body' | 'link';
  /** Name on the wire, where it is not the parameter's own. */
  readonly wire?: string;
  readonly schema: z.ZodMiniType;
  /** Used when the caller gives none. */
  readonly fallback?: (context: DefaultContext) => unknown;
  /** Set where LivePerson requires what a caller need not give, since there is a fallback. */
  readonly required?: true;
  /** Form on the wire, where it is not the value itself. */
  readonly encode?: (value: never) => unknown;
  /** JSON Schema of the form on the wire, where `schema` does not tell it. */
  readonly json?: JsonSchema;
}

declare const takes: unique symbol;

/**
 * A parameter that takes a `T`: no more and no less, so that a schema which refuses what the interface of the method
 * promises does not compile, nor one that takes what it forbids. Made by `inPath`, `inQuery` and their like.
 */
export interface Parameter<T> extends AnyParameter {
  /** For the compiler alone: it compares `T` in both directions. */
  readonly [takes]: (value: T) => T;
}

/** The parameters of a method whose first argument is a `Params`: all of them. */
export type ParametersOf<Params> = { readonly [Name in keyof Params]-?: Parameter<Params[Name]> };

/** What else there is to say of a parameter that takes a `T`. */
export interface ParameterDetails<T> extends Pick<AnyParameter, 'wire' | 'json' | 'required'> {
  readonly fallback?: (context: DefaultContext) => Exclude<T, undefined>;
  readonly encode?: (value: Exclude<T, undefined>) => unknown;
}

type Build = <Schema extends z.ZodMiniType>(
  schema: Schema,
  details?: ParameterDetails<z.output<Schema>>,
) => Parameter<z.output<Schema>>;

export const inPath: Build = (schema, details) => parameter('path', schema, details);
export const inQuery: Build = (schema, details) => parameter('query', schema, details);
export const inHeader: Build = (schema, details) => parameter('header', schema, details);
/** A field of the body, which is an object. */
export const inBody: Build = (schema, details) => parameter('body', schema, details);
/** The whole URL. */
export const asLink: Build = (schema, details) => parameter('link', schema, details);

function parameter<T>(
  place: AnyParameter['in'],
  schema: z.ZodMiniType,
  details: ParameterDetails<T> | undefined,
): Parameter<T> {
  // What it takes is known to the compiler alone.
  return { in: place, schema, ...details } as AnyParameter as Parameter<T>;
}

/** The id of one item, in the path. */
export function idInPath(): Parameter<number | string> {
  return inPath(id(), { encode: String });
}

/** The revision of a collection that is known: when it is still the same, the answer is 304. */
export function ifRevision(): Parameter<string | number | undefined> {
  // The services read If-Match as others read If-None-Match.
  return inHeader(z.optional(revision()), { wire: 'If-Match', encode: String });
}

function revision(): z.ZodMiniType<string | number> {
  return rule<string | number>(
    (value) => (isWholeNumber(value) && value >= -1) || isHeaderText(value),
    'the revision of an earlier answer, or -1 for a full answer',
    { type: 'string', minLength: 1 },
  );
}
