import { dataAccess } from '../apis/data-access/data-access.js';
import type { ApiDefinition } from '../apis/define-api.js';
import type { ApiNamespaces } from '../apis/index.js';
import { allApis } from '../apis/index.js';
import type { LpService } from '../csds/services.js';
import { nameCall } from '../errors/toolbelt-error.js';
import { open } from '../http/call.js';
import type { CallRequest } from '../http/engine.js';
import { checkPath } from '../http/path.js';
import { bindApi } from './bind-api.js';
import { checkRawOptions } from './call-options.js';
import type { ClientParts } from './client-parts.js';
import { bindDataAccess } from './data-access.js';
import { LPResponse } from './lp-response.js';
import {
  type LPRequestOptions,
  normaliseBody,
  normaliseHeaders,
  normaliseMethod,
} from './request-options.js';

/**
 * Calls LivePerson: typed through a namespace per API, or raw by service and path.
 *
 * @example
 * const lp = Toolbelt.LPClient();
 * const users = await lp.users.list({ select: '$all' });
 * const response = await lp(LpServices.MSG_HIST, '/messaging_history/api/account/…', { method: 'POST', body });
 */
export interface LPClient extends ApiNamespaces {
  /**
   * A raw call, as the official toolbelt has it: it resolves for every HTTP status.
   *
   * @param service Name in CSDS, for example `LpServices.MSG_HIST`.
   * @param path Path with its query, percent-encoded; it begins with one `/`.
   * @throws {ParameterError} for a malformed path, header, body or option; nothing was sent.
   * @throws {PrivilegeError} for what the system secret is not granted; nothing was sent.
   * @throws {CsdsError} | {SecretError} | {AuthError} | {TimeoutError} | {NetworkError}
   */
  (service: LpService | (string & {}), path: string, options?: LPRequestOptions): Promise<LPResponse>;
}

/** @param resolve Gives the parts at each call, so that a client outlives a change of the default instance. */
export function createLpClient(resolve: () => ClientParts): LPClient {
  const raw = (service: string, path: string, options?: LPRequestOptions) =>
    callRaw(resolve, service, path, options ?? {});
  for (const api of allApis) {
    const keep = (value: unknown) => {
      Object.defineProperty(raw, api.id, { value, configurable: true, enumerable: true, writable: true });
    };
    Object.defineProperty(raw, api.id, {
      configurable: true,
      enumerable: true,
      get() {
        const namespace = bindNamespace(api, resolve);
        keep(namespace);
        return namespace;
      },
      // A test may put a namespace of its own here before there is one.
      set: keep,
    });
  }
  // The getters above make it one; TypeScript cannot see them.
  return raw as LPClient;
}

/** The operations of an API, and what is made of several of them. */
function bindNamespace(api: ApiDefinition, resolve: () => ClientParts): object {
  return api.id === dataAccess.id ? bindDataAccess(resolve) : bindApi(api, resolve);
}

async function callRaw(
  resolve: () => ClientParts,
  service: string,
  path: string,
  options: LPRequestOptions,
): Promise<LPResponse> {
  const { parts, request } = await readyToSend(resolve, service, path, options).catch((error: unknown) => {
    throw nameCall(error, 'raw');
  });
  const answer = await open(parts.engine, request);
  const response = new LPResponse(answer);
  parts.abandoned.watch(response, answer);
  return response;
}

async function readyToSend(
  resolve: () => ClientParts,
  service: string,
  path: string,
  options: LPRequestOptions,
): Promise<{ parts: ClientParts; request: CallRequest }> {
  const parts = resolve();
  checkPath(path);
  const unknown = checkRawOptions(options);
  if (unknown.length > 0) parts.onUnknownOptions(unknown);
  const method = normaliseMethod(options.method);
  const headers = normaliseHeaders(options.headers);
  const secretName = options.appKeySecretName ?? parts.appKeySecretName;
  parts.guard.check({ method, path, headers, secretName });
  const { body, contentType } = await normaliseBody(method, options.body);
  if (contentType !== undefined) headers['content-type'] ??= contentType;
  const { signal, timeoutMs, deadlineMs, retry } = options;
  const repeatable = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  const request: CallRequest = {
    service,
    operation: 'raw',
    host: parts.hosts,
    method,
    path,
    headers,
    body,
    authorizer: parts.authorizers.with(secretName),
    signal,
    policy: { timeoutMs, deadlineMs, retry, repeatable },
  };
  return { parts, request };
}
