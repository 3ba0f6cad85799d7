import type { ParameterIssue } from '../define-api.js';
import type { Interaction } from './interaction.js';
import { DAY_MS, daysOf, type TimeRange } from './params.js';

/** Parameters of a search that decide how it is cut. */
interface SlicedParams {
  readonly start: TimeRange;
  readonly sort?: string | undefined;
  readonly offset?: number | undefined;
}

/** One month, as long as a month can be. */
const MAX_SEARCH_DAYS = 31;
/** Chats are kept for 13 months; far more is a mistake, such as microseconds. */
const MAX_RANGE_DAYS = 732;
const MAX_SEARCH_MS = MAX_SEARCH_DAYS * DAY_MS;
/** Bounds are rounded outwards to full ten minutes (documented). */
const STEP_MS = 600_000;

/** Cuts a search of Engagement History into searches of at most 31 days. */
export const interactionSlicing = { cut, sharedId };

/** Rules of a search that has to be cut. */
export function checkSlices(params: SlicedParams): ParameterIssue | undefined {
  const days = daysOf(params.start);
  if (days <= MAX_SEARCH_DAYS) return undefined;
  const range = `in a range of more than ${MAX_SEARCH_DAYS} days`;
  if (days > MAX_RANGE_DAYS) {
    const message = `at most ${MAX_RANGE_DAYS} days after "start.from"; chats are kept for 13 months`;
    return { parameter: 'start.to', message };
  }
  if (params.sort !== undefined && !/^start:/.test(params.sort)) {
    const message = `by start first, for example start:desc, ${range}: each ${MAX_SEARCH_DAYS} days are a search of their own`;
    return { parameter: 'sort', message };
  }
  if (params.offset !== undefined && params.offset !== 0) {
    const message = `0 or left out ${range}: each ${MAX_SEARCH_DAYS} days are a search that counts for itself`;
    return { parameter: 'offset', message };
  }
  return undefined;
}

function cut<Params extends SlicedParams>(params: Params): readonly Params[] {
  const from = params.start.from.valueOf();
  const to = params.start.to.valueOf();
  if (to - from <= MAX_SEARCH_MS) return [{ ...params }];
  // The order within a search that names none is not documented.
  const sort = params.sort ?? 'start:asc';
  const ranges = sort.startsWith('start:desc') ? latestFirst(from, to) : earliestFirst(from, to);
  return ranges.map((start) => ({ ...params, sort, start }));
}

interface Range {
  readonly from: number;
  readonly to: number;
}

// Seams lie on full ten minutes: rounding moves them no further, so that two searches share one millisecond.

function earliestFirst(from: number, to: number): Range[] {
  const ranges: Range[] = [];
  let begin = from;
  while (to - begin > MAX_SEARCH_MS) {
    const seam = Math.floor((begin + MAX_SEARCH_MS) / STEP_MS) * STEP_MS;
    ranges.push({ from: begin, to: seam - 1 });
    begin = seam;
  }
  return [...ranges, { from: begin, to }];
}

function latestFirst(from: number, to: number): Range[] {
  const ranges: Range[] = [];
  let end = to;
  while (end - from > MAX_SEARCH_MS) {
    const seam = Math.ceil((end - MAX_SEARCH_MS) / STEP_MS) * STEP_MS;
    ranges.push({ from: seam, to: end });
    end = seam - 1;
  }
  return [...ranges, { from, to: end }];
}

function sharedId(chat: Interaction, { start }: SlicedParams): string | undefined {
  // Optional, for validation may be off: an answer of another shape is the caller's to see.
  const time: unknown = chat?.info?.startTimeL;
  if (typeof time !== 'number') return undefined;
  const isNear = (bound: number | Date) => Math.abs(time - bound.valueOf()) <= STEP_MS;
  return isNear(start.from) || isNear(start.to) ? chat.info.engagementId : undefined;
}
