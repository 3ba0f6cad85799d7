import { skills } from '../../apis/skills.js';
import { users } from '../../apis/users.js';
import { forbiddenRoutes, type OperationHandlers, refusal } from './api-routes.js';
import type { Authentication } from './authentication.js';
import type { Answer, Route, SandboxRequest } from './exchange.js';
import { type FieldSelection, parseSelect, selectFields } from './select-fields.js';

/** An entity of account configuration. */
export interface ConfiguredItem {
  readonly id: number;
  readonly deleted: boolean;
}

/** A collection of account configuration with its revision. */
export interface ConfiguredCollection<Item extends ConfiguredItem> {
  readonly items: readonly Item[];
  readonly revision: string;
}

/** How a collection is read when the caller selects nothing. */
interface ReadDefaults {
  readonly list: FieldSelection | undefined;
  readonly get: FieldSelection | undefined;
  /** Fields that come only when they are selected, by name or by `$all`. */
  readonly onlySelected: readonly string[];
}

const USER_DEFAULTS: ReadDefaults = {
  list: undefined,
  get: undefined,
  onlySelected: ['skills', 'profiles', 'managedAgentGroups', 'lobs'],
};

const WRITE_METHODS = ['POST', 'PUT', 'DELETE'] as const;

/** Reads of users. Without `select` every documented field comes (documented). */
export function userHandlers(collection: ConfiguredCollection<ConfiguredItem>): OperationHandlers {
  return readHandlers(collection, USER_DEFAULTS, 'userId');
}

/** Reads of skills. Without `select` a list has id, deleted and name, a single skill every field (documented). */
export function skillHandlers(collection: ConfiguredCollection<ConfiguredItem>): OperationHandlers {
  const defaults: ReadDefaults = { list: parseSelect('id,deleted,name'), get: undefined, onlySelected: [] };
  return readHandlers(collection, defaults, 'skillId');
}

/** Writes of users and skills: known paths that the default key has no privilege for. */
export function accountConfigWriteRoutes(authentication: Authentication): Route[] {
  return [users, skills].flatMap((api) => {
    const paths = Object.values(api.operations).map(({ path }) => path);
    const routes = paths.flatMap((path) => WRITE_METHODS.map((method) => ({ method, path })));
    return forbiddenRoutes(api, authentication, routes);
  });
}

function readHandlers(
  collection: ConfiguredCollection<ConfiguredItem>,
  defaults: ReadDefaults,
  idParameter: string,
): OperationHandlers {
  return {
    list: (request) => {
      const read = checkRead(request, defaults.list);
      if (request.headers['if-match'] === collection.revision) return notModified(collection);
      const items = collection.items.filter(({ deleted }) => read.includeDeleted || !deleted);
      return answer(
        collection,
        items.map((item) => shape(item, read.selection, defaults)),
      );
    },
    get: (request) => {
      const read = checkRead(request, defaults.get);
      const id = request.params[idParameter] ?? '';
      if (!/^[1-9]\d*$/.test(id)) throw refusal(request, 'bad-request', 'The id must be a positive number');
      const item = collection.items.find(
        (one) => String(one.id) === id && (read.includeDeleted || !one.deleted),
      );
      if (item === undefined) throw refusal(request, 'not-found', 'Data not found');
      if (request.headers['if-match'] === collection.revision) return notModified(collection);
      return answer(collection, shape(item, read.selection, defaults));
    },
  };
}

interface ReadQuery {
  readonly selection: FieldSelection | undefined;
  readonly includeDeleted: boolean;
}

function checkRead(request: SandboxRequest, defaultSelection: FieldSelection | undefined): ReadQuery {
  const { query } = request;
  // Documented as required. LivePerson was seen to answer without it; a client that forgets it should notice.
  if (!/^\d+(\.\d+)?$/.test(query.get('v') ?? '')) {
    throw refusal(request, 'bad-request', 'The query parameter "v" must be a number');
  }
  const includeDeleted = query.get('include_deleted') ?? 'false';
  if (!['true', 'false'].includes(includeDeleted)) {
    throw refusal(request, 'bad-request', 'The query parameter "include_deleted" must be true or false');
  }
  const select = query.get('select') ?? '';
  const selection = select === '' ? defaultSelection : parseSelect(select);
  if (select !== '' && selection === undefined) {
    throw refusal(request, 'bad-request', 'The query parameter "select" is malformed');
  }
  return { selection, includeDeleted: includeDeleted === 'true' };
}

function shape(item: ConfiguredItem, selection: FieldSelection | undefined, defaults: ReadDefaults): unknown {
  if (selection === undefined) {
    const fields = Object.entries(item).filter(([name]) => !defaults.onlySelected.includes(name));
    return Object.fromEntries(fields);
  }
  const selected = selectFields(item, selection);
  return typeof selected === 'object' ? { id: item.id, deleted: item.deleted, ...selected } : selected;
}

function revisionHeaders(collection: ConfiguredCollection<ConfiguredItem>): Record<string, string> {
  return { 'ac-revision': collection.revision, etag: collection.revision };
}

function answer(collection: ConfiguredCollection<ConfiguredItem>, body: unknown): Answer {
  return { status: 200, headers: revisionHeaders(collection), body };
}

/** On reads, `If-Match` with the current revision means "only if changed": the reverse of RFC 9110 (documented). */
function notModified(collection: ConfiguredCollection<ConfiguredItem>): Answer {
  return { status: 304, headers: revisionHeaders(collection) };
}
