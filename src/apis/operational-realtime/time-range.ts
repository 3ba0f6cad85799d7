import * as z from 'zod/mini';
import type { ParameterIssue } from '../define-api.js';
import { type DefaultContext, inQuery, type ParametersOf } from '../parameter.js';
import { encodeTime, time } from '../parameter-schemas.js';

/**
 * A range of time, which reports of version 2 take (documented). Version 2 is that of OAuth 2.0: with a key of
 * OAuth 1.0a a call with a range is refused before the request is sent.
 */
export interface TimeRangeParams {
  /** Beginning: milliseconds since the epoch, or a `Date`. OAuth 2.0 only, and only together with `toMillis`. */
  fromMillis?: number | Date | undefined;
  /** End, now at the latest (documented). OAuth 2.0 only, and only together with `fromMillis`. */
  toMillis?: number | Date | undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The time goes on between the caller's look at the clock and ours; the server has the last word. */
const TOLERANCE_MS = MINUTE_MS;

/** Time goes by on the way to the server, and its clock may differ. */
const MARGIN_MS = 5 * MINUTE_MS;

/** Parameters that version 2 has in place of those of version 1. */
export const RANGE = ['fromMillis', 'toMillis'] as const;

/** Parameters of {@link TimeRangeParams}. */
export function rangeParameters(): ParametersOf<TimeRangeParams> {
  return {
    fromMillis: inQuery(z.optional(time()), { encode: encodeTime }),
    toMillis: inQuery(z.optional(time()), { encode: encodeTime }),
  };
}

/** Both or neither, in order, and within the last `hours` (documented). */
export function checkRange(
  { fromMillis, toMillis }: TimeRangeParams,
  { now }: DefaultContext,
  hours: number,
): ParameterIssue | undefined {
  if (fromMillis === undefined && toMillis === undefined) return undefined;
  if (fromMillis === undefined) return { parameter: 'fromMillis', message: 'given together with "toMillis"' };
  if (toMillis === undefined) return { parameter: 'toMillis', message: 'given together with "fromMillis"' };
  if (encodeTime(fromMillis) > encodeTime(toMillis))
    return { parameter: 'fromMillis', message: 'no later than "toMillis"' };
  if (encodeTime(fromMillis) < now - hours * HOUR_MS - TOLERANCE_MS) {
    return { parameter: 'fromMillis', message: `at most ${hours} hours back from now` };
  }
  if (encodeTime(toMillis) > now + TOLERANCE_MS) return { parameter: 'toMillis', message: 'now or earlier' };
  return undefined;
}

/**
 * The range that was given, or else that of the last `minutes`, which stays a little short of the `hours` that the server
 * takes.
 */
export function rangeOrLast(
  { fromMillis, toMillis }: TimeRangeParams,
  minutes: number | undefined,
  { now }: DefaultContext,
  hours: number,
): TimeRangeParams {
  if (fromMillis !== undefined || minutes === undefined) return { fromMillis, toMillis };
  const longestMs = hours * HOUR_MS - MARGIN_MS;
  return { fromMillis: now - Math.min(minutes * MINUTE_MS, longestMs), toMillis: now };
}
