import { predefinedCategories } from '../../../apis/account-config/predefined-categories.js';
import type { Fixtures } from '../../fixtures/fixtures.js';
import { monthNameTime } from '../../time-texts.js';
import type { Handler, SandboxRequest } from '../exchange.js';
import { type OperationHandlers, refusal } from './api-routes.js';
import { answerQuery, type CollectionHistory, itemsAt } from './collection-history.js';
import {
  type ConfiguredItem,
  checkRead,
  type ReadDefaults,
  type ReadOperations,
  readHandlers,
  shape,
} from './collection-reads.js';
import { parseSelect } from './select-fields.js';

const SUMMARY = 'id,deleted,name';

const DEFAULTS: ReadDefaults = { list: parseSelect(SUMMARY), get: undefined, onlySelected: [] };

/** Reads of categories. Without `select` lists have id, deleted and name, one category all (documented). */
export function predefinedCategoryHandlers(fixtures: Fixtures): OperationHandlers {
  const { accountId, baseTime, predefinedCategories: items } = fixtures;
  const revision = fixtures.contentRevisions.predefinedCategories;
  const history: CollectionHistory = { accountId, items, revision, revisedAt: baseTime };
  const { list, listByRevision, get, queryDelta } = predefinedCategories.operations;
  const reads = readsOf(items, revision, { list, get });
  const query: Handler = (request) => {
    const { selection } = checkRead(request, queryDelta.parameters(), DEFAULTS.list);
    return answerQuery(request, history, {
      appName: 'categories',
      appApiVersion: 1,
      date: monthNameTime,
      oneAccountBare: false,
      item: (item) => shape(item, selection, DEFAULTS),
    });
  };
  return {
    list: withAlias(reads.list),
    listByRevision: withAlias((request) => {
      const asked = revisionOf(request);
      const known = itemsAt(history, asked);
      if (known === undefined) throw refusal(request, 'not-found', 'Data not found');
      return readsOf(known, asked, { list: listByRevision, get }).list(request);
    }),
    get: withAlias(reads.get),
    queryDelta: withAlias(query),
    queryChanges: withAlias(query),
  };
}

function readsOf(items: readonly ConfiguredItem[], revision: number, operations: ReadOperations) {
  const headers = { 'ac-revision': String(revision) };
  return readHandlers({ items, revision: String(revision), headers }, DEFAULTS, operations);
}

/** `$summary` stands for the short form (documented). */
function withAlias(handler: Handler): Handler {
  return (request) => {
    if (request.query.get('select') !== '$summary') return handler(request);
    const query = new URLSearchParams(request.query);
    query.set('select', SUMMARY);
    return handler({ ...request, query });
  };
}

function revisionOf(request: SandboxRequest): number {
  const { revision = '' } = request.params;
  if (!/^[1-9]\d*$/.test(revision)) {
    throw refusal(request, 'bad-request', 'The revision must be a positive number');
  }
  return Number(revision);
}
