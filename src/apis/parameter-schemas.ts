import { types } from 'node:util';
import * as z from 'zod/mini';

// Messages complete the sentence `"<parameter>" must be …`.

/** A whole number from `minimum` to `maximum`. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): z.ZodMiniType<number> {
  const range =
    maximum === Number.MAX_SAFE_INTEGER ? `, ${minimum} or more` : ` from ${minimum} to ${maximum}`;
  return z.custom<number>(
    (value) => isWholeNumber(value) && value >= minimum && value <= maximum,
    `a whole number${range}`,
  );
}

/** An id of LivePerson: a positive long, given as a number or, as ids often arrive, as its digits. */
export function id(): z.ZodMiniType<number | string> {
  return z.custom<number | string>(isId, 'a positive whole number');
}

/** A list of ids in which -1 stands for "none", as it does in answers. */
export function idsOrNone(): z.ZodMiniType<readonly (number | string)[]> {
  const item = z.custom<number | string>(
    (value) => isId(value) || value === -1 || value === '-1',
    'a positive whole number, or -1 for none',
  );
  return z.array(item, 'a list of ids, for example [12, 34]');
}

/** Text that is not empty; `meaning` says what it is, for example `the id of an event`. */
export function text(meaning: string): z.ZodMiniType<string> {
  return z.custom<string>((value) => typeof value === 'string' && value.trim() !== '', meaning);
}

/** Text that may stand in a header: visible ASCII and inner spaces, so that no line can be smuggled in. */
export function headerText(meaning: string): z.ZodMiniType<string> {
  return z.custom<string>(isHeaderText, meaning);
}

/** `true` or `false`. */
export function flag(): z.ZodMiniType<boolean> {
  return z.boolean('true or false');
}

/** One of a few values. */
export function oneOf<const Value extends string | number>(values: readonly Value[]): z.ZodMiniType<Value> {
  return z.literal(values, `one of ${values.join(', ')}`);
}

/** A list of some of a few values. */
export function someOf<const Value extends string | number>(
  values: readonly Value[],
): z.ZodMiniType<Value[]> {
  return z.array(oneOf(values), `a list of some of ${values.join(', ')}`);
}

/** A point in time: milliseconds since the epoch, or a valid `Date`. */
export function time(): z.ZodMiniType<number | Date> {
  return z.custom<number | Date>((value) => {
    const milliseconds = types.isDate(value) ? value.getTime() : value;
    return isWholeNumber(milliseconds) && milliseconds >= 0;
  }, 'a time: milliseconds since the epoch, or a valid Date');
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

function isId(value: unknown): value is number | string {
  // At most 19 digits: the length of the largest long.
  return typeof value === 'string' ? /^[1-9]\d{0,18}$/.test(value) : isWholeNumber(value) && value > 0;
}
