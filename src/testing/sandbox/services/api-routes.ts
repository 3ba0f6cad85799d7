import type { ApiDefinition, Operation } from '../../../apis/define-api.js';
import { AnswerError, type Handler, type Route, type SandboxRequest } from '../exchange.js';
import type { SandboxService } from '../sandbox-services.js';
import type { Authentication } from '../servers/authentication.js';
import { readVersion } from './api-versions.js';
import { errorBody, type Refusal, STATUSES } from './error-bodies.js';

/** Handlers of one API by the names of its operations. They run after the credential was checked. */
export type OperationHandlers = Readonly<Record<string, Handler>>;

interface HandledOperation {
  readonly name: string;
  readonly operation: Operation;
  readonly handler: Handler;
}

/**
 * The routes of an API at one service, from the operations that the client calls, so that both agree on every path.
 *
 * @throws {Error} when an operation has no handler: the sandbox would miss what the client offers.
 */
export function apiRoutes(
  service: SandboxService,
  api: ApiDefinition,
  handlers: OperationHandlers | undefined,
  authentication: Authentication,
): Route[] {
  const sharingPath = new Map<string, HandledOperation[]>();
  for (const [name, operation] of Object.entries(api.operations)) {
    if ((operation.service ?? api.service) !== service) continue;
    const handler = handlers?.[name];
    if (handler === undefined) throw new Error(`The sandbox has no handler for ${api.id}.${name}`);
    const key = `${operation.method} ${operation.path}`;
    sharingPath.set(key, [...(sharingPath.get(key) ?? []), { name, operation, handler }]);
  }
  return [...sharingPath.values()].flatMap((operations) => {
    const [first] = operations;
    if (first === undefined) return [];
    const handler = guarded(api, authentication, (request) => {
      const { name, handler } = chosen(operations, request);
      const { version, problem } = readVersion(request, api.id, name);
      if (problem !== undefined) throw refusal(request, 'bad-request', problem);
      return handler({ ...request, version });
    });
    const { method, path } = first.operation;
    // LivePerson was seen to take paths that are documented with a slash at the end without it, too.
    const paths = path.endsWith('/') ? [path, path.slice(0, -1)] : [path];
    return paths.map((path) => ({ method, path, handler }));
  });
}

/** Paths that are known and that the default key must not use: they answer 403 to whoever is authenticated. */
export function forbiddenRoutes(
  api: ApiDefinition,
  authentication: Authentication,
  routes: readonly Pick<Route, 'method' | 'path'>[],
): Route[] {
  const handler = guarded(api, authentication, (request) => {
    throw refusal(request, 'forbidden', `The credential may not write ${api.title}`);
  });
  return routes.map((route) => ({ ...route, handler }));
}

/** An answer that refuses a request, in the words of its service. */
export function refusal(request: SandboxRequest, kind: Refusal, message: string): AnswerError {
  return new AnswerError({ status: STATUSES[kind], body: errorBody(request, kind, message) });
}

/** Lets a handler run for credentials that are good and have the privilege for an API. */
export function guarded(
  api: Pick<ApiDefinition, 'id' | 'title'>,
  authentication: Authentication,
  handler: Handler,
): Handler {
  return async (request) => {
    const grant = await authentication.check(request);
    if (typeof grant === 'string') throw refusal(request, 'unauthenticated', grant);
    if (!grant.allows(api.id))
      throw refusal(request, 'forbidden', `The credential has no privilege for ${api.title}`);
    return handler(request);
  };
}

/** V1 and V2 forms share method and path; the fixed query parameters of an operation tell them apart. */
function chosen(operations: readonly HandledOperation[], request: SandboxRequest): HandledOperation {
  const fixed = ({ operation }: HandledOperation) => Object.entries(operation.query ?? {});
  const mostSpecificFirst = [...operations].sort((a, b) => fixed(b).length - fixed(a).length);
  const matching = mostSpecificFirst.find((one) => {
    return fixed(one).every(([name, value]) => request.query.get(name) === value);
  });
  const found = matching ?? mostSpecificFirst.at(-1);
  if (found === undefined) throw new Error('A route has no operation');
  return found;
}
