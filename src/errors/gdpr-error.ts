import { ToolBeltError } from './toolbelt-error.js';

/** A file of a conversation that was not replaced. */
export interface FileNotReplaced {
  /** As the conversation names it. */
  readonly path: string;
  /** HTTP status of the object store, where it answered. */
  readonly status?: number | undefined;
  /** Why, in words; no part of the file. */
  readonly reason: string;
}

/** Which files of a conversation were replaced, and which were not. */
export interface FilesOutcome {
  readonly replaced: readonly string[];
  readonly notReplaced: readonly FileNotReplaced[];
  readonly cause?: unknown;
}

/** Files of a conversation were not replaced, or not all of them. The same call may be made again. */
export class GDPRError extends ToolBeltError {
  static {
    this.prototype.name = 'GDPRError';
  }

  /** Paths of the files that were replaced before and beside the failures. */
  readonly replaced: readonly string[];
  /** The files that still are what they were, as far as is known: an answer that was lost may hide a success. */
  readonly notReplaced: readonly FileNotReplaced[];

  constructor(code: string, message: string, outcome: FilesOutcome) {
    super('GDPR-Util', code, message, outcome);
    this.replaced = outcome.replaced;
    this.notReplaced = outcome.notReplaced;
  }
}
