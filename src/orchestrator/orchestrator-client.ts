import type { ClientParts } from '../client/client-parts.js';
import { once } from '../client/once.js';
import type { OrchestratorError, OrchestratorResponse } from '../errors/orchestrator-error.js';
import { copyForCaller, naming } from '../errors/toolbelt-error.js';
import { makeReady, type ReadyInvocation, send } from './invocation.js';
import {
  checkInvocations,
  LONGEST_DEADLINE_MS,
  type Orchestration,
  type OrchestratorInvocation,
  type OrchestratorOptions,
  settle,
} from './options.js';

/** Invokes functions from a function, with the names of the official toolbelt. Beware of functions that invoke each other. */
export interface OrchestratorClient {
  /**
   * Invokes functions one after the other, or side by side, all within one deadline. What runs at its end is aborted;
   * the function itself may go on.
   *
   * @param deadline Milliseconds of all together, at most 25,000; a longer one is lowered, with a warning. A function that
   * has used up some of its own 30 s passes what is left. @default 25_000
   * @returns A response for each invocation, in their order. With `ErrorStrategy.CONTINUE_ON_ERROR` a failure is told in
   * the `error` of its response, that of the deadline too.
   * @example
   * const [order] = await Toolbelt.OrchestratorClient().invoke(
   *   [{ uuid: '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21', payload: { orderId: 'A-1001' } }],
   *   10_000,
   *   { json: true },
   * );
   * console.log(order.body);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {OrchestratorError} One failed, and `errorStrategy` is not to go on: `code` is that of the function itself for
   * status 901, `responses` has what was answered before.
   */
  invoke(
    invocations: readonly OrchestratorInvocation[],
    deadline?: number,
    options?: OrchestratorOptions,
  ): Promise<OrchestratorResponse[]>;
}

/** @param resolve Gives the parts at each call. */
export function createOrchestratorClient(resolve: () => ClientParts): OrchestratorClient {
  return {
    invoke: (invocations, deadline = LONGEST_DEADLINE_MS, options = {}) =>
      naming('orchestrator.invoke', async () => {
        const parts = once(resolve);
        const settled = checkInvocations(invocations);
        const orchestration = settle(settled.length, deadline, options, parts().logger);
        const { appKeySecretName, signal } = orchestration;
        const ready = settled.map((invocation, index) =>
          makeReady(parts, invocation, index, appKeySecretName),
        );
        signal?.throwIfAborted();
        const run = new Run(ready, orchestration, parts());
        const responses = await run.end();
        if (run.failure !== undefined) throw forCaller(run.failure, responses);
        return responses;
      }),
  };
}

/** The invocations of one call. */
class Run {
  /** The first failure, where it ends all. */
  failure: OrchestratorError | undefined;
  readonly #invocations: readonly ReadyInvocation[];
  readonly #orchestration: Orchestration;
  readonly #clock: ClientParts['engine']['clock'];
  readonly #startedAt: number;
  readonly #stop = new AbortController();
  readonly #responses: (OrchestratorResponse | undefined)[] = [];

  constructor(
    invocations: readonly ReadyInvocation[],
    orchestration: Orchestration,
    { engine }: Pick<ClientParts, 'engine'>,
  ) {
    this.#invocations = invocations;
    this.#orchestration = orchestration;
    this.#clock = engine.clock;
    this.#startedAt = engine.clock.elapsed();
  }

  /** Invokes all, and gives what was answered. @throws what aborted the signal of the caller */
  async end(): Promise<OrchestratorResponse[]> {
    const { signal, atOnce } = this.#orchestration;
    const onAbort = () => this.#stop.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      // They take turns at one queue.
      const queue = this.#invocations.entries();
      const workers = Math.min(atOnce, this.#invocations.length);
      await Promise.all(Array.from({ length: workers }, () => this.#work(queue)));
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    signal?.throwIfAborted();
    return this.#responses.filter((response) => response !== undefined);
  }

  async #work(queue: Iterable<[number, ReadyInvocation]>): Promise<void> {
    for (const [index, invocation] of queue) {
      if (this.#stop.signal.aborted) return;
      try {
        this.#responses[index] = await this.#invoke(invocation);
      } catch (error) {
        // What was ended with the others is no failure of its own.
        if (!this.#stop.signal.aborted) this.#failed(index, error as OrchestratorError);
      }
    }
  }

  #invoke(invocation: ReadyInvocation): Promise<OrchestratorResponse> {
    const { deadlineMs, timeoutMs, json } = this.#orchestration;
    const leftMs = Math.floor(deadlineMs - (this.#clock.elapsed() - this.#startedAt));
    return send(invocation, { limitMs: Math.min(timeoutMs, leftMs), json, signal: this.#stop.signal });
  }

  #failed(index: number, error: OrchestratorError): void {
    if (this.#orchestration.exitOnError) {
      this.failure = error;
      this.#stop.abort(error);
      return;
    }
    const { uuid = '', statusCode, headers, originalError: body, code, message } = error;
    const answered = statusCode === undefined ? {} : { body, headers: { ...headers }, statusCode };
    this.#responses[index] = { uuid, ...answered, error: { code, message } };
  }
}

/** With a stack that leads to the caller, and with what the others came to. */
function forCaller(
  failure: OrchestratorError,
  responses: readonly OrchestratorResponse[],
): OrchestratorError {
  const copy = copyForCaller(failure) as OrchestratorError;
  Object.defineProperty(copy, 'responses', { value: responses });
  return copy;
}
