import type { FixtureFunction, Fixtures } from '../../fixtures/fixtures.js';
import type { Handler, SandboxRequest } from '../exchange.js';
import { refusal } from './api-routes.js';

/** Every function of the fixtures can be invoked. */
const STATE = 'Productive';

/** When the functions were made, in milliseconds before the base time of the fixtures. */
const MADE_BEFORE_MS = 90 * 86_400_000;

/** Lists the functions of an account, without their code, as V2 does. All fields were observed in official clients. */
export function listFunctions(fixtures: Fixtures): Handler {
  return (request) => {
    // The Java client sends "name"; its documentation says a part of it will do.
    const name = filterOf(request, 'functionName') ?? filterOf(request, 'name') ?? '';
    const found = functionsOf(fixtures, request).filter((one) => one.name.includes(name));
    const body = found.map(({ uuid, name, eventId, skills }) => ({
      uuid,
      name,
      description: `Function ${name}`,
      state: STATE,
      skills: skills.map(String),
      eventId,
      size: 'S',
      isCompV1: false,
      ...history(fixtures),
    }));
    return { status: 200, body };
  };
}

/** Lists them with code and runtime, as V1 does. */
export function listLambdas(fixtures: Fixtures): Handler {
  return (request) => {
    if (request.query.get('v') !== '1') throw refusal(request, 'bad-request', '"v" must be 1');
    const name = filterOf(request, 'name') ?? '';
    const found = functionsOf(fixtures, request).filter((one) => one.name.includes(name));
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
      ...history(fixtures),
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

function functionsOf({ functions }: Fixtures, request: SandboxRequest): FixtureFunction[] {
  const states = request.query.getAll('state').filter((state) => state !== '');
  const eventId = filterOf(request, 'eventId');
  if (states.length > 0 && !states.includes(STATE)) return [];
  return Object.values(functions).filter((one) => eventId === undefined || one.eventId === eventId);
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
