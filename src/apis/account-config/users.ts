import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath } from '../parameter.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/**
 * A user of the account. Which fields come back depends on `select`; all but `id` and `deleted` may be
 * absent. Fields are documented unless marked. Dates look like `2024-03-11 09:12:44`; their time zone is not
 * documented.
 *
 * The salted hash of the password, `passwordSh`, came in answers of an older version (documented by example). It is
 * left out here, since nothing good can be done with it. This library writes it to no error, log or report; data are
 * handed over as they came, so do not log whole users either.
 */
export interface User {
  /** Unique id. */
  id: number;
  /** Whether the user is deleted; such users are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Process id, unique. */
  pid?: string;
  /** Unique login name. */
  loginName?: string;
  /** Full name; answered empty, to protect personal data. */
  fullName?: string;
  /** Name shown to consumers. */
  nickname?: string;
  /** Whether the user is enabled. */
  isEnabled?: boolean;
  /** An older name of `isEnabled` (documented by example). */
  isActive?: boolean;
  /** Whether an administrator disabled the user. */
  disabledManually?: boolean;
  /** Most chats at a time; -1 was observed. */
  maxChats?: number;
  /** Most open messaging conversations; null stands for the default of the account. */
  maxAsyncChats?: number | null;
  /** Ids of the user's skills. */
  skillIds?: number[];
  /** E-mail address. */
  email?: string;
  /** Agent group of an agent; null or absent for other users. */
  memberOf?: AgentGroupAssignment | null;
  /** Agent groups that an agent manager manages. */
  managerOf?: AgentGroupAssignment[];
  /** Whether the password has to be changed at the next login. */
  changePwdNextLogin?: boolean;
  /** Date of the last change of the password. */
  lastPwdChangeDate?: string;
  /** Date of the last change of the user. */
  dateUpdated?: string;
  /** Ids of permission groups. */
  permissionGroups?: number[];
  /** Id of the picture. */
  pictureId?: string | null;
  /** URL of the picture. */
  pictureUrl?: string | null;
  /** URI of the background image. */
  backgndImgUri?: string | null;
  /** Free text. */
  description?: string | null;
  /** Mobile phone number. */
  mobileNumber?: string | null;
  /** Id of the person outside LivePerson; answered empty, to protect personal data. */
  employeeId?: string | null;
  /** Id of the mobile app. */
  pnCertName?: string | null;
  /** Ids of profiles. */
  profileIds?: number[];
  /** Whether the user logs in with an app key and has no password. */
  isApiUser?: boolean;
  /** 0 system, 1 human, 2 bot. */
  userTypeId?: number;
  /** App keys of an API user. */
  allowedAppKeys?: string | null;
  /** Ids of lines of business. */
  lobIds?: number[];
  /** Date of creation (observed). */
  dateCreated?: string;
  /** Whether an administrator of LivePerson created the user (observed). */
  lpaCreatedUser?: boolean;
  /** Whether multi-factor authentication is to be set up anew (observed). */
  resetMfaSecret?: boolean;
  /** Skills by name; only when selected (observed). */
  skills?: NamedReference[];
  /** Profiles by name; only when selected (observed). */
  profiles?: UserProfile[];
  /** Agent groups that the user manages, by name; only when selected (observed). */
  managedAgentGroups?: NamedReference[];
  /** Lines of business; only when selected. The shape of an item is not known for certain (observed). */
  lobs?: unknown[];
}

/** That a user belongs to an agent group, or manages it. */
export interface AgentGroupAssignment {
  /** Id of the agent group. */
  agentGroupId: number;
  /** Date of the assignment, for example `2024-03-11 09:12:44`. */
  assignmentDate?: string;
}

/** Something of the account by id and name (observed). */
export interface NamedReference {
  /** Unique id. */
  id: number;
  /** Name. */
  name?: string;
}

/** A profile of a user by id and name (observed). */
export interface UserProfile extends NamedReference {
  /** Role: 1 administrator, 2 agent, 3 agent manager, 4 campaign manager, 5 LPA (in the types of another client). */
  roleTypeId?: number;
}

/** Parameters of `users.list`. */
export interface ListUsersParams extends AccountConfigReadParams {
  /**
   * Fields to answer: a comma-separated list, nested fields in parentheses, for example
   * `id,nickname,memberOf(agentGroupId)`; `$all` asks for every field (observed). The documented
   * default is all fields, yet lists of only `id`, `pid`, `deleted` and `loginName` were observed:
   * name what you need.
   */
  select?: string | undefined;
}

/** Parameters of `users.get`. */
export interface GetUserParams extends AccountConfigReadParams {
  /** Id of the user, as a number or as its digits. */
  userId: number | string;
}

/** Users API: the agents, managers, administrators and bots of the account. */
export interface UsersApi {
  /**
   * All users of the account, in one page.
   *
   * @example
   * const users = await lp.users.list({ select: 'id,nickname,skillIds' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read users.
   * @throws {HttpError} The server answered with another error.
   */
  list(params?: ListUsersParams & { ifRevision?: undefined }, options?: CallOptions): ApiList<User>;
  /**
   * All users, if they have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const { data, revision } = await lp.users.list().withResponse();
   * const changed = await lp.users.list({ ifRevision: revision });
   * if (changed === undefined) console.log(`still ${data.length} users`);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read users.
   * @throws {HttpError} The server answered with another error.
   */
  list(params: ListUsersParams, options?: CallOptions): ApiList<User, User[] | undefined>;

  /**
   * One user.
   *
   * @example
   * const user = await lp.users.get({ userId: 3120456789 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read users.
   * @throws {HttpError} 404: there is no such user; or another error.
   */
  get(params: GetUserParams & { ifRevision?: undefined }, options?: CallOptions): ApiCall<User>;
  /**
   * One user, if the users of the account have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.users.get({ userId: 3120456789, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read users.
   * @throws {HttpError} 404: there is no such user; or another error.
   */
  get(params: GetUserParams, options?: CallOptions): ApiCall<User | undefined>;
}

/** Row 5 of the privilege table. */
export const users = defineApi<UsersApi>({
  id: 'users',
  title: 'Users API',
  privilege: 'Read',
  scope: 'users.external',
  service: 'accountConfigReadOnly',
  owns: [
    '/api/account/{accountId}/configuration/le-users/users',
    // Legacy query of changes: it answers password hashes, so it is not offered.
    '/api/account/configuration/le-users/users',
  ],
  operations: {
    list: {
      summary: 'All users of the account',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/users',
      parameters: readParameters,
      query: { v: '6.0' },
      items: itemsOf,
    },
    get: {
      summary: 'One user',
      method: 'GET',
      path: '/api/account/{accountId}/configuration/le-users/users/{userId}',
      parameters: () => ({ userId: idInPath(), ...readParameters() }),
      query: { v: '6.0' },
    },
  },
});
