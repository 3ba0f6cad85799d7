import type { Interaction } from '../../apis/interaction.js';
import type { JsonObject } from './exchange.js';
import { isJsonObject } from './exchange.js';

const MINUTE_MS = 60_000;
/** The longest range of `start`; documented as one month. */
const LONGEST_RANGE_MS = 31 * 24 * 60 * MINUTE_MS;

/** A search that is refused, with the reason in words. */
export class SearchRefused extends Error {}

type Test = (interaction: Interaction) => boolean;

/** Where the sandbox looks a keyword up; the other documented areas hold nothing that it could find. */
const KEYWORD_AREAS: Readonly<Record<string, (interaction: Interaction) => readonly (string | undefined)[]>> =
  {
    chatLine: ({ transcript }) => transcript?.lines.map(({ text }) => text) ?? [],
    visitorInfo: ({ visitorInfo }) => [visitorInfo?.country, visitorInfo?.state, visitorInfo?.city],
  };

/**
 * Turns the body of a search into a test of one interaction.
 * @throws {SearchRefused} for a body that the service would not take.
 */
export function interactionTest(body: JsonObject): Test {
  const tests = [startTest(body), ...filterTests(body)];
  return (interaction) => tests.every((test) => test(interaction));
}

function startTest(body: JsonObject): Test {
  const start = range(body, 'start');
  if (start === undefined) throw new SearchRefused('"start" with "from" and "to" is missing');
  if (start.to - start.from > LONGEST_RANGE_MS) throw new SearchRefused('"start" must not exceed one month');
  // The bounds are rounded outwards to 10 minutes (documented).
  const step = 10 * MINUTE_MS;
  const from = Math.floor(start.from / step) * step;
  const to = Math.ceil(start.to / step) * step;
  return ({ info }) => isWithin(info.startTimeL, { from, to });
}

function filterTests(body: JsonObject): Test[] {
  if (body.interactive !== undefined && String(body.interactive) !== 'true') {
    throw new SearchRefused('"interactive" must be true');
  }
  const duration = range(body, 'duration');
  const score = body.chatMCS === undefined ? undefined : looseRange(body, 'chatMCS');
  return [
    oneOf(body, 'skillIds', ({ info }) => info.skillId),
    oneOf(body, 'agentIds', ({ info }) => info.agentId),
    oneOf(body, 'agentGroupIds', ({ info }) => info.agentGroupId),
    equal(body, 'visitor', ({ info }) => info.visitorId),
    equal(body, 'engagementId', ({ info }) => info.engagementId),
    equal(body, 'channel', ({ info }) => info.channel),
    equal(body, 'mcs', ({ info }) => info.mcs ?? ''),
    oneOf(body, 'alertedMcsValues', ({ info }) => info.alertedMCS ?? ''),
    ({ info }) => score === undefined || isWithin(info.chatMCS, score),
    keywordTest(body),
    // Nothing of these is in the fixtures, so that a filter that asks for it finds nothing.
    () => body.hasInteractiveCoBrowse !== true && body.coBrowseDuration === undefined,
    () => body.lineContentTypes === undefined && body.predictionLabel === undefined,
    ({ info }) => duration === undefined || isWithin(info.duration, duration),
  ];
}

function oneOf(body: JsonObject, name: string, field: (interaction: Interaction) => string | number): Test {
  const wanted = body[name];
  if (wanted === undefined) return () => true;
  if (!Array.isArray(wanted) || !wanted.every(isId))
    throw new SearchRefused(`"${name}" must be an array of ids`);
  const ids = new Set(wanted.map(String));
  return (interaction) => ids.has(String(field(interaction)));
}

function equal(body: JsonObject, name: string, field: (interaction: Interaction) => string | number): Test {
  const wanted = body[name];
  if (wanted === undefined) return () => true;
  if (!isId(wanted)) throw new SearchRefused(`"${name}" must be a string or a number`);
  return (interaction) => String(field(interaction)) === String(wanted);
}

function keywordTest(body: JsonObject): Test {
  const { keyword } = body;
  if (keyword === undefined) return () => true;
  if (typeof keyword !== 'string') throw new SearchRefused('"keyword" must be a string');
  const area = body.keyword_search_area;
  const types: unknown = isJsonObject(area) ? area.types : undefined;
  if (!Array.isArray(types) || types.length === 0) {
    throw new SearchRefused('"keyword_search_area" with "types" is required with "keyword"');
  }
  const places = Object.entries(KEYWORD_AREAS)
    .filter(([type]) => types.includes(type))
    .map(([, place]) => place);
  const wanted = keyword.replace(/^"(.*)"$/, '$1').toLowerCase();
  return (interaction) => {
    return places.some((place) => place(interaction).some((text) => text?.toLowerCase().includes(wanted)));
  };
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A range with both bounds; the service reads numbers in strings, too (observed). */
function range(body: JsonObject, name: string): Range | undefined {
  if (body[name] === undefined) return undefined;
  const bounds = looseRange(body, name);
  for (const side of ['from', 'to'] as const) {
    if (!Number.isFinite(bounds[side])) throw new SearchRefused(`"${name}.${side}" must be a number`);
  }
  return bounds;
}

/** A range in which a bound that is left out is open. */
function looseRange(body: JsonObject, name: string): Range {
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

function isWithin(value: number | null | undefined, { from, to }: Range): boolean {
  return typeof value === 'number' && value >= from && value <= to;
}
