import * as z from 'zod/mini';
import type { ParameterIssue } from '../define-api.js';
import { type AnyParameter, inQuery, type Parameter, type ParametersOf } from '../parameter.js';
import { id, idJson, type JsonSchema, rule, wholeNumber } from '../parameter-schemas.js';

/** Ids to ask for, as numbers or as their digits; `'all'` asks for all that have data. */
export type IdsOrAll = readonly (number | string)[] | 'all';

/** How far a report of the last 24 hours goes back. */
export interface TimeframeParams {
  /**
   * Minutes back from now, 1 to 1440 (documented: at most 1440). Events are counted in buckets of five
   * minutes, so that the server widens the time back to the border of a bucket.
   */
  timeframe: number;
}

/** How a report of the last 24 hours is divided. */
export interface IntervalParams extends TimeframeParams {
  /**
   * Minutes of one interval: at least 5, and a divisor of `timeframe`. Without it only the whole is answered.
   * `metricIntervals()` gives the bounds of the intervals in one form for all operations.
   */
  interval?: number | undefined;
}

const MAX_TIMEFRAME = 1_440;
const MIN_INTERVAL = 5;

/** Parameters of {@link TimeframeParams}. */
export function timeframeParameters(): ParametersOf<TimeframeParams> {
  return { timeframe: inQuery(minutesBack()) };
}

/** Minutes of the last 24 hours. */
export function minutesBack(): z.ZodMiniType<number> {
  return wholeNumber(1, MAX_TIMEFRAME);
}

/** Parameters of {@link IntervalParams}. */
export function intervalParameters(): ParametersOf<IntervalParams> {
  return {
    ...timeframeParameters(),
    interval: inQuery(z.optional(wholeNumber(MIN_INTERVAL, MAX_TIMEFRAME))),
  };
}

/** The documented rule: 60 divided by 30 is right; by 31 or 61 the server answers 400. */
export function checkInterval({ timeframe, interval }: IntervalParams): ParameterIssue | undefined {
  if (interval === undefined || timeframe % interval === 0) return undefined;
  return { parameter: 'interval', message: `a divisor of "timeframe", which is ${timeframe}` };
}

/** Ids in the query, separated by commas; `'all'` stands for all. */
export function idsParameter(): Parameter<IdsOrAll | undefined> {
  return inQuery(z.optional(idsOrAll()), { encode: joinList });
}

/** Ids in the query, where there is no word for all. */
export function idListParameter(): Parameter<readonly (number | string)[] | undefined> {
  return inQuery(z.optional(list<number | string>(idTest(), 'a list of at least one id', idJson())), {
    encode: joinList,
  });
}

/** Names in the query, separated by commas. */
export function nameListParameter<Name extends string>(
  names: readonly Name[],
): Parameter<readonly Name[] | undefined> {
  const meaning = `a list of some of ${names.join(', ')}`;
  return inQuery(z.optional(list<Name>(nameTest(names), meaning, { enum: [...names] })), {
    encode: joinList,
  });
}

/** Names in the query, separated by commas; `'all'` stands for all. */
export function namesParameter<Name extends string>(
  names: readonly Name[],
): Parameter<readonly Name[] | 'all' | undefined> {
  const meaning = `'all', or a list of some of ${names.join(', ')}`;
  return inQuery(z.optional(listOrAll<Name>(nameTest(names), meaning, { enum: [...names] })), {
    encode: joinList,
  });
}

/** The same parameters in a body of JSON, in which every value is text (documented by an example). */
export function textsInBody<Table extends Readonly<Record<string, AnyParameter>>>(parameters: Table): Table {
  const texts = Object.fromEntries(
    Object.entries(parameters).map(([name, { schema, encode }]): [string, AnyParameter] => [
      name,
      // A list is text, too, its items separated by commas.
      { in: 'body', schema, encode: encode ?? String, json: { type: 'string' } },
    ]),
  );
  // The same names, which take the same.
  return texts as Table;
}

/** Ids of which the operation wants some, or all. */
export function idsOrAll(): z.ZodMiniType<IdsOrAll> {
  return listOrAll(idTest(), "'all', or a list of at least one id", idJson());
}

/** A list as the query holds it. */
export function joinList(list: readonly (number | string)[] | string): string {
  return typeof list === 'string' ? list : list.join(',');
}

type Test = (value: unknown) => boolean;

function idTest(): Test {
  const schema = id();
  return (value) => schema.safeParse(value).success;
}

function nameTest(names: readonly string[]): Test {
  return (value) => typeof value === 'string' && names.includes(value);
}

/** An empty list is refused: on the wire it would be the same as none. */
function list<Item>(isItem: Test, meaning: string, item: JsonSchema): z.ZodMiniType<readonly Item[]> {
  return rule<readonly Item[]>((value) => isListOf(isItem, value), meaning, listJson(item));
}

function listOrAll<Item>(
  isItem: Test,
  meaning: string,
  item: JsonSchema,
): z.ZodMiniType<readonly Item[] | 'all'> {
  return rule<readonly Item[] | 'all'>((value) => value === 'all' || isListOf(isItem, value), meaning, {
    anyOf: [{ const: 'all' }, listJson(item)],
  });
}

function listJson(items: JsonSchema): JsonSchema {
  return { type: 'array', minItems: 1, items };
}

function isListOf(isItem: Test, value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}
