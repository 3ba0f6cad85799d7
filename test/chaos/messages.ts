import type { WorldPlan } from './plan.js';

/** Where the servers of a world are. */
export interface WorldPlaces {
  readonly accountId: string;
  /** Host and port of CSDS and sentinel. */
  readonly small: string;
  /** Hosts and ports of the API, the second one after a move. */
  readonly apis: readonly string[];
  /** With its password; undefined where connections are direct. */
  readonly proxy: string | undefined;
  readonly ca: string;
}

/** What the servers saw of one call. */
export interface CallLedger {
  requests: number;
  /** How often it took effect. */
  executed: number;
  /** When a good answer was handed over to the network whole, by `Date.now`; 0 when none was. */
  deliveredAt: number;
}

/** What the servers of a world saw. */
export interface WorldLedger {
  readonly calls: Readonly<Record<number, CallLedger>>;
  /** Tokens that were made, but for those that took the place of one that was lost on the way. */
  readonly tokens: number;
  /** Times that all tokens ended. */
  readonly losses: number;
  /** When the last answer of CSDS that was no list was sent; by `Date.now`. */
  readonly spoiltAt: number;
  /** Connections that were met with a certificate that nobody knows, with no TLS, or with a 407. */
  readonly lasting: number;
  /** Requests and connections that met a fault, by its name. */
  readonly faults: Readonly<Record<string, number>>;
  /** Connections that were still open some seconds after the toolbelt was closed. */
  readonly open: number;
}

/** What the client process asks of the one that has the servers, and what it gets. */
export interface Questions {
  begin: { ask: { readonly plan: WorldPlan }; answer: WorldPlaces };
  secret: { ask: { readonly world: number }; answer: Credential };
  end: { ask: { readonly world: number }; answer: WorldLedger };
  freeze: { ask: { readonly ms: number }; answer: null };
}

export interface Credential {
  readonly client_id: string;
  readonly client_secret: string;
}

/** What the client process is started with. */
export interface Orders {
  readonly seed: number;
  readonly worlds: readonly number[];
  readonly worldsAtOnce: number;
  readonly transport: 'https' | 'got';
  /** The process is frozen for so long before the second half of each batch that is named. */
  readonly freezes: Readonly<Record<number, number>>;
}

export type Invariant =
  | 'settles in time'
  | 'a read succeeds'
  | 'nothing unsafe twice'
  | 'invocations are told truly'
  | 'one token for each loss'
  | 'no unhandled rejection'
  | 'nothing is left'
  | 'no canary'
  | 'answers are their own';

export interface Violation {
  readonly invariant: Invariant;
  readonly world: number | undefined;
  readonly call: number | undefined;
  readonly text: string;
}

/** What the client process reports at the end. */
export interface Report {
  readonly calls: number;
  readonly violations: readonly Violation[];
  /** How often each thing happened. */
  readonly counts: Readonly<Record<string, number>>;
  /** Heap in MiB after each batch. */
  readonly heap: readonly number[];
  /** The longest that the event loop was held up, in milliseconds. */
  readonly longestLagMs: number;
}
