import type { Outcome } from './failures.js';

/** The methods that the console of the platform has (documented). */
export const LOG_LEVELS = ['debug', 'info', 'log', 'warn', 'error'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the process of a function is told. It loads once, and is invoked one by one. */
export type ToProcess =
  | { readonly type: 'load'; readonly source: FunctionSource }
  | { readonly type: 'invoke'; readonly input: unknown };

/** Where a function lies, and in which form. */
export interface FunctionSource {
  /** URL of `index.js`. */
  readonly index: string;
  /** URL of this library, which a function imports by its name and by that of the official toolbelt. */
  readonly library: string;
  /** URL of the module hooks that let it do so. */
  readonly hooks: string;
  /** The form of V1: CommonJS, with a callback. */
  readonly v1: boolean;
}

/** What the process of a function tells. */
export type FromProcess =
  /** The URL for a debugger; null when none can attach. */
  | { readonly type: 'debugger'; readonly url: string | null }
  | { readonly type: 'log'; readonly level: LogLevel; readonly text: string }
  /** `spent`: nothing more can be invoked in this process. */
  | { readonly type: 'outcome'; readonly outcome: Outcome; readonly spent: boolean };
