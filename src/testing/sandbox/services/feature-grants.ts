import type { AccountState } from '../account-state.js';
import type { SandboxSwitches } from '../control/switches.js';
import {
  type Answer,
  isJsonObject,
  type JsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import { configurationError } from './error-bodies.js';
import { forAdministrators } from './user-bearer.js';

const PATH = '/api/account/{accountId}/configuration/provision/featureGrants';

/** Feature id of Functions in the sandbox. Made up: LivePerson publishes none. */
export const FUNCTIONS_FEATURE_ID = 'Sandbox.Functions_V2';

/** A feature that every account of the sandbox has, and that nobody is to take from it. */
const OTHER_FEATURE_ID = 'Common.Async_Messaging';

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
        throw configurationError('bad-request', 'The query parameter "v" must be a number');
      }
      handle(request);
      return grantsAnswer(state, switches);
    }),
  });
  return [
    route('GET', () => undefined),
    route('POST', (request) => {
      const granted = readPosted(parseJson(request.body));
      if (switches.featureGrants !== 'appDataList' || granted === undefined) {
        throw configurationError('bad-request', 'The body must be a whole answer of the read call');
      }
      // What a client forgets to send back is gone: a whole answer is posted, and replaces the one before.
      if (!granted.has(OTHER_FEATURE_ID))
        throw configurationError('bad-request', `The feature ${OTHER_FEATURE_ID} is missing`);
      state.featureActive = granted.get(FUNCTIONS_FEATURE_ID) === true;
    }),
    route('PUT', (request) => putGrants(state, switches, request)),
  ];
}

function putGrants(state: AccountState, switches: SandboxSwitches, request: SandboxRequest): void {
  const body = parseJson(request.body);
  const changes = isJsonObject(body) ? body.grantedFeature : undefined;
  if (switches.featureGrants !== 'acApp' || !Array.isArray(changes)) {
    throw configurationError('bad-request', 'The body must have a list "grantedFeature"');
  }
  if (request.headers['if-match'] !== state.revision)
    throw configurationError('wrong-revision', 'The revision is not the current one');
  for (const { id, value } of changes.filter(isJsonObject)) {
    if (id === FUNCTIONS_FEATURE_ID) state.featureActive = isJsonObject(value) && value.$ === 'true';
  }
}

function grantsAnswer(state: AccountState, { featureGrants: shape }: SandboxSwitches): Answer {
  const granted: [string, boolean][] = [
    [OTHER_FEATURE_ID, true],
    [FUNCTIONS_FEATURE_ID, state.featureActive],
  ];
  const body = shape === 'appDataList' ? appDataList(granted) : acApp(granted, Number(state.revision));
  return { status: 200, headers: { 'ac-revision': state.revision }, body };
}

/** The features of a posted document and whether each is granted; undefined for one that no read answers. */
function readPosted(document: unknown): ReadonlyMap<string, boolean> | undefined {
  const account = only(only(document, 'appDataList'), 'accountList', 'accountList');
  const data = isJsonObject(account?.itemsCollection) ? account.itemsCollection.data : undefined;
  if (!Array.isArray(data)) return undefined;
  const granted = new Map<string, boolean>();
  for (const item of data as unknown[]) {
    if (!isJsonObject(item) || typeof item.compoundFeatureID !== 'string' || !isJsonObject(item.value)) {
      return undefined;
    }
    if (granted.has(item.compoundFeatureID)) return undefined;
    granted.set(item.compoundFeatureID, item.value.value === true && item.isDeleted !== true);
  }
  return granted;
}

/** The one object of a list that lies this deep in a document; undefined where there is none, or another. */
function only(document: unknown, ...names: readonly string[]): JsonObject | undefined {
  let inner = document;
  for (const name of names) inner = isJsonObject(inner) ? inner[name] : undefined;
  if (!Array.isArray(inner) || inner.length !== 1) return undefined;
  const [item]: readonly unknown[] = inner;
  return isJsonObject(item) ? item : undefined;
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
