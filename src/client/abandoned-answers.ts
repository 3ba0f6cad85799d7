import type { Answer } from '../http/answer.js';

/** A response that nobody reads for so long may be one that nobody will ever read. */
const READING_TIME_MS = 1_000;

/**
 * Gives up the bodies of raw answers whose response was dropped unread, so that they do not keep a connection.
 * The collector is told only of those that are not read at once: it would cost a fifth of every raw call.
 */
export class AbandonedAnswers {
  readonly #registry = new FinalizationRegistry<Answer>((answer) => answer.discard());
  readonly #fresh = new Map<Answer, object>();
  #timer: NodeJS.Timeout | undefined;

  watch(response: object, answer: Answer): void {
    this.#fresh.set(answer, response);
    answer.onClaimed(() => this.#fresh.delete(answer));
    this.#timer ??= setTimeout(() => this.#hand(), READING_TIME_MS).unref();
  }

  /** From now on the response is held by its owner alone. */
  #hand(): void {
    this.#timer = undefined;
    for (const [answer, response] of this.#fresh) this.#registry.register(response, answer);
    this.#fresh.clear();
  }
}
