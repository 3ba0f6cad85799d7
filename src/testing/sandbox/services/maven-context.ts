import type { Clock } from '../../../config/clock.js';
import type { AccountState } from '../account-state.js';
import {
  type Answer,
  AnswerError,
  type Handler,
  isJsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import { ContextStore, DEFAULT_SESSION, type Page } from './maven-context-store.js';
import { readWhole } from './whole-number.js';

/** Parts that mavenContext needs. */
export interface MavenContextParts {
  readonly state: Pick<AccountState, 'accountId'>;
  readonly clock: Clock;
}

/** The API key of the account. Made up; LivePerson shows it in Conversation Orchestrator as developer key. */
export const MAVEN_API_KEY = 'sandbox-maven-api-key';

/** Reserved for LivePerson: neither created, deleted nor written to (documented). */
const RESERVED: readonly unknown[] = ['consumer', 'operational', 'conversation', 'custom', 'sde'];

/** Reserved as well, but functions write to it (official toolbelt). */
const OF_FUNCTIONS = 'faas';

const ACCOUNT = '/v1/account/{accountId}';
const NAMESPACE = `${ACCOUNT}/{namespace}`;
const TTL_SESSIONS = `${ACCOUNT}/namespace/{namespace}/session`;

/**
 * mavenContext: version 1 of the Conversation Context Service. Paths and answers are documented; its refusals
 * are known by their status alone, from the official toolbelt: 403 for the key, 404 for what there is not.
 */
export function mavenContextRoutes({ state, clock }: MavenContextParts): Route[] {
  const store = new ContextStore(clock);
  const withKey =
    (handler: Handler): Handler =>
    (request) => {
      const key = request.headers['maven-api-key'];
      if (key === undefined) throw refusal(401, 'The header maven-api-key is missing');
      if (key !== MAVEN_API_KEY || request.params.accountId !== state.accountId) {
        throw refusal(403, 'The API key is not that of the account');
      }
      return handler(request);
    };
  const route = (method: Route['method'], path: string, handler: Handler): Route => ({
    method,
    path,
    handler: withKey(handler),
  });
  return [
    ...namespaceRoutes(store, route),
    ...propertyRoutes(store, route, `${NAMESPACE}/properties`),
    ...propertyRoutes(store, route, `${NAMESPACE}/{session}/properties`),
    ...sessionRoutes(store, route),
  ];
}

type MakeRoute = (method: Route['method'], path: string, handler: Handler) => Route;

function namespaceRoutes(store: ContextStore, route: MakeRoute): Route[] {
  return [
    route('GET', ACCOUNT, () => ({ status: 200, body: store.namespaces() })),
    route('POST', ACCOUNT, (request) => {
      const name = readName(request, 'name');
      if (isBuiltIn(name)) throw refusal(400, `The namespace ${name} is reserved`);
      store.createNamespace(name, readTtl(request));
      return done;
    }),
    route('DELETE', NAMESPACE, ({ params: { namespace = '' } }) => {
      if (isBuiltIn(namespace)) throw refusal(400, `The namespace ${namespace} is reserved`);
      if (!store.deleteNamespace(namespace)) throw notFound();
      return done;
    }),
  ];
}

function propertyRoutes(store: ContextStore, route: MakeRoute, path: string): Route[] {
  const read: Handler = (request) => {
    const properties = store.properties(placeOf(request));
    if (properties === undefined) throw notFound();
    const names = request.query.get('include')?.split(',');
    const wanted = Object.entries(properties).filter(([name]) => names === undefined || names.includes(name));
    return { status: 200, body: Object.fromEntries(wanted) };
  };
  const write: Handler = (request) => {
    const body = parseJson(request.body);
    if (!isJsonObject(body)) throw refusal(400, 'The body must be a JSON object of properties');
    store.set(writablePlaceOf(request), body);
    return done;
  };
  return [
    // Documented with a slash at the end, too.
    ...[path, `${path}/`].flatMap((one) => [route('GET', one, read), route('PATCH', one, write)]),
    route('DELETE', path, (request) => {
      if (!store.deleteSession(placeOf(request))) throw notFound();
      return done;
    }),
    route('GET', `${path}/{property}`, (request) => {
      const properties = store.properties(placeOf(request)) ?? {};
      const { property = '' } = request.params;
      if (!Object.hasOwn(properties, property)) throw notFound();
      return valueAnswer(properties[property]);
    }),
    route('PUT', `${path}/{property}`, (request) => {
      const value = parseJson(request.body);
      if (value === undefined) throw refusal(400, 'The body must be JSON');
      store.set(writablePlaceOf(request), { [request.params.property ?? '']: value });
      return done;
    }),
    route('DELETE', `${path}/{property}`, (request) => {
      if (!store.deleteProperty(placeOf(request), request.params.property ?? '')) throw notFound();
      return done;
    }),
  ];
}

function sessionRoutes(store: ContextStore, route: MakeRoute): Route[] {
  const paged = (request: SandboxRequest, sessions: readonly unknown[] | undefined): Answer => {
    if (sessions === undefined) throw notFound();
    const { page, perPage } = readPage(request);
    return { status: 200, body: sessions.slice(page * perPage, (page + 1) * perPage) };
  };
  return [
    route('GET', `${NAMESPACE}/session-ids`, (request) => {
      const sessions = store.sessions(request.params.namespace ?? '');
      return paged(request, sessions && [...sessions.keys()]);
    }),
    route('GET', `${NAMESPACE}/session-properties`, (request) => {
      const sessions = store.sessions(request.params.namespace ?? '');
      return paged(
        request,
        sessions && [...sessions].map(([sessionId, property]) => ({ sessionId, property })),
      );
    }),
    route('GET', TTL_SESSIONS, ({ params }) => ({
      status: 200,
      body: store.sessionsWithTtl(params.namespace ?? ''),
    })),
    route('POST', TTL_SESSIONS, (request) => {
      const session = readName(request, 'sessionId');
      store.setSessionTtl({ namespace: request.params.namespace ?? '', session }, readTtl(request));
      return done;
    }),
    // In older editions of the documentation.
    route('DELETE', `${TTL_SESSIONS}/{session}`, (request) => {
      if (!store.deleteSession(placeOf(request))) throw notFound();
      return done;
    }),
  ];
}

/** Properties of a namespace are those of its default session. */
function placeOf({ params: { namespace = '', session = DEFAULT_SESSION } }: SandboxRequest) {
  return { namespace, session };
}

function writablePlaceOf(request: SandboxRequest) {
  const place = placeOf(request);
  if (RESERVED.includes(place.namespace)) throw refusal(400, `The namespace ${place.namespace} is reserved`);
  return place;
}

function isBuiltIn(namespace: string): boolean {
  return namespace === OF_FUNCTIONS || RESERVED.includes(namespace);
}

function readName(request: SandboxRequest, field: string): string {
  const body = parseJson(request.body);
  const name = isJsonObject(body) ? body[field] : undefined;
  if (typeof name === 'string' && name !== '') return name;
  throw refusal(400, `The body must be JSON with the string "${field}"`);
}

function readTtl(request: SandboxRequest): number | undefined {
  const seconds = whole(request, 'ttlSecond', 0, Number.MAX_SAFE_INTEGER);
  // 0 is the default and lets nothing end (documented).
  return seconds === 0 ? undefined : seconds;
}

function readPage(request: SandboxRequest): Page {
  const page = whole(request, 'page', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  return { page, perPage: whole(request, 'perPage', 1, 1_000) ?? 100 };
}

function whole({ query }: SandboxRequest, name: string, min: number, max: number): number | undefined {
  const refuse = (expected: string) => refusal(400, `"${name}" must be ${expected}`);
  return readWhole(query.get(name), min, max, refuse);
}

/** A text stands as it is, without quotes (documented). */
function valueAnswer(value: unknown): Answer {
  return typeof value === 'string' ? { status: 200, text: value } : { status: 200, body: value };
}

const done: Answer = Object.freeze({ status: 204 });

function notFound(): AnswerError {
  return refusal(404, 'There is no such namespace, session or property');
}

function refusal(status: 400 | 401 | 403 | 404, message: string): AnswerError {
  return new AnswerError({ status, body: { message } });
}
