import { types } from 'node:util';
import * as z from 'zod/mini';

// Messages complete the sentence `"<parameter>" must be …`.

/** A JSON Schema, as zod writes and reads it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** At most 19 digits: the length of the largest long. */
const ID_DIGITS = /^[1-9]\d{0,18}$/;

/**
 * A rule that is a function. Zod cannot describe one, so it comes with the JSON Schema of its value on the wire,
 * of which the OpenAPI description is made.
 */
export function rule<T>(
  test: (value: unknown) => boolean,
  meaning: string,
  json: JsonSchema,
): z.ZodMiniType<T> {
  const schema = z.custom<T>(test, meaning);
  schema._zod.toJSONSchema = () => ({ description: meaning, ...json });
  return schema;
}

/** A whole number from `minimum` to `maximum`. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): z.ZodMiniType<number> {
  const range =
    maximum === Number.MAX_SAFE_INTEGER ? `, ${minimum} or more` : ` from ${minimum} to ${maximum}`;
  return rule<number>(
    (value) => isWholeNumber(value) && value >= minimum && value <= maximum,
    `a whole number${range}`,
    { type: 'integer', minimum, ...(maximum < Number.MAX_SAFE_INTEGER && { maximum }) },
  );
}

/** An id of LivePerson: a positive long, given as a number or, as ids often arrive, as its digits. */
export function id(): z.ZodMiniType<number | string> {
  return rule<number | string>(isId, 'a positive whole number', idJson());
}

/** A list of ids in which -1 stands for "none", as it does in answers. */
export function idsOrNone(): z.ZodMiniType<readonly (number | string)[]> {
  const item = rule<number | string>(
    (value) => isId(value) || value === -1 || value === '-1',
    'a positive whole number, or -1 for none',
    { anyOf: [...idForms(), { type: 'integer', const: -1 }, { type: 'string', const: '-1' }] },
  );
  return listOf(item, 'a list of ids, for example [12, 34]');
}

/** Text that is not empty; `meaning` says what it is, for example `the id of an event`. */
export function text(meaning: string): z.ZodMiniType<string> {
  return rule<string>((value) => typeof value === 'string' && value.trim() !== '', meaning, {
    type: 'string',
    minLength: 1,
  });
}

/** Text that may stand in a header: visible ASCII and inner spaces, so that no line can be smuggled in. */
export function headerText(meaning: string): z.ZodMiniType<string> {
  return rule<string>(isHeaderText, meaning, { type: 'string', minLength: 1 });
}

/** `true` or `false`. */
export function flag(): z.ZodMiniType<boolean> {
  return z.boolean('true or false');
}

/** One of a few values. */
export function oneOf<const Value extends string | number>(values: readonly Value[]): z.ZodMiniType<Value> {
  return z.literal(values, `one of ${values.join(', ')}`);
}

/** A list, of at least so many items. */
export function listOf<Item>(
  item: z.ZodMiniType<Item>,
  meaning: string,
  minimum = 0,
): z.ZodMiniType<readonly Item[]> {
  const list = z.array(item, meaning);
  return minimum === 0 ? list : list.check(z.minLength(minimum, meaning));
}

/** A list of some of a few values. */
export function someOf<const Value extends string | number>(
  values: readonly Value[],
): z.ZodMiniType<readonly Value[]> {
  return listOf(oneOf(values), `a list of some of ${values.join(', ')}`);
}

/** A point in time: milliseconds since the epoch, or a valid `Date`. */
export function time(): z.ZodMiniType<number | Date> {
  return rule<number | Date>(
    (value) => {
      const milliseconds = types.isDate(value) ? value.getTime() : value;
      return isWholeNumber(milliseconds) && milliseconds >= 0;
    },
    'a time: milliseconds since the epoch, or a valid Date',
    { description: 'milliseconds since the epoch', type: 'integer', minimum: 0 },
  );
}

/** Milliseconds since the epoch. */
export function encodeTime(value: number | Date): number {
  return value.valueOf();
}

export function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

export function isHeaderText(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}

/** JSON Schema of {@link id}. */
export function idJson(): JsonSchema {
  return { anyOf: idForms() };
}

function idForms(): JsonSchema[] {
  return [
    { type: 'integer', minimum: 1 },
    { type: 'string', pattern: ID_DIGITS.source },
  ];
}

function isId(value: unknown): value is number | string {
  return typeof value === 'string' ? ID_DIGITS.test(value) : isWholeNumber(value) && value > 0;
}
