import type { LPHeaders } from '../client/request-options.js';
import { naming } from '../errors/toolbelt-error.js';
import type { Authorization, Authorizer } from '../http/authorizer.js';
import { call } from '../http/call.js';
import type { Engine } from '../http/engine.js';
import type { HostPolicy } from '../http/hosts.js';
import type { TransportOptions } from '../http/transport.js';
import { CertificateTransports } from './certificate-transports.js';
import { ClientCertificate, type ClientTLS } from './client-certificate.js';
import {
  asMtlsError,
  checkMtlsOptions,
  holdAuthorization,
  type MTLSBody,
  type MTLSOptions,
  type MTLSResponse,
  makeMessage,
  mtlsResponse,
  policyOf,
  readUrl,
} from './message.js';

/**
 * Calls servers of the brand that ask for a client certificate. Each method resolves for every HTTP status and follows
 * no redirect; `get`, `head` and `options` are repeated after a failure that may pass. The certificate of the server is
 * always verified: against `ca`, else the authorities of the toolbelt, else those of Node.
 *
 * Each method throws {@link MTLSError}: `mtls.invalid-request` for a URL that is not https or a body that cannot be
 * sent, `mtls.request-timeout`, `mtls.general-issue` when the connection failed, as it does where the server does not take
 * the certificate, or for an answer longer than `maxAnswerBytes`; and {@link ParameterError} for an unknown option.
 *
 * @example
 * const mtls = Toolbelt.MTLSClient({ cert, key });
 * const { statusCode, body } = await mtls.post('https://orders.example.com/', {}, { id: 7 }, { json: true });
 */
export interface MTLSClient {
  get(url: string | URL, headers?: LPHeaders, body?: MTLSBody, options?: MTLSOptions): Promise<MTLSResponse>;
  post(url: string | URL, headers?: LPHeaders, body?: MTLSBody, options?: MTLSOptions): Promise<MTLSResponse>;
  put(url: string | URL, headers?: LPHeaders, body?: MTLSBody, options?: MTLSOptions): Promise<MTLSResponse>;
  patch(
    url: string | URL,
    headers?: LPHeaders,
    body?: MTLSBody,
    options?: MTLSOptions,
  ): Promise<MTLSResponse>;
  delete(
    url: string | URL,
    headers?: LPHeaders,
    body?: MTLSBody,
    options?: MTLSOptions,
  ): Promise<MTLSResponse>;
  head(url: string | URL, headers?: LPHeaders, options?: MTLSOptions): Promise<MTLSResponse>;
  options(url: string | URL, headers?: LPHeaders, options?: MTLSOptions): Promise<MTLSResponse>;
}

export interface MtlsParts {
  readonly engine: Engine;
  /** The connections of the toolbelt, which are opened when they are first needed. */
  readonly transports: (open: OpenTransports) => CertificateTransports;
}

export type OpenTransports = (options: Pick<TransportOptions, 'ca' | 'proxy'>) => CertificateTransports;

const openTransports: OpenTransports = (options) => new CertificateTransports(options);

/**
 * @param resolve Gives the parts at each call, so that a client outlives a change of the default instance.
 * @throws {MTLSError} | {ConfigError} See {@link ClientCertificate}.
 */
export function createMtlsClient(resolve: () => MtlsParts, clientTls: ClientTLS): MTLSClient {
  const certificate = new ClientCertificate(clientTls);
  const withBody =
    (method: string) => (url: string | URL, headers?: LPHeaders, body?: MTLSBody, options?: MTLSOptions) =>
      send(resolve, certificate, { method, url, headers, body, options });
  const withoutBody =
    (method: string) => async (url: string | URL, headers?: LPHeaders, options?: MTLSOptions) => {
      const { body: _, ...rest } = await send(resolve, certificate, { method, url, headers, options });
      return rest;
    };
  return {
    get: withBody('GET'),
    post: withBody('POST'),
    put: withBody('PUT'),
    patch: withBody('PATCH'),
    delete: withBody('DELETE'),
    head: withoutBody('HEAD'),
    options: withoutBody('OPTIONS'),
  };
}

interface MtlsRequest {
  readonly method: string;
  readonly url: string | URL;
  readonly headers?: LPHeaders | undefined;
  readonly body?: MTLSBody | undefined;
  readonly options?: MTLSOptions | undefined;
}

function send(
  resolve: () => MtlsParts,
  certificate: ClientCertificate,
  request: MtlsRequest,
): Promise<MTLSResponse> {
  const operation = `mtls.${request.method.toLowerCase()}`;
  return naming(operation, () => exchange(resolve, certificate, operation, request));
}

async function exchange(
  resolve: () => MtlsParts,
  certificate: ClientCertificate,
  operation: string,
  { method, url, headers: given, body: content, options = {} }: MtlsRequest,
): Promise<MTLSResponse> {
  checkMtlsOptions('MTLS', options);
  const { json = false, allowSelfSigned = false, signal } = options;
  const { host, pathname, search } = readUrl('MTLS', url);
  const { headers, body } = await makeMessage('MTLS', given, content, json);
  const { engine, transports } = resolve();
  const transport = transports(openTransports).of(certificate, allowSelfSigned);
  engine.redactor.hold(certificate.texts().key);
  const { authorization, ...others } = headers;
  holdAuthorization(engine.redactor, authorization);
  const request = {
    service: 'mtls',
    operation,
    host,
    method,
    path: pathname + search,
    headers: others,
    body,
    authorizer: authorization === undefined ? undefined : callersOwn(authorization),
    signal,
    policy: policyOf(method, options),
  };
  try {
    return await call({ ...engine, transport, hostPolicy: ANY_HOST }, request, async (answer) =>
      mtlsResponse(answer, await answer.text(), json),
    );
  } catch (error) {
    throw asMtlsError('MTLS', error);
  }
}

/** The author names the server, and no credential of LivePerson goes there. */
const ANY_HOST: HostPolicy = Object.freeze({
  check: (host: string) => host,
  url: (host: string, path: string) => new URL(`https://${host}${path}`),
});

/** An `Authorization` header of the caller. It is never renewed, so a 401 stands. */
function callersOwn(value: string): Authorizer {
  const authorization: Authorization = { kind: 'bearer', header: () => value, rejected: () => undefined };
  return { authorization: () => authorization };
}
