import type { Sandbox } from '../../../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from '../client.js';

/** Invokes functions of a sandbox by name, past the client of the library. */
export class FunctionCaller implements AsyncDisposable {
  readonly #sandbox: Sandbox;
  readonly #client: SandboxClient;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#client = new SandboxClient(sandbox);
  }

  /** Status and body of the answer. */
  async invoke(name: string, payload: unknown = {}, query = ''): Promise<[number, unknown]> {
    const uuid = this.#sandbox.fixtures.functions[name]?.uuid ?? 'none';
    return this.#post(`/lambdas/${uuid}/invoke${query}`, payload);
  }

  async invokeByEvent(event: string, payload: unknown = {}): Promise<[number, unknown]> {
    return this.#post(`/events/${event}/invoke`, payload);
  }

  async isImplemented(event: string): Promise<unknown> {
    const path = `/api/account/${this.#sandbox.accountId}/events/${event}/isImplemented`;
    return (await this.#client.api('faasGW', 'GET', path)).json().implemented;
  }

  async #post(path: string, payload: unknown): Promise<[number, unknown]> {
    const json = { timestamp: 0, headers: [{ key: 'a', value: 'b' }], payload };
    const reply = await this.#client.api('faasGW', 'POST', `/api/account/${this.#sandbox.accountId}${path}`, {
      json,
    });
    return [reply.status, reply.json()];
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#client[Symbol.asyncDispose]();
  }
}

/** The answer of a function that failed. */
export function failed(code: string, message: unknown): [number, unknown] {
  return [901, { code, message }];
}

export const THREW = 'com.customer.faas.function.threw-error';
export const RUNTIME_ERROR = 'com.customer.faas.function.js-runtime-error';
export const TIME_EXCEEDED = 'com.customer.faas.function.execution-exceeded';
export const LOG_LIMIT = 'com.liveperson.faas.function.runtime.limit-reached';

/** Waits until the clock of the sandbox has a sleeper. */
export async function sleeping({ clock }: Sandbox): Promise<void> {
  while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
}
