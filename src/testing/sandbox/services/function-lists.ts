import type { FixtureFunction, Fixtures } from '../../fixtures/fixtures.js';
import type { Handler, SandboxRequest } from '../exchange.js';
import type { SandboxFunctions } from '../functions/sandbox-functions.js';
import { refusal } from './api-routes.js';

/** Parts that the lists need. */
export interface ListParts {
  readonly fixtures: Fixtures;
  readonly functions: SandboxFunctions;
}

/** Every function of the sandbox can be invoked. */
const STATE = 'Productive';

/** When the functions were made, in milliseconds before the base time of the fixtures. */
const MADE_BEFORE_MS = 90 * 86_400_000;

/** Lists the functions of an account, without their code, as V2 does. All fields were observed in official clients. */
export function listFunctions(parts: ListParts): Handler {
  return async (request) => {
    // The Java client sends "name"; its documentation says a part of it will do.
    const name = filterOf(request, 'functionName') ?? filterOf(request, 'name') ?? '';
    const found = (await functionsOf(parts, request)).filter((one) => one.name.includes(name));
    const body = found.map(({ uuid, name, eventId, skills }) => ({
      uuid,
      name,
      description: `Function ${name}`,
      state: STATE,
      skills: skills.map(String),
      eventId,
      size: 'S',
      isCompV1: false,
      ...history(parts.fixtures),
    }));
    return { status: 200, body };
  };
}

/** Lists them with code and runtime, as V1 does. */
export function listLambdas(parts: ListParts): Handler {
  return async (request) => {
    if (request.query.get('v') !== '1') throw refusal(request, 'bad-request', '"v" must be 1');
    const name = filterOf(request, 'name') ?? '';
    const found = (await functionsOf(parts, request)).filter((one) => one.name.includes(name));
    const body = found.map(({ uuid, name, eventId }) => ({
      uuid,
      version: 1,
      name,
      description: `Function ${name}`,
      eventId,
      samplePayload: { headers: [], payload: {} },
      state: STATE,
      runtime: {
        uuid: '9f0e1d2c-3b4a-4596-8778-695a4b3c2d1e',
        name: 'Node.js',
        baseImageName: 'sandbox-node',
      },
      ...history(parts.fixtures),
      lastDeployment: {},
      implementation: {
        code: 'function lambda(input, callback) { callback(null, input.payload); }',
        dependencies: [],
        environmentVariables: [],
      },
    }));
    return { status: 200, body };
  };
}

async function functionsOf({ functions }: ListParts, request: SandboxRequest): Promise<FixtureFunction[]> {
  const states = request.query.getAll('state').filter((state) => state !== '');
  const eventId = filterOf(request, 'eventId');
  if (states.length > 0 && !states.includes(STATE)) return [];
  const all = await functions.productive();
  return all.filter((one) => eventId === undefined || one.eventId === eventId);
}

/** The Node client sends filters that it has no value for, empty. */
function filterOf({ query }: SandboxRequest, name: string): string | undefined {
  return query.get(name) || undefined;
}

function history({ baseTime, users }: Fixtures) {
  const at = new Date(baseTime - MADE_BEFORE_MS).toISOString();
  const by = users[0]?.loginName ?? '';
  return { createdAt: at, createdBy: by, updatedAt: at, updatedBy: by };
}
