import type { Readable } from 'node:stream';
import type { Clock } from '../config/clock.js';
import type { LimitOptions } from '../config/limits.js';
import type { Answer } from './answer.js';
import type { Around } from './around.js';
import type { Authorization, Authorizer } from './authorizer.js';
import type { RequestChannels } from './channels.js';
import type { HostResolver } from './host-resolver.js';
import type { HostPolicy } from './hosts.js';
import type { RetryPolicy } from './judge.js';
import type { Redactor } from './redact.js';
import type { Throttling } from './throttling.js';
import type { Transport } from './transport.js';

/** What differs from one kind of call to another; what a request leaves out is the engine's. */
export interface Policy extends RetryPolicy, Readonly<LimitOptions> {}

/** The limits of those who name none. */
export type DefaultPolicy = {
  readonly [Name in keyof LimitOptions]-?: Exclude<LimitOptions[Name], undefined>;
};

/** What carries all calls of one account. */
export interface Engine {
  readonly transport: Transport;
  readonly hostPolicy: HostPolicy;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly channels: RequestChannels;
  readonly throttling: Throttling;
  readonly around: readonly Around[];
  readonly policy: DefaultPolicy;
}

/** A path whose query follows the kind of authorisation. */
export interface PathByKind {
  /** Without a query. */
  readonly path: string;
  /**
   * The query with its `?`. It is asked for once the kind is known.
   * @throws {ToolBeltError} when there is none for this kind; it ends the call.
   */
  readonly query: (kind: Authorization['kind']) => string;
}

/** A request before its host, its authorisation and its connection are known. */
export interface CallRequest {
  /** CSDS service; also names the request in errors. */
  readonly service: string;
  /** Operation, for example `users.get`; `raw` for a raw call. */
  readonly operation: string;
  /** The host itself, or who finds it. */
  readonly host: string | HostResolver;
  readonly method: string;
  /** Path and query. */
  readonly path: string | PathByKind;
  /** Names in lower case. `x-request-id` and `user-agent` are kept, `authorization` is not. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable | undefined;
  readonly authorizer?: Authorizer | undefined;
  readonly signal?: AbortSignal | null | undefined;
  readonly policy: Policy;
}

/** What makes a value of an answer. */
export type Receive<T> = (answer: Answer) => T | Promise<T>;
