import type { Clock } from '../../../config/clock.js';
import { type Handler, isJsonObject, parseJson, type SandboxRequest } from '../exchange.js';
import { type OperationHandlers, refusal } from './api-routes.js';
import { readWhole } from './whole-number.js';

/** Ids that were asked for. */
export type WantedIds = (id: number | string) => boolean;

/** What a request to leDataReporting asks for, wherever it says so: a POST has it all in its body. */
export class ReportRequest {
  readonly #request: SandboxRequest;
  readonly #fields: (name: string) => unknown;

  constructor(request: SandboxRequest) {
    this.#request = request;
    this.#fields = fieldsOf(request);
  }

  /** A value as text; numbers in a body are read, too, and null is none (observed). */
  text(name: string): string | undefined {
    const value = this.#fields(name);
    return value === undefined || value === null ? undefined : String(value);
  }

  /** Ids, or undefined when there are none. */
  ids(name: string): WantedIds | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (text === 'all') return () => true;
    if (!/^\d+(,\d+)*$/.test(text)) throw this.refuse(name, "ids separated by commas, or 'all'");
    const wanted = new Set(text.split(','));
    return (id) => wanted.has(String(id));
  }

  /** Ids; all of them when there are none. */
  idsOrAll(name: string): WantedIds {
    return this.ids(name) ?? (() => true);
  }

  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name) ?? String(fallback);
    if (text !== 'true' && text !== 'false') throw this.refuse(name, 'true or false');
    return text === 'true';
  }

  whole(name: string, min: number, max: number): number | undefined {
    return readWhole(this.text(name), min, max, (expected) => this.refuse(name, expected));
  }

  /** Names of a list, or undefined when there is none. */
  names(name: string, known: readonly string[]): readonly string[] | undefined {
    const names = this.text(name)?.split(',');
    if (names?.some((one) => !known.includes(one))) throw this.refuse(name, known.join(', '));
    return names;
  }

  oneOf(name: string, known: readonly string[], fallback: string): string {
    const value = this.text(name) ?? fallback;
    if (!known.includes(value)) throw this.refuse(name, `one of ${known.join(', ')}`);
    return value;
  }

  refuse(name: string, expected: string): Error {
    return refusal(this.#request, 'bad-request', `"${name}" must be ${expected}`);
  }
}

/** The time of a report, and how it is divided. */
export interface ReportTime {
  /** Minutes. */
  readonly timeframe: number;
  /** Minutes; undefined for a report in one piece. */
  readonly interval: number | undefined;
}

const MINUTE_MS = 60_000;
const BUCKET_MS = 5 * MINUTE_MS;

export function readTimeframe(report: ReportRequest): number {
  const timeframe = report.whole('timeframe', 1, 1_440);
  if (timeframe === undefined) throw report.refuse('timeframe', 'a number of minutes');
  return timeframe;
}

export function readTime(report: ReportRequest): ReportTime {
  const timeframe = readTimeframe(report);
  const interval = report.whole('interval', 5, timeframe);
  if (interval !== undefined && timeframe % interval !== 0) {
    throw report.refuse('interval', 'a divisor of "timeframe"');
  }
  return { timeframe, interval };
}

/**
 * Ends of the intervals, newest first, rounded up to the bucket. The time is widened back to a bucket, too,
 * so that there can be one interval more than the division gives (documented).
 */
export function intervalEnds(
  { timeframe, interval = timeframe }: ReportTime,
  clock: Pick<Clock, 'now'>,
): number[] {
  const begin = Math.floor((clock.now() - timeframe * MINUTE_MS) / BUCKET_MS) * BUCKET_MS;
  const newest = Math.ceil(clock.now() / BUCKET_MS) * BUCKET_MS;
  const ends: number[] = [];
  for (let end = newest; end > begin; end -= interval * MINUTE_MS) ends.push(end);
  return ends;
}

/** Beginnings of the intervals up to `end`, oldest first, not rounded. */
export function intervalBeginnings({ timeframe, interval = timeframe }: ReportTime, end: number): number[] {
  const begin = end - timeframe * MINUTE_MS;
  const length = Math.ceil(timeframe / interval);
  return Array.from({ length }, (_, index) => begin + index * interval * MINUTE_MS);
}

const AGENT_ACTIVITY: readonly string[] = ['agentActivity', 'agentActivityPost'];

/**
 * The same handlers, which answer in an envelope where `v` is left out, and of the activity of agents in version 2, too
 * (observed).
 */
export function enveloped(handlers: OperationHandlers): OperationHandlers {
  const wrapped = Object.entries(handlers).map(([name, handler]): [string, Handler] => [
    name,
    async (request) => {
      const { version, service } = request;
      const answer = await handler(request);
      const isBare = version !== undefined && !(version === 2 && AGENT_ACTIVITY.includes(name));
      if (isBare || service !== 'leDataReporting') return answer;
      return { ...answer, body: { meta: { responseCode: answer.status }, body: answer.body } };
    },
  ]);
  return Object.fromEntries(wrapped);
}

function fieldsOf(request: SandboxRequest): (name: string) => unknown {
  if (request.method !== 'POST') return (name) => request.query.get(name);
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw refusal(request, 'bad-request', 'The body must be a JSON object');
  return (name) => (Object.hasOwn(body, name) ? body[name] : undefined);
}
