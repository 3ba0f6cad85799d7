import type { Channel } from 'node:diagnostics_channel';
import type { Logger } from '../config/logger.js';
import { type ResponseIssue, ResponseValidationError } from '../errors/response-validation-error.js';
import type { InvalidResponseMessage } from '../http/channels.js';
import type { Redactor } from '../http/redact.js';
import type { AnswerCheck } from './answer-check.js';

/** What is done when an answer differs from its type. */
export type ResponseValidation = 'strict' | 'warn' | 'off';

/** `warn` looks at this many answers of each operation: the shape of an API does not change between calls. */
const ANSWERS_LOOKED_AT = 5;
/** Longest path of an issue. */
const PATH_BYTES = 200;

interface Looks {
  answers: number;
  reported: boolean;
}

/** Compares answers with their types. Data is never changed by it. */
export class ResponseChecker {
  readonly #mode: ResponseValidation;
  readonly #logger: Logger;
  readonly #channel: Channel;
  readonly #redactor: Redactor;
  readonly #looks = new Map<string, Looks>();

  /** @param channel Told of what `warn` finds, beside the logger. */
  constructor(mode: ResponseValidation, logger: Logger, channel: Channel, redactor: Redactor) {
    this.#redactor = redactor;
    this.#mode = mode;
    this.#logger = logger;
    this.#channel = channel;
  }

  /** @throws {ResponseValidationError} in mode `strict`. */
  check(name: string, answer: AnswerCheck, data: unknown): void {
    if (this.#mode === 'off') return;
    const looks = this.#looksAt(name);
    if (this.#mode === 'warn' && (looks.reported || looks.answers >= ANSWERS_LOOKED_AT)) return;
    looks.answers += 1;
    if (answer.accepts(data)) return;
    const error = new ResponseValidationError(name, this.#issuesOf(answer, data));
    if (this.#mode === 'strict') throw error;
    looks.reported = true;
    const message: InvalidResponseMessage = { operation: name, issues: error.issues };
    this.#channel.publish(Object.freeze(message));
    this.#logger.warn(`lp-functions-toolbelt: ${error.message}. The data was handed over as it came.`);
  }

  #looksAt(name: string): Looks {
    const known = this.#looks.get(name);
    if (known !== undefined) return known;
    const looks: Looks = { answers: 0, reported: false };
    this.#looks.set(name, looks);
    return looks;
  }

  /** The names in a path are the server's: it may name a key as it likes. */
  #issuesOf(answer: AnswerCheck, data: unknown): ResponseIssue[] {
    return answer
      .issues(data)
      .map(({ path, message }) => ({ path: this.#redactor.words(path, PATH_BYTES), message }));
  }
}
