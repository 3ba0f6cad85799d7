import type { CallControls } from '../client/call-options.js';
import type { ClientParts } from '../client/client-parts.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { NetworkError } from '../errors/network-error.js';
import { ParameterError } from '../errors/parameter-error.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import { SDKError } from '../errors/sdk-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { nameCall } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import { call } from '../http/call.js';
import { formatJson, parseJson } from '../http/json.js';
import { expandPath, formatQuery } from '../http/path.js';
import type { Redactor } from '../http/redact.js';

/** What a client of the service is made with. */
export interface ContextKey {
  /** Developer key of Conversation Orchestrator. */
  readonly apiKey: string;
  /** @default that of the toolbelt */
  readonly accountId?: string | undefined;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface Sent extends CallControls {
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
}

const SERVICE = 'mavenContext';
/** As the official toolbelt has it. */
const ATTEMPTS = 3;
/** Version 1 of the Conversation Context API. */
export class ContextApi {
  readonly #resolve: () => ClientParts;
  readonly #key: ContextKey;

  constructor(resolve: () => ClientParts, key: ContextKey) {
    this.#resolve = resolve;
    this.#key = key;
  }

  /**
   * @param template Path with places for the account and `values`, each of which becomes one encoded segment.
   * @returns What the JSON of the answer holds; undefined for an answer without any.
   * @throws {SDKError}
   */
  async send(
    method: Method,
    template: string,
    values: Readonly<Record<string, string>>,
    { query = {}, json, ...controls }: Sent = {},
  ): Promise<unknown> {
    const { accountId, engine, hosts } = this.#resolve();
    const { apiKey, accountId: ofKey = accountId } = this.#key;
    engine.redactor.hold(apiKey);
    const { signal, timeoutMs, deadlineMs, retry = engine.policy.retry && { attempts: ATTEMPTS } } = controls;
    const operation = `contextService.${method.toLowerCase()}`;
    try {
      const body = formatJson(json);
      if (json !== undefined && body === undefined) {
        throw new ParameterError('properties', 'properties must be what JSON has: no cycle and no BigInt');
      }
      const path = expandPath(template, { ...values, accountId: ofKey }) + formatQuery(Object.entries(query));
      const request = {
        service: SERVICE,
        operation,
        host: hosts,
        method,
        path,
        headers: {
          'maven-api-key': apiKey,
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body,
        signal,
        // Each sets or removes the same once more.
        policy: { timeoutMs, deadlineMs, retry, repeatable: true },
      };
      return await call(engine, request, (answer) => readValue(answer, engine.redactor));
    } catch (error) {
      throw asSdkError(error, operation);
    }
  }

  /** Deletes; what is not there is gone already. */
  async remove(
    template: string,
    values: Readonly<Record<string, string>>,
    controls: CallControls,
  ): Promise<void> {
    try {
      await this.send('DELETE', template, values, controls);
    } catch (error) {
      if (error instanceof SDKError && error.code === ErrorCodes.ContextService.Data.NotFound) return;
      throw error;
    }
  }
}

async function readValue(answer: Answer, redactor: Redactor): Promise<unknown> {
  const { status } = answer;
  if (status >= 200 && status <= 299) return parseJson(await answer.text());
  const said = redactor.words(await answer.errorText());
  const message = `The context service answered ${status}${said && `: ${said}`}`;
  throw new SDKError(codeOf(status), message, { status });
}

function codeOf(status: number): string {
  if (status === 400) return ErrorCodes.ContextService.Parameter.Incorrect;
  if (status === 401 || status === 403) return ErrorCodes.ContextService.Authorization.Invalid;
  if (status === 404) return ErrorCodes.ContextService.Data.NotFound;
  return status >= 500 ? ErrorCodes.ContextService.General.Issue : ErrorCodes.ContextService.General.Unknown;
}

/** Errors of the engine with the codes of this service; what is told of CSDS or of an abort stays what it is. */
function asSdkError(error: unknown, operation: string): unknown {
  const as = (code: string) =>
    nameCall(new SDKError(code, (error as Error).message, { cause: error }), operation);
  if (error instanceof TimeoutError) return as(ErrorCodes.ContextService.General.Timeout);
  if (error instanceof NetworkError || error instanceof ResponseValidationError) {
    return as(ErrorCodes.ContextService.General.Unknown);
  }
  return error instanceof ParameterError ? as(ErrorCodes.ContextService.Parameter.Incorrect) : error;
}
