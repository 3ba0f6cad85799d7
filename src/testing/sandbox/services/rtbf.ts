import {
  DELETION_STATUSES,
  type DeletionRequest,
  personalDataDeletion,
} from '../../../apis/personal-data-deletion.js';
import type { Route, SandboxRequest } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import type { Authentication } from '../servers/authentication.js';
import { apiRoutes, forbiddenRoutes, type OperationHandlers, refusal } from './api-routes.js';

const PATH = '/api/account/{accountId}/personal-data-deletion';

/** rtbf: reads of deletion requests; making and cancelling them is refused. */
export function rtbfRoutes({ fixtures, authentication }: ServiceParts): Route[] {
  const handlers = personalDataDeletionHandlers(fixtures.deletionRequests);
  return [
    ...apiRoutes('rtbf', personalDataDeletion, handlers, authentication),
    ...writeRoutes(authentication),
  ];
}

function personalDataDeletionHandlers(requests: readonly DeletionRequest[]): OperationHandlers {
  return {
    list: (request) => {
      const status = request.query.get('status');
      if (status !== null && !DELETION_STATUSES.some((one) => one === status)) {
        throw refusal(request, 'bad-request', `"status" must be one of ${DELETION_STATUSES.join(', ')}`);
      }
      const from = readDay(request, 'fromDate') ?? '1970-01-01';
      const to = readDay(request, 'toDate') ?? '9999-12-31';
      const found = requests.filter((one) => {
        const day = one.request_time.slice(0, from.length);
        return (status === null || one.status === status) && day >= from && day <= to;
      });
      return { status: 200, body: found };
    },
    get: (request) => {
      const id = request.params.requestId ?? '';
      // Documented: no filter may be sent along with an id.
      if (
        ['status', 'fromDate', 'toDate'].some((name) => request.query.has(name)) ||
        !/^[1-9]\d*$/.test(id)
      ) {
        throw refusal(request, 'bad-request', 'The id must be a positive number, without filters');
      }
      const found = requests.filter(({ request_id }) => String(request_id) === id);
      // What LivePerson answers to an unknown id is not documented.
      if (found.length === 0) throw refusal(request, 'not-found', 'There is no such deletion request');
      return { status: 200, body: found };
    },
  };
}

/** Making and cancelling requests: known paths that the default key has no privilege for. */
function writeRoutes(authentication: Authentication): Route[] {
  return forbiddenRoutes(personalDataDeletion, authentication, [
    { method: 'POST', path: PATH },
    { method: 'POST', path: `${PATH}/{requestId}/cancel` },
  ]);
}

function readDay(request: SandboxRequest, name: string): string | undefined {
  const text = request.query.get(name);
  if (text === null) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw refusal(request, 'bad-request', `"${name}" must be a day as yyyy-mm-dd`);
}
