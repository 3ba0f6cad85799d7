import { CsdsError } from '../../errors/csds-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import { readAll } from '../../http/decode.js';
import type { Transport } from '../../http/transport.js';
import { isJsonObject, parseJson } from './exchange.js';

/** What the platform reads of an answer. */
export interface PlatformReply {
  readonly service: string;
  readonly status: number;
  /** The body, where it is JSON. */
  readonly json: unknown;
  /** Value of `ac-revision`. */
  readonly revision: string | undefined;
}

/** One request: at most one of `json` and `form` is its body. */
export interface PlatformRequest {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Calls the servers of a sandbox by the names of their services. */
export class PlatformHttp {
  readonly #options: { readonly accountId: string; readonly host: string; readonly transport: Transport };

  constructor(options: { readonly accountId: string; readonly host: string; readonly transport: Transport }) {
    this.#options = options;
  }

  async call(
    service: string,
    method: string,
    path: string,
    request: PlatformRequest = {},
  ): Promise<PlatformReply> {
    const host = await this.#host(service, request.signal);
    return this.#send(service, method, new URL(`https://${host}${path}`), request);
  }

  /** Asks each time: provisioning is rare, and what is not kept cannot be stale. */
  async #host(service: string, signal: AbortSignal | undefined): Promise<string> {
    const { accountId, host } = this.#options;
    const url = new URL(
      `https://${host}/api/account/${accountId}/service/${service}/baseURI.json?version=1.0`,
    );
    const { json, status } = await this.#send('csds', 'GET', url, { signal });
    if (!isJsonObject(json) || typeof json.baseURI !== 'string') {
      throw new CsdsError(ErrorCodes.Csds.NotFound, `CSDS has no host for ${service} (status ${status})`);
    }
    return json.baseURI;
  }

  async #send(service: string, method: string, url: URL, request: PlatformRequest): Promise<PlatformReply> {
    const content = contentOf(request);
    const response = await this.#options.transport.send({
      method,
      url,
      headers: { accept: 'application/json', ...content?.headers, ...request.headers },
      ...(content === undefined ? {} : { body: content.body }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    const revision = response.headers['ac-revision'];
    return {
      service,
      status: response.status,
      json: parseJson(await readAll(response.body)),
      revision: typeof revision === 'string' ? revision : undefined,
    };
  }
}

function contentOf({
  json,
  form,
}: PlatformRequest): { headers: Record<string, string>; body: string } | undefined {
  if (form !== undefined) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { headers, body: new URLSearchParams(form).toString() };
  }
  if (json === undefined) return undefined;
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}
