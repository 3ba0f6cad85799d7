import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Logger } from '../../src/config/logger.js';
import type { Around } from '../../src/http/around.js';
import { show, told } from '../integration/client/harness.js';

const CHANNELS = ['request:start', 'request:end', 'request:error', 'request:retry', 'response:invalid'];

/** Everything that the library tells, in all the ways in which it does. */
export class Collector implements Disposable {
  readonly texts = new Set<string>();
  readonly counts: Record<string, number> = {};
  readonly #onWarning = (warning: Error) => this.note('warning', told(warning));
  readonly #onMessage = (message: unknown) => this.note('channel', seen(message));

  constructor() {
    process.on('warning', this.#onWarning);
    for (const name of CHANNELS) subscribe(`lp-functions-toolbelt:${name}`, this.#onMessage);
  }

  readonly logger: Logger = {
    debug: (...given) => this.note('log', show(given)),
    info: (...given) => this.note('log', show(given)),
    warn: (...given) => this.note('log', show(given)),
    error: (...given) => this.note('log', show(given)),
  };

  /**
   * What is handed to `around` is service, operation, method, host, path, attempt and request id; then status and headers
   * without `set-cookie`; or the error of the exchange. No header of the request, no query, no body.
   */
  readonly around: Around = async (exchange, next) => {
    this.note('around', seen(exchange));
    try {
      const answer = await next();
      this.note('around', seen(answer));
      return answer;
    } catch (error) {
      this.note('around', told(error));
      throw error;
    }
  };

  note(way: string, text: string): void {
    this.counts[way] = (this.counts[way] ?? 0) + 1;
    this.texts.add(text);
  }

  /** Whatever a call comes to; its error is told in every way in which errors are. What it gives belongs to the caller. */
  async call(run: () => unknown): Promise<void> {
    this.note('call', '');
    try {
      const value = await run();
      const items = value as Partial<AsyncIterable<unknown>> | undefined;
      if (items?.[Symbol.asyncIterator] !== undefined) for await (const _ of items as AsyncIterable<unknown>);
    } catch (error) {
      this.note('error', told(error));
      const more = error as { responses?: unknown; originalError?: unknown; bodyExcerpt?: unknown };
      this.note('error', seen([more.responses, more.originalError, more.bodyExcerpt]));
    }
  }

  /** How a value looks to who prints it. */
  view(value: unknown): void {
    this.note('view', seen(value));
  }

  /** Warnings come in a later turn. */
  async text(): Promise<string> {
    await new Promise((resolve) => setImmediate(resolve));
    return [...this.texts].join('\n');
  }

  [Symbol.dispose](): void {
    process.off('warning', this.#onWarning);
    for (const name of CHANNELS) unsubscribe(`lp-functions-toolbelt:${name}`, this.#onMessage);
  }
}

function seen(value: unknown): string {
  return `${show(value)}\n${JSON.stringify(value)}\n${String(value)}`;
}
