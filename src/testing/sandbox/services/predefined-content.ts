import { predefinedContent } from '../../../apis/account-config/predefined-content.js';
import type { PredefinedContent } from '../../../apis/account-config/predefined-content-entity.js';
import type { Fixtures } from '../../fixtures/fixtures.js';
import { spacedTime } from '../../time-texts.js';
import type { Answer, Handler, SandboxRequest } from '../exchange.js';
import { type OperationHandlers, refusal } from './api-routes.js';
import { answerQuery, type CollectionHistory } from './collection-history.js';
import {
  type ConfiguredCollection,
  type ConfiguredItem,
  checkRead,
  type ReadDefaults,
  readHandlers,
  shape,
} from './collection-reads.js';
import { readTexts } from './localised-texts.js';
import type { FieldSelection } from './select-fields.js';

const SUMMARY = ['id', 'deleted', 'enabled', 'categoriesIds', 'type', 'hotkey'] as const;

/** Reads of predefined content. Without a selection texts and skills are left out (documented). */
export function predefinedContentHandlers(fixtures: Fixtures): OperationHandlers {
  const { predefinedContent: all, defaultPredefinedContent: defaults } = fixtures;
  const revision = String(fixtures.contentRevisions.predefinedContent);
  const query = queryHandler(fixtures);
  return {
    list: (request) => readsOf(filtered(all, request), revision, request).list(request),
    listGroupedByCategories: (request) => listByCategory(filtered(all, request), revision, request),
    get: (request) => readsOf(all, revision, request).get(request),
    listDefaults: () => ({ status: 200, body: defaults }),
    getDefault: (request) => {
      const found = defaults.find(({ templateId }) => templateId === request.params.templateId);
      if (found === undefined) throw refusal(request, 'not-found', 'Data not found');
      return { status: 200, body: found };
    },
    queryDelta: query,
    queryChanges: query,
  };
}

function readsOf(
  items: readonly PredefinedContent[],
  revision: string,
  request: SandboxRequest,
): { readonly list: Handler; readonly get: Handler } {
  const texts = readTexts(request);
  const localised = items.map((item) =>
    item.data === undefined ? item : { ...item, data: texts(item.data) },
  );
  const collection: ConfiguredCollection<ConfiguredItem> = {
    items: localised,
    revision,
    headers: { 'ac-revision': revision },
  };
  return readHandlers(collection, defaultsOf(request), predefinedContent.operations);
}

async function listByCategory(
  items: readonly PredefinedContent[],
  revision: string,
  request: SandboxRequest,
): Promise<Answer> {
  const answer = await readsOf(items, revision, request).list(request);
  if (answer.status !== 200 || !Array.isArray(answer.body)) return answer;
  const shaped = new Map((answer.body as PredefinedContent[]).map((item) => [item.id, item]));
  const grouped: Record<string, PredefinedContent[]> = {};
  for (const { id, categoriesIds = [] } of items) {
    const item = shaped.get(id);
    if (item === undefined) continue;
    for (const category of categoriesIds) {
      grouped[category] ??= [];
      grouped[category].push(item);
    }
  }
  return { ...answer, body: grouped };
}

function filtered(all: readonly PredefinedContent[], request: SandboxRequest): PredefinedContent[] {
  const groupBy = request.query.get('group_by');
  if (groupBy !== null && groupBy !== 'CATEGORIES') {
    throw refusal(request, 'bad-request', 'The query parameter "group_by" must be CATEGORIES');
  }
  const ids = idsOf(request, 'ids');
  const skills = idsOf(request, 'skill_ids');
  return all.filter(({ id, skillIds = [] }) => {
    return (ids?.includes(String(id)) ?? true) && (skills === undefined || includesAny(skills, skillIds));
  });
}

function includesAny(wanted: readonly string[], ids: readonly number[]): boolean {
  return ids.some((id) => wanted.includes(String(id)));
}

function idsOf(request: SandboxRequest, name: string): string[] | undefined {
  const ids = request.query.get(name)?.split(',');
  if (ids?.every((id) => /^[1-9]\d*$/.test(id)) === false) {
    throw refusal(request, 'bad-request', `The query parameter "${name}" must be a list of ids`);
  }
  return ids;
}

/** The fields without `select`: `fields` names them, `field_set` is their set. */
function defaultsOf(request: SandboxRequest): ReadDefaults {
  const fieldSet = request.query.get('field_set') ?? 'summary';
  if (!['summary', 'all'].includes(fieldSet)) {
    throw refusal(request, 'bad-request', 'The query parameter "field_set" must be summary or all');
  }
  const fields = request.query.get('fields')?.replace('hot-key', 'hotkey').split(',');
  const names = fields ?? (fieldSet === 'all' ? [...SUMMARY, 'data'] : SUMMARY);
  const selection: FieldSelection = new Map(names.map((name) => [name, undefined]));
  return { list: selection, get: selection, onlySelected: [] };
}

function queryHandler({ accountId, baseTime, contentRevisions, predefinedContent: all }: Fixtures): Handler {
  const revision = contentRevisions.predefinedContent;
  const { queryDelta } = predefinedContent.operations;
  return (request) => {
    const texts = readTexts(request);
    const items = all.map((item) => ({ ...item, data: texts(item.data ?? []) }));
    const history: CollectionHistory = { accountId, items, revision, revisedAt: baseTime };
    const defaults = defaultsOf(request);
    const { selection } = checkRead(request, queryDelta.parameters(), defaults.list);
    return answerQuery(request, history, {
      appName: 'canned-responses',
      appApiVersion: 2,
      date: spacedTime,
      // As on the page, which shows one account only.
      oneAccountBare: true,
      item: (item) => shape(item, selection, defaults),
    });
  };
}
