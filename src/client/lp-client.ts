import { dataAccess } from '../apis/data-access/data-access.js';
import type { ApiDefinition } from '../apis/define-api.js';
import type { ApiNamespaces } from '../apis/index.js';
import { allApis } from '../apis/index.js';
import type { LpService } from '../csds/services.js';
import { bindApi } from './bind-api.js';
import type { ClientParts } from './client-parts.js';
import { bindDataAccess } from './data-access.js';
import type { LPResponse } from './lp-response.js';
import { callRaw } from './raw-call.js';
import type { LPRequestOptions } from './request-options.js';

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
