import { functions } from '../../../apis/functions/functions.js';
import type { Clock } from '../../../config/clock.js';
import type { FixtureFunction } from '../../fixtures/fixtures.js';
import {
  type Answer,
  type Handler,
  isJsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { apiRoutes, type OperationHandlers, refusal } from './api-routes.js';

/** faasGW: invokes functions by UUID and by event, in the forms of V2 and of V1 (`v=1`). */
export function faasGwRoutes({ fixtures, clock, authentication }: ServiceParts): Route[] {
  const handlers = functionHandlers({ functions: Object.values(fixtures.functions), clock });
  return apiRoutes('faasGW', functions, handlers, authentication);
}

/** Parts that the Functions gateway needs. */
interface GatewayParts {
  readonly functions: readonly FixtureFunction[];
  readonly clock: Clock;
}

function functionHandlers(parts: GatewayParts): OperationHandlers {
  const invoke: Handler = async (request) => {
    const payload = readPayload(request);
    const uuid = request.params.functionUuid;
    const found = selected(parts.functions, request).find((one) => one.uuid === uuid);
    if (found === undefined)
      throw refusal(request, 'not-found', 'The function does not exist or is not productive');
    return await run(parts.clock, found, payload, request);
  };

  const invokeByEvent: Handler = async (request) => {
    const payload = readPayload(request);
    const listening = listeners(parts.functions, request);
    if (listening.length === 0)
      throw refusal(request, 'not-found', 'No productive function listens to the event');
    const answers = await Promise.all(listening.map((one) => run(parts.clock, one, payload, request)));
    const failed = answers.find(({ status }) => status !== 200);
    if (failed !== undefined) return failed;
    const timestamp = new Date(parts.clock.now()).toISOString();
    return {
      status: 200,
      body: listening.map(({ uuid }, index) => ({ uuid, timestamp, result: answers[index]?.body })),
    };
  };

  const isImplemented: Handler = (request) => ({
    status: 200,
    body: { implemented: listeners(parts.functions, request).length > 0 },
  });

  return {
    invoke,
    invokeByEvent,
    isImplemented,
    invokeV1: invoke,
    invokeByEventV1: invokeByEvent,
    isImplementedV1: isImplemented,
  };
}

/** `skillId` restricts to the functions that are assigned to that skill. */
function selected(all: readonly FixtureFunction[], request: SandboxRequest): FixtureFunction[] {
  const skillId = request.query.get('skillId');
  return all.filter(({ skills }) => skillId === null || skills.map(String).includes(skillId));
}

function listeners(all: readonly FixtureFunction[], request: SandboxRequest): FixtureFunction[] {
  return selected(all, request).filter(({ eventId }) => eventId === request.params.eventId);
}

function readPayload(request: SandboxRequest): unknown {
  const refuse = (message: string) => refusal(request, 'bad-request', message);
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw refuse('The body must be a JSON object');
  if (typeof body.timestamp !== 'number') throw refuse('"timestamp" must be a number');
  if (!Object.hasOwn(body, 'payload')) throw refuse('"payload" is missing');
  if (body.headers !== undefined && !isHeaderList(body.headers)) {
    throw refuse('"headers" must be an array of { key, value } with strings');
  }
  return body.payload;
}

function isHeaderList(headers: unknown): boolean {
  return (
    Array.isArray(headers) &&
    headers.every(
      (pair) => isJsonObject(pair) && typeof pair.key === 'string' && typeof pair.value === 'string',
    )
  );
}

async function run(
  clock: Clock,
  fn: FixtureFunction,
  payload: unknown,
  request: SandboxRequest,
): Promise<Answer> {
  if (fn.durationMs > 0) await clock.sleep(fn.durationMs, request.signal);
  if (fn.throws === undefined) return { status: 200, body: payload };
  const isV1 = request.query.get('v') === '1';
  return {
    status: 901,
    body: isV1
      ? { errorCode: 'com.liveperson.faas.handler.custom-failure', errorMsg: fn.throws }
      : { code: 'com.customer.faas.function.threw-error', message: fn.throws },
  };
}
