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
  /** Whether the store took the token of the last login for anything, so that another one may be worth it. */
  #wasTaken = true;

  constructor(
    parts: Pick<ClientParts, 'engine' | 'hosts'>,
    credentials: ObjectStoreCredentials,
    controls: CallControls,
  ) {
    this.#parts = parts;
    this.#credentials = credentials;
    this.#controls = controls;
    parts.engine.redactor.hold(credentials);
  }

  /** Logs in, if that has not been done. @throws {ToolBeltError} `gdpr-util.auth-failed`, or what the engine tells. */
  async open(): Promise<void> {
    await this.#login();
  }

  /** Puts a file; a token that has ended is renewed, once for all files. Doing it again changes nothing. */
  async put(path: string, file: ReplacementFile): Promise<StoreAnswer> {
    const token = this.#login();
    const answer = await this.#send(path, file, await token);
    if (answer.status !== 401) return answer;
    if (this.#token === token) {
      if (!this.#wasTaken) return answer;
      this.#wasTaken = false;
      this.#token = undefined;
    }
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
        const { status } = answer;
        if (status < 200 || status > 299 || typeof token !== 'string' || token === '') {
          const advice = status === 401 || status === 403 ? '; check the credentials' : '';
          throw new ToolBeltError(
            'GDPR-Util',
            ErrorCodes.GDPRUtil.AuthFailure,
            `The object store answered the login with status ${status} and gave no token${advice}`,
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
    return call(this.#parts.engine, request, async (answer) => {
      const { status } = answer;
      if (status !== 401) this.#wasTaken = true;
      return { status, text: status >= 200 && status <= 299 ? '' : await answer.errorText() };
    });
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
