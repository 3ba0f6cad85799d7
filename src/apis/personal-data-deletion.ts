import { types } from 'node:util';
import * as z from 'zod/mini';
import type { ApiList, CallOptions } from './api-call.js';
import { defineApi, itemsOf, type ParameterIssue } from './define-api.js';
import { idInPath, inQuery, type ParametersOf } from './parameter.js';
import { oneOf, rule } from './parameter-schemas.js';

/**
 * State of a deletion request (documented). A request can be cancelled for five days by default; after that
 * it is final, and the data is replaced within twenty days.
 */
export type DeletionRequestStatus = (typeof DELETION_STATUSES)[number];

/** A request to delete personal data. All fields are documented; there is no page of older ones. */
export interface DeletionRequest {
  /** Id of the request. */
  request_id: number;
  /** Id of the account. The tables of the documentation spell it `siteId`, all its examples `siteid`. */
  siteid: string;
  /** When the request was made: ISO 8601 in UTC with milliseconds, for example `2024-02-06T09:14:21.000Z`. */
  request_time: string;
  /** Who made the request: the name or id of a user. */
  requested_by: string;
  /** Where the request stands. */
  status: DeletionRequestStatus;
}

/** Parameters of `personalDataDeletion.list`. */
export interface ListDeletionRequestsParams {
  /** Only requests in this state. Without it requests in all states are answered. */
  status?: DeletionRequestStatus | undefined;
  /**
   * First day of the range: `yyyy-mm-dd`, or a `Date`, of which the day in UTC is sent. That the day is meant
   * in UTC, and that it belongs to the range, is inferred.
   * @default 1970-01-01
   */
  fromDate?: string | Date | undefined;
  /**
   * Last day of the range: `yyyy-mm-dd`, or a `Date`, of which the day in UTC is sent.
   * @default now
   */
  toDate?: string | Date | undefined;
}

/** Parameters of `personalDataDeletion.get`. */
export interface GetDeletionRequestParams {
  /** Id of the request, as a number or as its digits. */
  requestId: number | string;
}

/**
 * Personal Data Deletion API: requests to delete the personal data of chats, conversations and consumers.
 * The default key reads them; making and cancelling them wants a key of one's own.
 */
export interface PersonalDataDeletionApi {
  /**
   * The deletion requests of the account, in one page.
   *
   * @example
   * const open = await lp.personalDataDeletion.list({ status: 'NOT_STARTED', fromDate: '2026-01-01' });
   * @throws {ParameterError} An argument is wrong, for example a range that ends before it begins; nothing was sent.
   * @throws {PrivilegeError} The key may not read deletion requests.
   * @throws {HttpError} The server answered with another error.
   */
  list(params?: ListDeletionRequestsParams, options?: CallOptions): ApiList<DeletionRequest>;
  /**
   * One deletion request. The documentation shows its answer as a list of one, in an example that serves
   * both operations, so that a bare object cannot be ruled out: iterate over the call, which takes either.
   *
   * @example
   * for await (const { status } of lp.personalDataDeletion.get({ requestId: 4107 })) console.log(status);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read deletion requests.
   * @throws {HttpError} The server answered with another error. What it answers to an unknown id is not documented.
   */
  get(
    params: GetDeletionRequestParams,
    options?: CallOptions,
  ): ApiList<DeletionRequest, DeletionRequest[] | DeletionRequest>;
}

/** Every {@link DeletionRequestStatus}. */
export const DELETION_STATUSES = ['NOT_STARTED', 'IN_PROGRESS', 'CANCELED', 'DONE'] as const;
const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** Row 4 of the privilege table. */
export const personalDataDeletion = defineApi<PersonalDataDeletionApi>({
  id: 'personalDataDeletion',
  title: 'Personal Data Deletion API',
  privilege: 'Read',
  service: 'rtbf',
  owns: ['/api/account/{accountId}/personal-data-deletion'],
  operations: {
    list: {
      summary: 'The deletion requests of the account',
      method: 'GET',
      path: '/api/account/{accountId}/personal-data-deletion',
      parameters: listParameters,
      check: checkRange,
      items: itemsOf,
    },
    get: {
      summary: 'One deletion request',
      method: 'GET',
      path: '/api/account/{accountId}/personal-data-deletion/{requestId}',
      parameters: () => ({ requestId: idInPath() }),
      items: (answer: DeletionRequest[] | DeletionRequest) =>
        Array.isArray(answer) || answer.request_id === undefined ? answer : [answer],
    },
  },
});

function listParameters(): ParametersOf<ListDeletionRequestsParams> {
  const day = () => inQuery(z.optional(dayOrDate()), { encode: dayOf });
  return {
    status: inQuery(z.optional(oneOf(DELETION_STATUSES))),
    fromDate: day(),
    toDate: day(),
  };
}

function checkRange({ fromDate, toDate }: ListDeletionRequestsParams): ParameterIssue | undefined {
  if (fromDate === undefined || toDate === undefined || dayOf(fromDate) <= dayOf(toDate)) return undefined;
  return { parameter: 'fromDate', message: 'no later than "toDate"' };
}

function dayOrDate(): z.ZodMiniType<string | Date> {
  return rule<string | Date>(
    (value) => (types.isDate(value) ? !Number.isNaN(value.getTime()) : isDay(value)),
    'a day as yyyy-mm-dd, or a valid Date',
    { description: 'a day in UTC', type: 'string', format: 'date' },
  );
}

/** A day of the calendar: `Date` would take 30 February for a day in March. */
function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && dayOf(time) === value;
}

function dayOf(value: string | Date): string {
  return typeof value === 'string' ? value : value.toISOString().slice(0, DAY_LENGTH);
}
