import type { JsonObject, SandboxRequest } from '../exchange.js';
import { isJsonObject, parseJson } from '../exchange.js';
import { refusal } from './api-routes.js';
import { readWhole } from './whole-number.js';

// What the searches of engHistDomain and msgHist have in common.

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const MAX_SOURCE_LENGTH = 20;
/** Bounds of times are rounded outwards to 10 minutes (documented). */
const STEP_MS = 10 * 60_000;

/** A search that is refused, with the reason in words. */
export class SearchRefused extends Error {}

/** Which page is asked for. */
export interface Paging {
  readonly offset: number;
  readonly limit: number;
}

/** Link of a page to another one. */
interface Link {
  readonly rel: string;
  readonly href: string;
}

/** What a page says of the whole search. */
export interface PageMetadata {
  readonly count: number;
  readonly self: Link;
  readonly next?: Link;
  readonly prev?: Link;
  readonly last: Link;
  readonly shardsStatusResult: { readonly partialResult: boolean };
}

/** A test of one record. */
export type Test<Record> = (record: Record) => boolean;

/**
 * The test that the body of a search stands for.
 * @throws {AnswerError} 400 for a body that the service would not take.
 */
export function readTest<Record>(
  request: SandboxRequest,
  makeTests: (body: JsonObject) => readonly Test<Record>[],
): Test<Record> {
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw refusal(request, 'bad-request', 'The body must be a JSON object');
  try {
    const tests = makeTests(body);
    return (record) => tests.every((test) => test(record));
  } catch (error) {
    if (error instanceof SearchRefused) throw refusal(request, 'bad-request', error.message);
    throw error;
  }
}

/** Checks the name of the caller. */
export function checkSource(request: SandboxRequest): void {
  const source = request.query.get('source') ?? '';
  if (source === '' && request.leniency.missingSource) return;
  if (source !== '' && source.length <= MAX_SOURCE_LENGTH) return;
  throw refusal(request, 'bad-request', `"source" must have 1 to ${MAX_SOURCE_LENGTH} characters`);
}

export function readPaging(request: SandboxRequest): Paging {
  const whole = (name: string, min: number, max: number) =>
    readWhole(request.query.get(name), min, max, (expected) =>
      refusal(request, 'bad-request', `"${name}" must be ${expected}`),
    );
  return {
    offset: whole('offset', 0, Number.MAX_SAFE_INTEGER) ?? 0,
    limit: whole('limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT,
  };
}

/** What a page says of a search that found `count` records. */
export function pageMetadata(
  request: SandboxRequest,
  count: number,
  { offset, limit }: Paging,
): PageMetadata {
  const link = (rel: string, at: number): Link => {
    const url = new URL(request.url);
    url.searchParams.set('offset', String(at));
    url.searchParams.set('limit', String(limit));
    return { rel, href: url.href };
  };
  const last = Math.max(0, Math.ceil(count / limit) - 1) * limit;
  return {
    count,
    self: link('self', offset),
    ...(offset + limit < count ? { next: link('next', offset + limit) } : {}),
    ...(offset > 0 ? { prev: link('prev', Math.max(0, offset - limit)) } : {}),
    last: link('last', last),
    shardsStatusResult: { partialResult: false },
  };
}

/** Whether a field is one of the values of a filter that is a list of ids or words. */
export function oneOf<Record>(
  body: JsonObject,
  name: string,
  field: (record: Record) => string | number,
): Test<Record> {
  const wanted = listOf(body, name);
  return wanted === undefined ? () => true : (record) => wanted.has(String(field(record)));
}

/** Whether one of several fields is one of the values of a filter. */
export function someOf<Record>(
  body: JsonObject,
  name: string,
  fields: (record: Record) => readonly (string | number)[],
): Test<Record> {
  const wanted = listOf(body, name);
  if (wanted === undefined) return () => true;
  return (record) => fields(record).some((field) => wanted.has(String(field)));
}

function listOf(body: JsonObject, name: string): ReadonlySet<string> | undefined {
  const wanted = body[name];
  if (wanted === undefined) return undefined;
  if (!Array.isArray(wanted) || !wanted.every(isId)) {
    throw new SearchRefused(`"${name}" must be an array of ids`);
  }
  return new Set(wanted.map(String));
}

/** A word to look for, or a phrase in quotation marks; in lower case. */
export function readPhrase(body: JsonObject, name: string): string | undefined {
  const phrase = body[name];
  if (phrase === undefined) return undefined;
  if (typeof phrase !== 'string') throw new SearchRefused(`"${name}" must be a string`);
  return phrase.replace(/^"(.*)"$/, '$1').toLowerCase();
}

/** A range of times with both bounds, rounded outwards. */
export function timeRange(body: JsonObject, name: string, longestDays: number): Range | undefined {
  const asked = range(body, name);
  return asked && rounded(name, asked, longestDays);
}

/** The same with a bound that may be left out. */
export function looseTimeRange(body: JsonObject, name: string, longestDays: number): Range | undefined {
  return body[name] === undefined ? undefined : rounded(name, looseRange(body, name), longestDays);
}

function rounded(name: string, { from, to }: Range, longestDays: number): Range {
  const isOpen = from === -Infinity || to === Infinity;
  if (!isOpen && to - from > longestDays * 86_400_000) {
    throw new SearchRefused(`"${name}" must not exceed ${longestDays} days`);
  }
  return { from: Math.floor(from / STEP_MS) * STEP_MS, to: Math.ceil(to / STEP_MS) * STEP_MS };
}

export function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Both bounds belong to it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A range with both bounds; the service reads numbers in strings, too (observed). */
export function range(body: JsonObject, name: string): Range | undefined {
  if (body[name] === undefined) return undefined;
  const bounds = looseRange(body, name);
  for (const side of ['from', 'to'] as const) {
    if (!Number.isFinite(bounds[side])) throw new SearchRefused(`"${name}.${side}" must be a number`);
  }
  return bounds;
}

/** A range in which a bound that is left out is open. */
export function looseRange(body: JsonObject, name: string): Range {
  const value = body[name];
  const bound = (side: 'from' | 'to', open: number): number => {
    const given = isJsonObject(value) ? value[side] : undefined;
    if (given === undefined) return open;
    const number = isId(given) && given !== '' ? Number(given) : Number.NaN;
    if (Number.isNaN(number)) throw new SearchRefused(`"${name}.${side}" must be a number`);
    return number;
  };
  const [from, to] = [bound('from', -Infinity), bound('to', Infinity)];
  if (from > to) throw new SearchRefused(`"${name}.from" is after "${name}.to"`);
  return { from, to };
}

export function isWithin(value: number | null | undefined, { from, to }: Range): boolean {
  return typeof value === 'number' && value >= from && value <= to;
}
