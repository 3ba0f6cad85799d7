import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath } from '../parameter.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/**
 * A line of business of the account. Which fields come back depends on `select`; all but `id` may be
 * absent. Fields are documented; the default without `select` is not.
 */
export interface Lob {
  /** Unique id. */
  id: number;
  /** Whether the line of business is deleted; such ones are answered with `includeDeleted` only. */
  deleted?: boolean;
  /** Unique name. */
  name?: string;
  /** Description. */
  description?: string | null;
  /** Date of the last change, for example `2023-09-14 16:40:02`; its time zone is not documented. */
  dateUpdated?: string;
}

/** Parameters of `lobs.list`. */
export interface ListLobsParams extends AccountConfigReadParams {}

/** Parameters of `lobs.get`. */
export interface GetLobParams extends AccountConfigReadParams {
  /** Id of the line of business, as a number or as its digits. */
  lobId: number | string;
}

/** LOBs API: the lines of business that users and skills of the account belong to. */
export interface LobsApi {
  /**
   * All lines of business of the account, in one page.
   *
   * @example
   * const lobs = await lp.lobs.list();
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read lines of business.
   * @throws {HttpError} The server answered with another error.
   */
  list(params?: ListLobsParams & { ifRevision?: undefined }, options?: CallOptions): ApiList<Lob>;
  /**
   * All lines of business, if they have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.lobs.list({ ifRevision: '1742' });
   * if (changed !== undefined) console.log(`${changed.length} lines of business`);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read lines of business.
   * @throws {HttpError} The server answered with another error.
   */
  list(params: ListLobsParams, options?: CallOptions): ApiList<Lob, Lob[] | undefined>;

  /**
   * One line of business.
   *
   * @example
   * const lob = await lp.lobs.get({ lobId: 2841180012 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read lines of business.
   * @throws {HttpError} 404: there is no such line of business; or another error.
   */
  get(params: GetLobParams & { ifRevision?: undefined }, options?: CallOptions): ApiCall<Lob>;
  /**
   * One line of business, if the configuration has changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.lobs.get({ lobId: 2841180012, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read lines of business.
   * @throws {HttpError} 404: there is no such line of business; or another error.
   */
  get(params: GetLobParams, options?: CallOptions): ApiCall<Lob | undefined>;
}

/** Row 9 of the privilege table. */
export const lobs = defineApi<LobsApi>({
  id: 'lobs',
  title: 'LOBs API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [
    '/api/account/{accountId}/configuration/le-users/lobs',
    // Legacy query of changes, which is not offered.
    '/api/account/configuration/le-users/lobs',
  ],
  operations: {
    list: {
      summary: 'All lines of business of the account',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/lobs',
      parameters: readParameters,
      query: { v: '4.0' },
      items: itemsOf,
    },
    get: {
      summary: 'One line of business',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/lobs/{lobId}',
      parameters: () => ({ lobId: idInPath(), ...readParameters() }),
      query: { v: '4.0' },
    },
  },
});
