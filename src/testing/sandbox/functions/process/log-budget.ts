import type { Failure } from './failures.js';
import type { LogLevel } from './messages.js';

/** What one invocation may log (documented): entries, and characters of all entries together. */
export const LOG_ENTRIES = 10;
export const LOG_CHARACTERS = 16_384;

/** Counts what an invocation logs. `debug` is dropped in production (documented), so it does not count. */
export class LogBudget {
  #entries = 0;
  #characters = 0;

  /** Takes an entry; tells of the limit that it breaks. */
  take(level: LogLevel, text: string): Failure | undefined {
    if (level === 'debug') return undefined;
    this.#entries += 1;
    this.#characters += text.length;
    if (this.#entries > LOG_ENTRIES) return exceeded(`more than ${LOG_ENTRIES} log entries`);
    if (this.#characters > LOG_CHARACTERS) {
      return exceeded(`more than ${LOG_CHARACTERS} characters of log entries`);
    }
    return undefined;
  }
}

function exceeded(what: string): Failure {
  return { kind: 'log-limit', message: `The function wrote ${what} in one invocation` };
}
