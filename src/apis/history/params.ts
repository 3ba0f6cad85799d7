import * as z from 'zod/mini';
import type { ParameterIssue } from '../define-api.js';
import { inBody, inQuery, type Parameter, type ParameterDetails, type ParametersOf } from '../parameter.js';
import { encodeTime, rule, time, wholeNumber } from '../parameter-schemas.js';

// What the searches of Engagement History and of Messaging Interactions have in common.

/** Both bounds belong to the range. */
export interface TimeRange {
  /** Milliseconds since the epoch, or a `Date`. */
  from: number | Date;
  /** Milliseconds since the epoch, or a `Date`. */
  to: number | Date;
}

/** Both bounds belong to the range; one is enough. */
export interface OpenRangeOf<Bound> {
  from?: Bound | undefined;
  to?: Bound | undefined;
}

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** An optional field of the body. */
export function filter<T>(
  schema: z.ZodMiniType<T>,
  details?: ParameterDetails<T | undefined>,
): Parameter<T | undefined> {
  return inBody(z.optional(schema), details);
}

export function timeRange(): z.ZodMiniType<TimeRange> {
  return z.strictObject({ from: time(), to: time() }, 'an object of two times, { from, to }');
}

export function encodeTimeRange({ from, to }: TimeRange): { from: number; to: number } {
  return { from: encodeTime(from), to: encodeTime(to) };
}

/** A range of whole numbers of which one bound is enough. */
export function openRange(minimum: number, maximum?: number): z.ZodMiniType<OpenRangeOf<number>> {
  return openRangeOf(() => wholeNumber(minimum, maximum));
}

/** A range of which one bound is enough. */
export function openRangeOf<Bound>(bound: () => z.ZodMiniType<Bound>): z.ZodMiniType<OpenRangeOf<Bound>> {
  const meaning = 'an object with from, to or both';
  const hasBound = ({ from, to }: { from?: unknown; to?: unknown }) => from !== undefined || to !== undefined;
  const range = z.strictObject({ from: z.optional(bound()), to: z.optional(bound()) }, meaning);
  return range.check(z.refine(hasBound, meaning));
}

/** Name of the caller. */
export function source(): Parameter<string> {
  const schema = rule<string>(
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 20,
    'a name of 1 to 20 characters',
    { type: 'string', minLength: 1, maxLength: 20 },
  );
  return inQuery(schema);
}

/** Index of the first item, and items per page. */
interface PageParams {
  offset?: number | undefined;
  limit?: number | undefined;
}

/** Parameters of {@link PageParams}. */
export function pageParameters(): ParametersOf<PageParams> {
  return {
    offset: inQuery(z.optional(wholeNumber(0))),
    limit: inQuery(z.optional(wholeNumber(1, 100))),
  };
}

type Bound = number | Date | undefined;

/** Whether a range ends before it starts. */
export function checkOrder(
  parameter: string,
  range: { from?: Bound; to?: Bound } | undefined,
): ParameterIssue | undefined {
  if (range?.from === undefined || range.to === undefined || range.from <= range.to) return undefined;
  return { parameter: `${parameter}.from`, message: `no greater than "${parameter}.to"` };
}

/** Days from one bound to the other; 0 when one is missing. */
export function daysOf({ from, to }: { from?: Bound; to?: Bound }): number {
  return from === undefined || to === undefined ? 0 : (to.valueOf() - from.valueOf()) / DAY_MS;
}
