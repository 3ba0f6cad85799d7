import { readFeatureGrants } from '../../../provisioning/liveperson/feature-grants.js';
import type { AccountState } from '../account-state.js';
import type { SandboxSwitches } from '../control/switches.js';
import {
  type Answer,
  AnswerError,
  isJsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import { forAdministrators } from '../servers/user-bearer.js';

const PATH = '/api/account/{accountId}/configuration/provision/featureGrants';

/** Feature id of Functions in the sandbox. Made up: LivePerson publishes none. */
export const FUNCTIONS_FEATURE_ID = 'Sandbox.Functions_V2';

const [FROM, TO] = ['2024-01-01 00:00:00', '2099-12-31 00:00:00'];

/**
 * Feature grants of the account, in the shape that the switches choose. In one shape the whole answer of a
 * read, changed, is posted back; in the other only changes are put, with the revision.
 */
export function featureGrantRoutes(state: AccountState, switches: SandboxSwitches): Route[] {
  const route = (method: Route['method'], handle: (request: SandboxRequest) => void): Route => ({
    method,
    path: PATH,
    handler: forAdministrators(state, (request) => {
      if (!/^\d+(\.\d+)?$/.test(request.query.get('v') ?? '')) {
        throw refusal(400, 'The query parameter "v" must be a number');
      }
      handle(request);
      return grantsAnswer(state, switches);
    }),
  });
  return [
    route('GET', () => undefined),
    route('POST', (request) => {
      const document = parseJson(request.body);
      const grants = isJsonObject(document) && 'appDataList' in document && readFeatureGrants(document);
      if (switches.featureGrants !== 'appDataList' || !grants) {
        throw refusal(400, 'The body must be a whole answer of the read call');
      }
      state.featureActive = grants.isGranted(FUNCTIONS_FEATURE_ID);
    }),
    route('PUT', (request) => putGrants(state, switches, request)),
  ];
}

function putGrants(state: AccountState, switches: SandboxSwitches, request: SandboxRequest): void {
  const body = parseJson(request.body);
  const changes = isJsonObject(body) ? body.grantedFeature : undefined;
  if (switches.featureGrants !== 'acApp' || !Array.isArray(changes)) {
    throw refusal(400, 'The body must have a list "grantedFeature"');
  }
  if (request.headers['if-match'] !== state.revision)
    throw refusal(412, 'The revision is not the current one');
  for (const { id, value } of changes.filter(isJsonObject)) {
    if (id === FUNCTIONS_FEATURE_ID) state.featureActive = isJsonObject(value) && value.$ === 'true';
  }
}

function grantsAnswer(state: AccountState, { featureGrants: shape }: SandboxSwitches): Answer {
  const granted: [string, boolean][] = [
    ['Common.Async_Messaging', true],
    [FUNCTIONS_FEATURE_ID, state.featureActive],
  ];
  const body = shape === 'appDataList' ? appDataList(granted) : acApp(granted, Number(state.revision));
  return { status: 200, headers: { 'ac-revision': state.revision }, body };
}

function appDataList(granted: readonly [string, boolean][]): unknown {
  const data = granted.map(([compoundFeatureID, value]) => {
    return { compoundFeatureID, startDate: FROM, endDate: TO, value: { value }, isDeleted: false };
  });
  return { appDataList: [{ accountList: { accountList: [{ itemsCollection: { data } }] } }] };
}

function acApp(granted: readonly [string, boolean][], revision: number): unknown {
  const grantedFeature = granted.map(([id, value]) => {
    return { id, from: FROM, to: TO, deleted: false, value: { type: 'LPBoolean', $: String(value) } };
  });
  return { acApp: [{ accountList: { account: [{ grantedFeatures: { revision, grantedFeature } }] } }] };
}

function refusal(status: number, message: string): AnswerError {
  return new AnswerError({ status, body: { type: 'error', internalCode: 1, message } });
}
