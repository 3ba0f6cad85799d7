import type { Operation } from '../../../apis/define-api.js';
import type { Answer, Handler, SandboxRequest } from '../exchange.js';
import { refusal } from './api-routes.js';
import { type FieldSelection, parseSelect, selectFields } from './select-fields.js';

/** An entity of account configuration. */
export interface ConfiguredItem {
  readonly id: number;
  readonly deleted?: boolean;
}

/** A collection of account configuration with its revision. */
export interface ConfiguredCollection<Item extends ConfiguredItem> {
  readonly items: readonly Item[];
  readonly revision: string;
  /** Headers of its answers. @default the revision, as `ac-revision` and `etag` */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a collection is read when the caller selects nothing. */
export interface ReadDefaults {
  readonly list: FieldSelection | undefined;
  readonly get: FieldSelection | undefined;
  /** Fields that come only when they are selected, by name or by `$all`. */
  readonly onlySelected: readonly string[];
}

/** The operations of the client that read a collection. What they do not send, the sandbox ignores. */
export interface ReadOperations {
  readonly list: Operation;
  readonly get: Operation;
}

/** Reads of a collection, all of it and one item. */
export function readHandlers(
  collection: ConfiguredCollection<ConfiguredItem>,
  defaults: ReadDefaults,
  operations: ReadOperations,
): { readonly list: Handler; readonly get: Handler } {
  const inList = operations.list.parameters();
  const inGet = operations.get.parameters();
  const idName = Object.keys(inGet).find((name) => inGet[name]?.in === 'path') ?? '';
  return {
    list: (request) => {
      const read = checkRead(request, inList, defaults.list);
      if (isUnchanged(request, inList, collection)) return notModified(collection);
      const items = collection.items.filter(({ deleted }) => read.includeDeleted || !deleted);
      return answer(
        collection,
        items.map((item) => shape(item, read.selection, defaults)),
      );
    },
    get: (request) => {
      const read = checkRead(request, inGet, defaults.get);
      const id = request.params[idName] ?? '';
      if (!/^[1-9]\d*$/.test(id)) throw refusal(request, 'bad-request', 'The id must be a positive number');
      const item = collection.items.find(
        (one) => String(one.id) === id && (read.includeDeleted || !one.deleted),
      );
      if (item === undefined) throw refusal(request, 'not-found', 'Data not found');
      if (isUnchanged(request, inGet, collection)) return notModified(collection);
      return answer(collection, shape(item, read.selection, defaults));
    },
  };
}

type ReadParameters = ReturnType<Operation['parameters']>;

interface ReadQuery {
  readonly selection: FieldSelection | undefined;
  readonly includeDeleted: boolean;
}

/** Checks what every read has in common: `include_deleted` and `select`. */
export function checkRead(
  request: SandboxRequest,
  parameters: ReadParameters,
  defaultSelection: FieldSelection | undefined,
): ReadQuery {
  return {
    includeDeleted: parameters.includeDeleted !== undefined && readFlag(request, 'include_deleted'),
    selection: parameters.select === undefined ? undefined : readSelection(request, defaultSelection),
  };
}

/** A flag of the query; false without it. */
export function readFlag(request: SandboxRequest, name: string): boolean {
  const value = request.query.get(name) ?? 'false';
  if (!['true', 'false'].includes(value)) {
    throw refusal(request, 'bad-request', `The query parameter "${name}" must be true or false`);
  }
  return value === 'true';
}

function readSelection(
  request: SandboxRequest,
  defaultSelection: FieldSelection | undefined,
): FieldSelection | undefined {
  const select = request.query.get('select') ?? '';
  if (select === '') return defaultSelection;
  const selection = parseSelect(select);
  if (selection === undefined) {
    throw refusal(request, 'bad-request', 'The query parameter "select" is malformed');
  }
  return selection;
}

/** An item with the fields that were selected. */
export function shape(
  item: ConfiguredItem,
  selection: FieldSelection | undefined,
  defaults: ReadDefaults,
): unknown {
  if (selection === undefined) {
    const fields = Object.entries(item).filter(([name]) => !defaults.onlySelected.includes(name));
    return Object.fromEntries(fields);
  }
  const selected = selectFields(item, selection);
  return typeof selected === 'object' ? { id: item.id, deleted: item.deleted, ...selected } : selected;
}

function headersOf({
  headers,
  revision,
}: ConfiguredCollection<ConfiguredItem>): Readonly<Record<string, string>> {
  return headers ?? { 'ac-revision': revision, etag: revision };
}

function answer(collection: ConfiguredCollection<ConfiguredItem>, body: unknown): Answer {
  return { status: 200, headers: headersOf(collection), body };
}

/** On reads, `If-Match` with the current revision means "only if changed": the reverse of RFC 9110 (documented). */
function isUnchanged(
  request: SandboxRequest,
  parameters: ReadParameters,
  { revision }: ConfiguredCollection<ConfiguredItem>,
): boolean {
  return parameters.ifRevision !== undefined && request.headers['if-match'] === revision;
}

function notModified(collection: ConfiguredCollection<ConfiguredItem>): Answer {
  return { status: 304, headers: headersOf(collection) };
}
