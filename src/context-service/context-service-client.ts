import { type CallControls, controlTable } from '../client/call-options.js';
import type { ClientParts } from '../client/client-parts.js';
import {
  checkedElsewhere,
  checkOptions,
  type OptionTable,
  optionProblem,
  text,
  wholeNumber,
} from '../config/options.js';
import { ConfigError } from '../errors/config-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ParameterError } from '../errors/parameter-error.js';
import { SDKError } from '../errors/sdk-error.js';
import { isHeaderValue } from '../http/headers.js';
import { isJsonObject } from '../http/json.js';
import { ContextApi, type ContextKey } from './context-api.js';

/** Properties of a session by their names; values are what JSON has. */
export type ContextProperties = Record<string, unknown>;

/** Options of a new namespace. */
export interface NamespaceOptions extends CallControls {
  /** Seconds that its sessions live. @default for ever */
  ttl?: number | undefined;
}

/** A namespace of the account. */
export interface ContextNamespace {
  name: string;
  createdAt: Date;
  /** Seconds that its sessions live; absent where they live for ever. */
  ttlSecond?: number;
}

/**
 * The Conversation Context Service. A session that is left out is the default one of its namespace, `__default__`. There
 * are three attempts of each call, unless the toolbelt or the call has `retry: false`; all calls may be repeated.
 *
 * Each method throws {@link SDKError}, its codes with the prefix `com.liveperson.context-service-sdk.`:
 * `parameter.invalid`, `authorization.invalid` (401 and 403), `data.does-not-exist` (404), `response-timeout`,
 * `internal-server-error` and `unknown`. An unknown option is a {@link ParameterError}.
 *
 * @example
 * const context = Toolbelt.ContextServiceClient(apiKey);
 * await context.setPropertiesInNamespace('orders', { last: 7 }, conversationId);
 */
export interface ContextServiceClient {
  /** Makes a namespace; one that there is stays. Those that are built in are refused. */
  createNamespace(namespace: string, options?: NamespaceOptions): Promise<ContextNamespace>;
  /** One that there is not is no error. */
  deleteNamespace(namespace: string, options?: CallControls): Promise<void>;
  /** Those that were made, not those that are built in. */
  getListOfNamespaces(options?: CallControls): Promise<ContextNamespace[]>;
  /** Sets properties and leaves the others; one that is undefined sets nothing. @returns All properties of the session. */
  setPropertiesInNamespace(
    namespace: string,
    properties: ContextProperties,
    sessionId?: string,
    options?: CallControls,
  ): Promise<ContextProperties>;
  /** The same as `setPropertiesInNamespace`. */
  updatePropertiesInNamespace(
    namespace: string,
    properties: ContextProperties,
    sessionId?: string,
    options?: CallControls,
  ): Promise<ContextProperties>;
  getAllPropertiesInSession(
    namespace: string,
    sessionId?: string,
    options?: CallControls,
  ): Promise<ContextProperties>;
  /** Properties that there are not are left out. */
  getSelectedPropertiesInSession(
    namespace: string,
    propertyNames: readonly string[],
    sessionId?: string,
    options?: CallControls,
  ): Promise<ContextProperties>;
  /** The value as it was set: a text that looks like JSON stays a text. */
  getPropertyInSession(
    namespace: string,
    propertyName: string,
    sessionId?: string,
    options?: CallControls,
  ): Promise<unknown>;
  /** One that there is not is no error. */
  deletePropertyInSession(
    namespace: string,
    propertyName: string,
    sessionId?: string,
    options?: CallControls,
  ): Promise<void>;
  /** One that there is not is no error. */
  deleteSession(namespace: string, sessionId?: string, options?: CallControls): Promise<void>;
  /** Ids of all sessions, of however many pages. */
  getListOfSessions(namespace: string, options?: CallControls): Promise<string[]>;
}

/** Namespaces of LivePerson: they are there already, and stay. */
const BUILT_IN: ReadonlySet<string> = new Set(['faas', 'consumer', 'custom', 'operational', 'conversation']);
const DEFAULT_SESSION = '__default__';

const NAMESPACE = '/v1/account/{accountId}/{namespace}';
const PROPERTIES = `${NAMESPACE}/{sessionId}/properties`;
const PROPERTY = `${PROPERTIES}/{propertyName}`;

/** Sessions of a page; no more are given at once. */
const PAGE = 1_000;

const keyTable = {
  apiKey: { check: checkedElsewhere },
  accountId: { check: text },
} as const satisfies OptionTable<ContextKey>;

const namespaceTable = {
  ...controlTable,
  ttl: { check: wholeNumber(1) },
} as const satisfies OptionTable<NamespaceOptions>;

/**
 * @param resolve Gives the parts at each call, so that a client outlives a change of the default instance.
 * @param given The API key; or an object with it, as the samples of the official toolbelt pass it.
 * @throws {ConfigError} without a key.
 */
export function createContextServiceClient(
  resolve: () => ClientParts,
  given: string | ContextKey,
): ContextServiceClient {
  const api = new ContextApi(resolve, readKey(given));

  const write = async (
    namespace: string,
    properties: ContextProperties,
    sessionId: string | undefined,
    options: CallControls,
  ) => {
    check(options);
    if (!isJsonObject(properties)) throw invalid('properties must be an object');
    const place = { namespace, sessionId: sessionId ?? DEFAULT_SESSION };
    await api.send('PATCH', PROPERTIES, place, { ...options, json: properties });
    return readAll(place, options);
  };
  const readAll = async (place: Place, options: CallControls, query?: Query) => {
    const properties = await api.send('GET', PROPERTIES, place, { ...options, query });
    if (isJsonObject(properties)) return properties;
    throw unexpected('The properties of a session are no JSON object');
  };
  const readSome = (place: Place, names: readonly string[], options: CallControls) =>
    // A comma would part a name in two.
    readAll(place, options, names.some((name) => name.includes(',')) ? {} : { include: names.join(',') });
  const listNamespaces = async (options: CallControls) => {
    const list = await api.send('GET', '/v1/account/{accountId}', {}, options);
    if (Array.isArray(list)) return list.map(readNamespace);
    throw unexpected('The list of namespaces is no JSON list');
  };

  return {
    async createNamespace(namespace, options) {
      const { ttl, ...controls } = options ?? {};
      check(options ?? {}, namespaceTable);
      checkNotBuiltIn(namespace);
      const query = ttl === undefined ? {} : { ttlSecond: String(ttl) };
      await api.send(
        'POST',
        '/v1/account/{accountId}',
        {},
        { ...controls, query, json: { name: namespace } },
      );
      const made = (await listNamespaces(controls)).find(({ name }) => name === namespace);
      if (made !== undefined) return made;
      throw unexpected(`The namespace ${namespace} was made, and is not on the list of namespaces yet`);
    },
    async deleteNamespace(namespace, options = {}) {
      check(options);
      checkNotBuiltIn(namespace);
      await api.remove(NAMESPACE, { namespace }, options);
    },
    async getListOfNamespaces(options = {}) {
      check(options);
      return listNamespaces(options);
    },
    async setPropertiesInNamespace(namespace, properties, sessionId, options = {}) {
      return write(namespace, properties, sessionId, options);
    },
    async updatePropertiesInNamespace(namespace, properties, sessionId, options = {}) {
      return write(namespace, properties, sessionId, options);
    },
    async getAllPropertiesInSession(namespace, sessionId, options = {}) {
      check(options);
      return readAll({ namespace, sessionId: sessionId ?? DEFAULT_SESSION }, options);
    },
    async getSelectedPropertiesInSession(namespace, propertyNames, sessionId, options = {}) {
      check(options);
      if (!Array.isArray(propertyNames)) throw invalid('propertyNames must be a list of names');
      for (const name of propertyNames) checkName('propertyNames', name);
      if (propertyNames.length === 0) return {};
      const place = { namespace, sessionId: sessionId ?? DEFAULT_SESSION };
      const found = await readSome(place, propertyNames, options).catch(whereThereIsNone);
      const wanted = propertyNames.filter((name) => Object.hasOwn(found, name));
      return Object.fromEntries(wanted.map((name) => [name, found[name]]));
    },
    async getPropertyInSession(namespace, propertyName, sessionId, options = {}) {
      check(options);
      checkName('propertyName', propertyName);
      const place = { namespace, sessionId: sessionId ?? DEFAULT_SESSION };
      const found = await readSome(place, [propertyName], options);
      if (Object.hasOwn(found, propertyName)) return found[propertyName];
      throw new SDKError(
        ErrorCodes.ContextService.Data.NotFound,
        `The session has no property ${propertyName}`,
      );
    },
    async deletePropertyInSession(namespace, propertyName, sessionId, options = {}) {
      check(options);
      const place = { namespace, sessionId: sessionId ?? DEFAULT_SESSION, propertyName };
      await api.remove(PROPERTY, place, options);
    },
    async deleteSession(namespace, sessionId, options = {}) {
      check(options);
      await api.remove(PROPERTIES, { namespace, sessionId: sessionId ?? DEFAULT_SESSION }, options);
    },
    async getListOfSessions(namespace, options = {}) {
      check(options);
      const sessions = new Set<string>();
      for (let page = 0; ; page += 1) {
        const query = { page: String(page), perPage: String(PAGE) };
        const ids = await api.send('GET', `${NAMESPACE}/session-ids`, { namespace }, { ...options, query });
        if (!Array.isArray(ids)) throw unexpected('The list of sessions is no JSON list');
        const { size } = sessions;
        for (const id of ids) sessions.add(id);
        if (ids.length < PAGE) return [...sessions];
        if (sessions.size === size) throw unexpected('A page of the list of sessions came again');
      }
    },
  };
}

type Place = Readonly<Record<string, string>>;
type Query = Readonly<Record<string, string>>;

function readKey(given: string | ContextKey): ContextKey {
  const key: Partial<ContextKey> = typeof given === 'object' && given !== null ? given : { apiKey: given };
  checkOptions('ContextServiceClient', key, keyTable);
  const { apiKey, accountId } = key;
  if (apiKey === undefined || apiKey === '' || !isHeaderValue(apiKey)) {
    throw new ConfigError('apiKey', 'ContextServiceClient needs the API key, a text, as its argument');
  }
  return { apiKey, accountId };
}

function check(options: CallControls, table: OptionTable<CallControls> = controlTable): void {
  const problem = optionProblem('A call of ContextServiceClient', options, table);
  if (problem !== undefined) throw new ParameterError(problem.name, `${problem.message}. Nothing was sent.`);
}

function checkNotBuiltIn(namespace: string): void {
  checkName('namespace', namespace);
  if (BUILT_IN.has(namespace)) {
    throw invalid(`The namespace ${namespace} is built in, and can neither be made nor deleted`);
  }
}

function checkName(what: string, name: unknown): void {
  if (typeof name !== 'string' || name === '') throw invalid(`${what} must be text that is not empty`);
}

function readNamespace(entry: unknown): ContextNamespace {
  const { name, createdAt, ttlSecond } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  // Text or milliseconds since the epoch.
  const namespace = { name: String(name), createdAt: new Date(createdAt as string | number) };
  return typeof ttlSecond === 'number' && ttlSecond > 0 ? { ...namespace, ttlSecond } : namespace;
}

/** A session that there is not has no properties. */
function whereThereIsNone(error: unknown): ContextProperties {
  if (error instanceof SDKError && error.code === ErrorCodes.ContextService.Data.NotFound) return {};
  throw error;
}

function invalid(message: string): SDKError {
  return new SDKError(ErrorCodes.ContextService.Parameter.Incorrect, `${message}. Nothing was sent.`);
}

function unexpected(message: string): SDKError {
  return new SDKError(ErrorCodes.ContextService.General.Unknown, message);
}
