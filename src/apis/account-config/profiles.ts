import * as z from 'zod/mini';
import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath, inHeader, type ParametersOf } from '../parameter.js';
import { headerText } from '../parameter-schemas.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/**
 * A profile of the account: the permissions that a user is given by it. Which fields come back depends on
 * `select`; all but `id` and `deleted` may be absent. Fields are documented; the default without `select`
 * is not.
 */
export interface Profile {
  /** Unique id. */
  id: number;
  /** Whether the profile is deleted; such profiles are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Unique name. */
  name?: string;
  /** Description. */
  description?: string | null;
  /** 1 administrator, 2 agent, 3 agent manager, 4 campaign manager, 5 LPA: administrator of LivePerson. */
  roleTypeId?: number;
  /** Name of the role, for example `Administrator` or `Agent`. */
  roleTypeName?: string;
  /** Date of the last change, for example `2024-01-08 11:05:27`; its time zone is not documented. */
  dateUpdated?: string;
  /** How many users have the profile. */
  numOfAssignedUsers?: number;
  /** Permission packages. */
  permissionPackages?: PermissionPackage[];
  /** Ids of all permissions of the profile. */
  permissions?: number[];
  /** Whether an administrator of LivePerson has the profile. */
  isAssignedToLPA?: boolean;
}

/** Permissions that are switched on or off together. */
export interface PermissionPackage {
  /** Id; from 10000 for administrators, 20000 for agents, 30000 for agent managers. */
  id: number;
  /** Whether Conversational Cloud shows it. */
  isDisplayed: boolean;
  /** Whether it is switched on for the profile. */
  isEnabled: boolean;
  /** Features of the account that it depends on, for example `Common.AuditTrail`. */
  featureKeys?: string[];
}

/** Parameters of `profiles.list`. This API documents no revision to read by. */
export interface ListProfilesParams extends Pick<AccountConfigReadParams, 'select' | 'includeDeleted'> {
  /**
   * The header `x-lp-last-modified` of an earlier answer, which `withResponse()` gives: with it the server
   * may save itself work. Neither its format nor the answer when nothing has changed is documented; should
   * that be a status 304, the call throws an `HttpError` with it.
   */
  lastModified?: string | undefined;
}

/** Parameters of `profiles.get`. */
export interface GetProfileParams extends ListProfilesParams {
  /** Id of the profile, as a number or as its digits. */
  profileId: number | string;
}

/** Profiles API: the sets of permissions that users of the account have. */
export interface ProfilesApi {
  /**
   * All profiles of the account, in one page.
   *
   * @example
   * const profiles = await lp.profiles.list({ select: 'id,name,numOfAssignedUsers' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read profiles.
   * @throws {HttpError} The server answered with another error.
   */
  list(params?: ListProfilesParams, options?: CallOptions): ApiList<Profile>;

  /**
   * One profile.
   *
   * @example
   * const { permissions = [] } = await lp.profiles.get({ profileId: 2841150112 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read profiles.
   * @throws {HttpError} 404: there is no such profile; or another error.
   */
  get(params: GetProfileParams, options?: CallOptions): ApiCall<Profile>;
}

/** Row 8 of the privilege table. */
export const profiles = defineApi<ProfilesApi>({
  id: 'profiles',
  title: 'Profiles API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [
    '/api/account/{accountId}/configuration/le-users/profiles',
    // Legacy query of changes, which is not offered.
    '/api/account/configuration/le-users/profiles',
  ],
  operations: {
    list: {
      summary: 'All profiles of the account',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/profiles',
      parameters: profileParameters,
      query: { v: '4.0' },
      items: itemsOf,
    },
    get: {
      summary: 'One profile',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/profiles/{profileId}',
      parameters: () => ({ profileId: idInPath(), ...profileParameters() }),
      query: { v: '4.0' },
    },
  },
});

function profileParameters(): ParametersOf<ListProfilesParams> {
  const { select, includeDeleted } = readParameters();
  const lastModified = headerText('the header x-lp-last-modified of an earlier answer');
  return {
    select,
    includeDeleted,
    lastModified: inHeader(z.optional(lastModified), { wire: 'X-LP-Last-Modified' }),
  };
}
