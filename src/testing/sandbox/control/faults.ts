import {
  checkedElsewhere,
  checkOptions,
  flag,
  type OptionTable,
  wholeNumber,
} from '../../../config/options.js';
import { isJsonObject } from '../exchange.js';
import { type FilteredRequest, filterTable, matchesFilter, type RequestFilter } from './request-filter.js';

/** A fault of the servers: which requests it meets and what happens to them. */
export interface Fault extends RequestFilter {
  /** How many matching requests it meets; `Infinity` for all. @default 1 */
  readonly times?: number | undefined;
  /** Status of the answer, 200 to 999. Without it, and without `body` or `retryAfter`, the server answers as usual. */
  readonly status?: number | undefined;
  /** Body of the answer: a string as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Headers of the answer, beside its own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds of the sandbox clock before the request is handled. */
  readonly delayMs?: number | undefined;
  /** Cuts the connection without an answer. */
  readonly reset?: true | undefined;
  /** Sends half of the body, then cuts the connection. */
  readonly truncate?: true | undefined;
  /** `Retry-After` header: seconds, or a date as text. The status is 429 unless it is given. */
  readonly retryAfter?: number | string | undefined;
}

/** Makes the servers fail on demand. */
export interface Faults {
  /**
   * Adds a fault; the oldest one that matches a request applies to it, one per request.
   * @throws {ConfigError} for a field that cannot be right.
   * @example
   * sandbox.faults.add({ service: 'accountConfigReadOnly', status: 503, times: 2 });
   */
  add(fault: Fault): void;
  /** Forgets every fault. */
  clear(): void;
  /**
   * Lets sentinel drop its signing key and make a new one: tokens signed before are refused from now on.
   * It applies at once; the promise tells when the new key is there, which requests wait for anyway.
   */
  dropKeys(): Promise<void>;
}

/** The faults that were added and not yet used up. */
export class FaultList {
  readonly #pending: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    checkOptions('faults.add', fault, TABLE);
    this.#pending.push({ fault: { ...fault }, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#pending.length = 0;
  }

  /** The fault that applies to this request, which counts as met by it. */
  take(request: FilteredRequest): Fault | undefined {
    const index = this.#pending.findIndex(({ fault }) => matchesFilter(fault, request));
    const found = this.#pending[index];
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#pending.splice(index, 1);
    return found.fault;
  }
}

const TABLE = {
  ...filterTable,
  times: { check: timesProblem },
  status: { check: wholeNumber(200, 999) },
  body: { check: checkedElsewhere },
  headers: { check: headersProblem },
  delayMs: { check: delayProblem },
  reset: { check: flag },
  truncate: { check: flag },
  retryAfter: { check: retryAfterProblem },
} as const satisfies OptionTable<Fault>;

function timesProblem(value: unknown): string | undefined {
  const isCount = Number.isInteger(value) && Number(value) > 0;
  return value === Infinity || isCount ? undefined : 'a positive whole number or Infinity';
}

function headersProblem(value: unknown): string | undefined {
  const isHeaders = isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string');
  return isHeaders ? undefined : 'an object of texts by name';
}

function delayProblem(value: unknown): string | undefined {
  return Number.isFinite(value) && Number(value) >= 0 ? undefined : 'a number of milliseconds, 0 or more';
}

function retryAfterProblem(value: unknown): string | undefined {
  const isSeconds = typeof value === 'number' && value >= 0;
  return isSeconds || typeof value === 'string' ? undefined : 'a number of seconds, or a date as text';
}
