import { agentGroups } from '../../../apis/account-config/agent-groups.js';
import { agentStatusReason } from '../../../apis/account-config/agent-status-reason.js';
import { lobs } from '../../../apis/account-config/lobs.js';
import { profiles } from '../../../apis/account-config/profiles.js';
import { workdays } from '../../../apis/account-config/workdays.js';
import type { AccountStructure } from '../../fixtures/account-structure.js';
import type { Fixtures } from '../../fixtures/fixtures.js';
import { spacedTime } from '../../time-texts.js';
import { type Handler, isJsonObject, parseJson } from '../exchange.js';
import { type OperationHandlers, refusal } from './api-routes.js';
import { answerQuery, type CollectionHistory } from './collection-history.js';
import {
  type ConfiguredCollection,
  type ConfiguredItem,
  checkRead,
  type ReadDefaults,
  readFlag,
  readHandlers,
  shape,
} from './collection-reads.js';
import { parseSelect } from './select-fields.js';

/** Revisions of the collections: made up, and different from each other. */
const REVISIONS = {
  agentGroups: '1601',
  profiles: '1702',
  lobs: '1803',
  workdays: '2005',
  specialOccasions: '2106',
} as const;

/** Format of the sandbox; LivePerson documents none. */
const PROFILES_LAST_MODIFIED = '2026-05-28 12:00:00';

/** No default is documented for these: the sandbox answers all fields. */
const ALL_FIELDS: ReadDefaults = { list: undefined, get: undefined, onlySelected: [] };

/** Handlers of the APIs of what users and skills refer to, by the ids of these APIs. */
export function accountStructureHandlers(fixtures: Fixtures): Readonly<Record<string, OperationHandlers>> {
  return {
    agentGroups: agentGroupHandlers(fixtures),
    profiles: profileHandlers(fixtures),
    lobs: readHandlers({ items: fixtures.lobs, revision: REVISIONS.lobs }, ALL_FIELDS, lobs.operations),
    workdays: workdaysHandlers(fixtures),
    agentStatusReason: statusReasonHandlers(fixtures),
  };
}

/** Members and managers come with a list that asks for them (inferred). */
function agentGroupHandlers({ agentGroups: groups }: AccountStructure): OperationHandlers {
  const withoutUsers = groups.map(({ members: _members, managers: _managers, ...group }) => group);
  const read = (items: readonly ConfiguredItem[]) =>
    readHandlers({ items, revision: REVISIONS.agentGroups }, ALL_FIELDS, agentGroups.operations);
  const [short, whole] = [read(withoutUsers), read(groups)];
  return {
    list: (request) => (readFlag(request, 'getUsers') ? whole : short).list(request),
    get: short.get,
  };
}

/** What `X-LP-Last-Modified` changes is not documented: the sandbox answers in full, and names its own. */
function profileHandlers({ profiles: items }: AccountStructure): OperationHandlers {
  const revision = REVISIONS.profiles;
  const headers = { 'ac-revision': revision, 'x-lp-last-modified': PROFILES_LAST_MODIFIED };
  return readHandlers({ items, revision, headers }, ALL_FIELDS, profiles.operations);
}

function statusReasonHandlers(fixtures: Fixtures): OperationHandlers {
  const { accountId, baseTime, agentStatusReasons: items, agentStatusReasonRevision: revision } = fixtures;
  const collection = withAcRevision(items, String(revision));
  const history: CollectionHistory = { accountId, items, revision, revisedAt: baseTime };
  return {
    ...readHandlers(collection, ALL_FIELDS, agentStatusReason.operations),
    queryChanges: changesHandler(history),
  };
}

function changesHandler(history: CollectionHistory): Handler {
  const parameters = agentStatusReason.operations.queryChanges.parameters();
  return (request) => {
    checkRead(request, parameters, undefined);
    const body = parseJson(request.body);
    if (!isJsonObject(body) || body.type !== 1) {
      throw refusal(request, 'bad-request', 'The body must be an object with "type" 1');
    }
    return answerQuery(request, history, {
      appName: 'le-agents',
      appApiVersion: 1,
      date: spacedTime,
      oneAccountBare: false,
      item: (item) => shape(item, undefined, ALL_FIELDS),
    });
  };
}

/** Lists are answered in short unless the caller selects more (documented by example). */
function workdaysHandlers(structure: AccountStructure): OperationHandlers {
  const { list, get, listSpecialOccasions, getSpecialOccasion } = workdays.operations;
  const defaults: ReadDefaults = { ...ALL_FIELDS, list: parseSelect('id,name,deleted,isDefault') };
  const hours = withAcRevision(structure.workdays, REVISIONS.workdays);
  const occasions = withAcRevision(structure.specialOccasions, REVISIONS.specialOccasions);
  const special = readHandlers(occasions, defaults, { list: listSpecialOccasions, get: getSpecialOccasion });
  return {
    ...readHandlers(hours, defaults, { list, get }),
    listSpecialOccasions: special.list,
    getSpecialOccasion: special.get,
  };
}

/** These APIs name the revision in one header only (documented). */
function withAcRevision(
  items: readonly ConfiguredItem[],
  revision: string,
): ConfiguredCollection<ConfiguredItem> {
  return { items, revision, headers: { 'ac-revision': revision } };
}
