import { functions } from '../../../apis/functions/functions.js';
import type { Clock } from '../../../config/clock.js';
import {
  type Answer,
  type Handler,
  isJsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { LambdaInput } from '../functions/lambda.js';
import { FAILURE_CODES, type RunnableFunction, type RunOutcome } from '../functions/runnable.js';
import type { SandboxFunctions } from '../functions/sandbox-functions.js';
import type { ServiceParts } from '../sandbox-parts.js';
import type { Authentication } from '../servers/authentication.js';
import { apiRoutes, guarded, type OperationHandlers, refusal } from './api-routes.js';

/** faasGW: invokes functions by UUID and by event, in the forms of V2 and of V1 (`v=1`). */
export function faasGwRoutes({ functions: own, clock, authentication }: ServiceParts): Route[] {
  const handlers = functionHandlers({ functions: own, clock });
  return [
    ...apiRoutes('faasGW', functions, handlers, authentication),
    functionListRoute(authentication, own),
  ];
}

/** Parts that the Functions gateway needs. */
interface GatewayParts {
  readonly functions: SandboxFunctions;
  readonly clock: Clock;
}

/** Handlers of the Functions API, by the names of its operations; V1 and V2 share them. */
function functionHandlers({ functions, clock }: GatewayParts): OperationHandlers {
  /** `skillId` restricts to the functions that are assigned to that skill. */
  const selected = async (request: SandboxRequest): Promise<RunnableFunction[]> => {
    const skillId = request.query.get('skillId');
    const all = await functions.productive();
    return all.filter(({ skills }) => skillId === null || skills.map(String).includes(skillId));
  };
  const listeners = async (request: SandboxRequest): Promise<RunnableFunction[]> => {
    return (await selected(request)).filter(({ eventId }) => eventId === request.params.eventId);
  };

  const invoke: Handler = async (request) => {
    const input = readInput(request);
    const uuid = request.params.functionUuid;
    const found = (await selected(request)).find((one) => one.uuid === uuid);
    if (found === undefined)
      throw refusal(request, 'not-found', 'The function does not exist or is not productive');
    return answerOf(await found.run(input, request.signal), request);
  };

  const invokeByEvent: Handler = async (request) => {
    const input = readInput(request);
    const listening = await listeners(request);
    if (listening.length === 0)
      throw refusal(request, 'not-found', 'No productive function listens to the event');
    const outcomes = await Promise.all(listening.map((one) => one.run(input, request.signal)));
    const answers = outcomes.map((outcome) => answerOf(outcome, request));
    const failed = answers.find(({ status }) => status !== 200);
    if (failed !== undefined) return failed;
    const timestamp = new Date(clock.now()).toISOString();
    return {
      status: 200,
      body: listening.map(({ uuid }, index) => ({ uuid, timestamp, result: answers[index]?.body })),
    };
  };

  const isImplemented: Handler = async (request) => ({
    status: 200,
    body: { implemented: (await listeners(request)).length > 0 },
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

/**
 * Path of the functions that a sandbox was given, with what the command line invokes them by. It exists in the sandbox only:
 * on the platform a person reads them at faasUI.
 */
export const FUNCTION_LIST_PATH = '/sandbox/account/{accountId}/functions';

/** What the list tells of a function. */
export interface ListedFunction {
  readonly uuid: string;
  readonly name: string;
  readonly eventId: string;
  readonly input?: unknown;
}

function functionListRoute(authentication: Authentication, functions: SandboxFunctions): Route {
  const handler = guarded({ id: 'functions', title: 'Functions API' }, authentication, async () => {
    const own = (await functions.productive()).filter(({ isOwn }) => isOwn);
    const body = own.map(
      ({ uuid, name, eventId, input }): ListedFunction => ({ uuid, name, eventId, input }),
    );
    return { status: 200, body };
  });
  return { method: 'GET', path: FUNCTION_LIST_PATH, handler };
}

function readInput(request: SandboxRequest): LambdaInput {
  const refuse = (message: string) => refusal(request, 'bad-request', message);
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw refuse('The body must be a JSON object');
  if (typeof body.timestamp !== 'number') throw refuse('"timestamp" must be a number');
  if (!Object.hasOwn(body, 'payload')) throw refuse('"payload" is missing');
  const { headers = [], payload } = body;
  if (!isHeaderList(headers)) throw refuse('"headers" must be an array of { key, value } with strings');
  return { headers, payload };
}

function isHeaderList(headers: unknown): headers is LambdaInput['headers'] {
  return (
    Array.isArray(headers) &&
    headers.every(
      (pair) => isJsonObject(pair) && typeof pair.key === 'string' && typeof pair.value === 'string',
    )
  );
}

function answerOf(outcome: RunOutcome, request: SandboxRequest): Answer {
  if (outcome === 'busy') return failed(429, BUSY, 'All instances of the function are busy', request);
  if ('result' in outcome) return { status: 200, body: outcome.result };
  const { kind, message } = outcome.failure;
  return failed(901, FAILURE_CODES[kind], message, request);
}

// That the status is 429 is documented; the code is the sandbox's choice.
const BUSY = Object.freeze({ v2: 'com.liveperson.faas.evg.general', v1: 'com.liveperson.faas.es.general' });

function failed(
  status: number,
  { v1, v2 }: Readonly<Record<'v1' | 'v2', string>>,
  message: string,
  request: SandboxRequest,
): Answer {
  const isV1 = request.query.get('v') === '1';
  return { status, body: isV1 ? { errorCode: v1, errorMsg: message } : { code: v2, message } };
}
