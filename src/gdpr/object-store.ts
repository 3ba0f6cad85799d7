import type { CallControls } from '../client/call-options.js';
import type { ClientParts } from '../client/client-parts.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import { call } from '../http/call.js';
import type { CallRequest } from '../http/engine.js';
import type { ReplacementFile } from './replacement-file.js';

/** Login for the object store; LivePerson hands it out on request. */
export interface ObjectStoreCredentials {
  username: string;
  password: string;
}

/** What the object store said of one file. */
export interface StoreAnswer {
  readonly status: number;
  readonly text: string;
}

const SERVICE = 'swift';

/** A session at the object store with the files of conversations. */
export class ObjectStore {
  readonly #parts: Pick<ClientParts, 'engine' | 'hosts'>;
  readonly #credentials: ObjectStoreCredentials;
  readonly #controls: CallControls;
  #token: Promise<string> | undefined;

  constructor(
    parts: Pick<ClientParts, 'engine' | 'hosts'>,
    credentials: ObjectStoreCredentials,
    controls: CallControls,
  ) {
    this.#parts = parts;
    this.#credentials = credentials;
    this.#controls = controls;
    parts.engine.redactor.hold(credentials.password);
  }

  /** Logs in, if that has not been done. @throws {ToolBeltError} `gdpr-util.auth-failed`, or what the engine tells. */
  async open(): Promise<void> {
    await this.#login();
  }

  /** Puts a file; a token that is refused is renewed once. Doing it again changes nothing. */
  async put(path: string, file: ReplacementFile): Promise<StoreAnswer> {
    const token = this.#login();
    const answer = await this.#send(path, file, await token);
    if (answer.status !== 401) return answer;
    if (this.#token === token) this.#token = undefined;
    return this.#send(path, file, await this.#login());
  }

  #login(): Promise<string> {
    this.#token ??= this.#authenticate();
    return this.#token;
  }

  async #authenticate(): Promise<string> {
    const { username, password } = this.#credentials;
    const { redactor } = this.#parts.engine;
    const headers = { 'x-auth-user': username, 'x-auth-key': password };
    return call(
      this.#parts.engine,
      this.#request('gdpr.authenticate', { method: 'GET', path: '/auth/v1.0', headers }),
      async (answer) => {
        const token = answer.headers['x-auth-token'];
        const isSuccess = answer.status >= 200 && answer.status <= 299;
        if (!isSuccess || typeof token !== 'string' || token === '') {
          const what = isSuccess ? 'without a token' : 'and refused the login';
          throw new ToolBeltError(
            'GDPR-Util',
            ErrorCodes.GDPRUtil.AuthFailure,
            `The object store answered ${answer.status} ${what}; check the credentials`,
          );
        }
        redactor.hold(token);
        return token;
      },
    );
  }

  #send(path: string, { body, contentType }: ReplacementFile, token: string): Promise<StoreAnswer> {
    const headers = { 'content-type': contentType, 'x-auth-token': token };
    const request = this.#request('gdpr.replaceFile', { method: 'PUT', path, headers, body });
    return call(this.#parts.engine, request, async (answer) => ({
      status: answer.status,
      text: answer.status >= 200 && answer.status <= 299 ? '' : await answer.errorText(),
    }));
  }

  #request(
    operation: string,
    request: Pick<CallRequest, 'method' | 'path' | 'headers' | 'body'>,
  ): CallRequest {
    const { signal, timeoutMs, deadlineMs, retry } = this.#controls;
    return {
      service: SERVICE,
      operation,
      host: this.#parts.hosts,
      ...request,
      signal,
      policy: { timeoutMs, deadlineMs, retry, repeatable: true },
    };
  }
}
