import {
  type Answer,
  authorizationOf,
  bearerOf,
  isJsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';

const BRAND = '/ws_api/account/{accountId}/messaging/brand';

/**
 * asyncMessagingEnt, as far as a login goes: the WebSocket of agents opens for the bearer of a login, in the path or
 * in the header, and tells the time. Of messaging there is nothing: other requests are answered with 501.
 */
export function asyncMessagingEntRoutes({ state }: ServiceParts): Route[] {
  const handler = (request: SandboxRequest): Answer => {
    if (request.query.get('v') !== '2') return refused(400, 'The query parameter "v" must be 2');
    const bearer = request.params.bearer ?? bearerOf(request) ?? jwtOf(request) ?? '';
    const isOfAccount = request.params.accountId === state.accountId;
    if (state.sessions.of(bearer) === undefined || !isOfAccount) {
      return refused(401, 'The bearer is unknown, or its session is over');
    }
    return { status: 101, onMessage: (text) => answerMessage(text, state.clock.now()) };
  };
  return [
    { method: 'GET', path: BRAND, handler, opensWebSocket: true },
    { method: 'GET', path: `${BRAND}/{bearer}`, handler, opensWebSocket: true },
  ];
}

function jwtOf(request: SandboxRequest): string | undefined {
  const { scheme, credential } = authorizationOf(request);
  return scheme === 'jwt' ? credential.trim() : undefined;
}

function answerMessage(text: string, now: number): string | undefined {
  const message = parseJson(text);
  if (!isJsonObject(message) || message.kind !== 'req') return undefined;
  const { id: reqId, type } = message;
  const answer =
    type === 'GetClock'
      ? { code: 200, type: 'GetClockResponse', body: { currentTime: now } }
      : { code: 501, type: 'StringResp', body: `The sandbox does not answer ${String(type)}` };
  return JSON.stringify({ kind: 'resp', reqId, ...answer });
}

function refused(status: number, message: string): Answer {
  return { status, body: { message } };
}
