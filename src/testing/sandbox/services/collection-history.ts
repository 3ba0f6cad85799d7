import type { AccountChanges, DeltaAnswer } from '../../../apis/account-config/changes-query.js';
import { type Answer, isJsonObject, type JsonObject, parseJson, type SandboxRequest } from '../exchange.js';
import { refusal } from './api-routes.js';
import type { ConfiguredItem } from './collection-reads.js';

const HOUR_MS = 3_600_000;

/** A collection whose items have come one by one, one per revision; the last is the current revision. */
export interface CollectionHistory {
  readonly accountId: string;
  readonly items: readonly ConfiguredItem[];
  /** Current revision; greater than the number of items. */
  readonly revision: number;
  /** Milliseconds since the epoch of the current revision; each one before is an hour older. */
  readonly revisedAt: number;
}

/** How the queries of an API answer. */
export interface HistoryFormat {
  readonly appName: string;
  readonly appApiVersion: number;
  readonly date: (ms: number) => string;
  /** Whether the changes of a single account come bare, not in a list. */
  readonly oneAccountBare: boolean;
  /** Form of an item on the wire. */
  readonly item: (item: ConfiguredItem) => unknown;
}

/** The items as they were at a revision; undefined for one that has not been reached. */
export function itemsAt(history: CollectionHistory, revision: number): ConfiguredItem[] | undefined {
  if (revision > history.revision) return undefined;
  return history.items.filter((_item, index) => revisionOf(history, index) <= revision);
}

/** Answers both queries: kind 0 asks for changed items, kind 1 for every change. */
export function answerQuery(
  request: SandboxRequest,
  history: CollectionHistory,
  format: HistoryFormat,
): Answer {
  const body = parseJson(request.body);
  if (!isJsonObject(body) || !Array.isArray(body.parameters) || body.parameters.length === 0) {
    throw refusal(request, 'bad-request', 'The body must have "type" and "parameters", one per account');
  }
  const accounts = body.parameters.map((account) => checkAccount(request, history, account));
  if (body.type === 0) {
    return { status: 200, body: deltaOf(request, history, format, accounts) };
  }
  if (body.type === 1) {
    const changes = accounts.map((account) => changesOf(request, history, format, account));
    return { status: 200, body: format.oneAccountBare && changes.length === 1 ? changes[0] : changes };
  }
  throw refusal(request, 'bad-request', '"type" must be 0 or 1');
}

function checkAccount(
  request: SandboxRequest,
  { accountId }: CollectionHistory,
  account: unknown,
): JsonObject {
  if (!isJsonObject(account) || typeof account.site !== 'string') {
    throw refusal(request, 'bad-request', '"site" must be the id of an account, as text');
  }
  // Which accounts a key may ask for is not documented; the sandbox knows one.
  if (account.site !== accountId) throw refusal(request, 'forbidden', 'The account is not that of the key');
  return account;
}

function deltaOf(
  request: SandboxRequest,
  history: CollectionHistory,
  { appName, appApiVersion, item }: HistoryFormat,
  accounts: readonly JsonObject[],
): DeltaAnswer<unknown> {
  const accountList = accounts.map((account) => {
    const known = revisionField(request, account, 'revision');
    const items = history.items.filter((_item, index) => revisionOf(history, index) > known).map(item);
    return { siteId: history.accountId, itemsCollection: { items, revision: history.revision } };
  });
  return { appDataList: [{ appName, appApiVersion, accountList: { accountList } }] };
}

function changesOf(
  request: SandboxRequest,
  history: CollectionHistory,
  { date, item }: HistoryFormat,
  account: JsonObject,
): AccountChanges<unknown> {
  const from = revisionField(request, account, 'from');
  const to = revisionField(request, account, 'to');
  if (from > to) throw refusal(request, 'bad-request', '"from" must not be greater than "to"');
  const revisionsCollection = history.items.flatMap((one, index) => {
    const revision = revisionOf(history, index);
    if (revision < from || revision > to) return [];
    const revisedAt = history.revisedAt - (history.revision - revision) * HOUR_MS;
    return [{ revision, items: [item(one)], revisionDate: date(revisedAt) }];
  });
  return { revisionsCollection, siteId: history.accountId };
}

function revisionField(request: SandboxRequest, account: JsonObject, name: string): number {
  const value = account[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw refusal(request, 'bad-request', `"${name}" must be a revision, a whole number`);
  }
  return value;
}

function revisionOf({ items, revision }: CollectionHistory, index: number): number {
  return revision - items.length + 1 + index;
}
