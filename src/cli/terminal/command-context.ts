import type { ExitCode } from './exit-codes.js';

/** What each command of the program is made with. */
export interface CommandContext {
  /** Aborted when the person stops the command. */
  readonly stop: AbortSignal;
  /** Takes how the command ended; without a call it ended well. */
  done(code: ExitCode): void;
}

/** Of the option `--store`. */
export const STORE_HELP =
  'file:PATH, settings:PATH or vault:https://HOST/MOUNT/PREFIX (default: LP_SECRET_STORE, else an encrypted file ' +
  'of the account in your data folder)';
