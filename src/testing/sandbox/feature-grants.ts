import { readFeatureGrants } from '../../provisioning/feature-grants.js';
import type { AccountState } from './account-state.js';
import { AnswerError, parseJson, type Route, type SandboxRequest } from './exchange.js';
import { forAdministrators } from './user-bearer.js';

const PATH = '/api/account/{accountId}/configuration/provision/featureGrants';

/** Feature id of Functions in the sandbox. Made up: LivePerson publishes none. */
export const FUNCTIONS_FEATURE_ID = 'Sandbox.Functions_V2';

/** One granted feature, as public LivePerson code reads it. */
interface FeatureGrant {
  readonly compoundFeatureID: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly value: { readonly value: boolean };
  readonly isDeleted: boolean;
}

/** Feature grants of the account: the whole answer of a read, changed, is the body of a write. */
export function featureGrantRoutes(state: AccountState): Route[] {
  return [
    {
      method: 'GET',
      path: PATH,
      handler: forAdministrators(state, (request) => {
        checkVersion(request);
        return { status: 200, headers: { 'ac-revision': state.revision }, body: grantsDocument(state) };
      }),
    },
    {
      method: 'POST',
      path: PATH,
      handler: forAdministrators(state, (request) => {
        checkVersion(request);
        const grants = readFeatureGrants(parseJson(request.body));
        if (grants === undefined) throw badRequest('The body must be a whole answer of the read call');
        state.featureActive = grants.isGranted(FUNCTIONS_FEATURE_ID);
        return { status: 200, headers: { 'ac-revision': state.revision }, body: grantsDocument(state) };
      }),
    },
  ];
}

/** The document that reads answer and writes send. */
function grantsDocumentOf(grants: readonly FeatureGrant[]): unknown {
  return { appDataList: [{ accountList: { accountList: [{ itemsCollection: { data: grants } }] } }] };
}

function grantOf(compoundFeatureID: string, value: boolean): FeatureGrant {
  const [startDate, endDate] = ['2024-01-01 00:00:00', '2099-12-31 00:00:00'];
  return { compoundFeatureID, startDate, endDate, value: { value }, isDeleted: false };
}

function grantsDocument(state: AccountState): unknown {
  return grantsDocumentOf([
    grantOf('Common.Async_Messaging', true),
    grantOf(FUNCTIONS_FEATURE_ID, state.featureActive),
  ]);
}

function checkVersion(request: SandboxRequest): void {
  if (!/^\d+(\.\d+)?$/.test(request.query.get('v') ?? '')) {
    throw badRequest('The query parameter "v" must be a number');
  }
}

function badRequest(message: string): AnswerError {
  return new AnswerError({ status: 400, body: { type: 'error', internalCode: 1, message } });
}
