import { ConfigError } from '../errors/config-error.js';

/** Whether a toolbelt may still be used. */
export class OpenState {
  #closed = false;

  close(): void {
    this.#closed = true;
  }

  /** @throws {ConfigError} when the toolbelt is closed. */
  check(): void {
    if (!this.#closed) return;
    throw new ConfigError(
      'toolbelt',
      'This toolbelt is closed: close() was called, or its block has ended. Make its clients of one that is open. Nothing was sent.',
    );
  }
}
