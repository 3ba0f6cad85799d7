/** What the process with the sandboxes, and the one with the calls, both know. */
export const TOKEN_LIFE_S = 20;

export interface ServerTask {
  readonly sandboxes: number;
  readonly seed: number;
}

/** Where the calls of one sandbox go. */
export interface ServedAccount {
  readonly accountId: string;
  readonly host: string;
  readonly ca: string;
  readonly secret: unknown;
  readonly userId: number;
}

/** Since the start. */
export interface Served {
  readonly requests: number;
  readonly tokens: number;
  /** That a request met, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}
