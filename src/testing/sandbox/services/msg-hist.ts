import type { Conversation, ConversationPage } from '../../../apis/history/conversation.js';
import { messagingInteractions } from '../../../apis/history/messaging-interactions.js';
import {
  type Answer,
  isJsonObject,
  type JsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { apiRoutes, type OperationHandlers, refusal } from './api-routes.js';
import { conversationTests } from './conversation-search.js';
import {
  checkSource,
  oneOf,
  type Paging,
  pageMetadata,
  readPaging,
  readTest,
  SearchRefused,
  type Test,
} from './history-search.js';

const MAX_IDS = 100;

/** Parts that come unless others are asked for (documented). */
const DEFAULT_PARTS: readonly string[] = [
  'campaign',
  'messageRecords',
  'agentParticipants',
  'agentParticipantsLeave',
  'agentParticipantsActive',
  'consumerParticipants',
  'transfers',
  'interactions',
  'messageScores',
  'messageStatuses',
  'conversationSurveys',
  'coBrowseSessions',
  'summary',
  'sdes',
];

/** msgHist: searches of conversations. */
export function msgHistRoutes(parts: ServiceParts): Route[] {
  const handlers = messagingInteractionsHandlers(parts);
  return apiRoutes('msgHist', messagingInteractions, handlers, parts.authentication);
}

function messagingInteractionsHandlers({ fixtures, switches, reports }: ServiceParts): OperationHandlers {
  const find = (
    request: SandboxRequest,
    makeTests: (body: JsonObject) => readonly Test<Conversation>[],
    order?: Order,
  ): Answer => {
    checkSource(request);
    const paging = readPaging(request);
    const found = fixtures.conversations.filter(readTest(request, makeTests)).sort(order);
    if (found.length === 0 && switches.emptySearchStatus === 204) return { status: 204 };
    const told = found.map((conversation) => reports.inConversation(conversation));
    return page(request, told, paging);
  };
  return {
    search: (request) => {
      checkRollover(request);
      return find(request, conversationTests, readOrder(request));
    },
    get: (request) => find(request, (body) => [idTest(body)]),
    listByConsumer: (request) => find(request, consumerTests),
  };
}

function consumerTests(body: JsonObject): Test<Conversation>[] {
  const { consumer, status } = body;
  if (typeof consumer !== 'string') throw new SearchRefused('"consumer" must be a string');
  if (status === undefined) throw new SearchRefused('"status" must be given');
  const isTheirs = ({ consumerParticipants = [] }: Conversation) =>
    consumerParticipants.some(({ participantId }) => participantId === consumer);
  return [isTheirs, oneOf(body, 'status', ({ info }) => info.status)];
}

function idTest({ conversationId, conversationIds }: JsonObject): Test<Conversation> {
  const ids: unknown = conversationIds ?? [conversationId];
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MAX_IDS || !ids.every(isText)) {
    throw new SearchRefused(`"conversationId", or 1 to ${MAX_IDS} "conversationIds", must be given`);
  }
  return ({ info }) => ids.includes(info.conversationId);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** No account of the sandbox has a rollover account. */
function checkRollover(request: SandboxRequest): void {
  if (/^(true|false)$/.test(request.query.get('rollover') ?? 'false')) return;
  throw refusal(request, 'bad-request', '"rollover" must be true or false');
}

type Order = (a: Conversation, b: Conversation) => number;

function readOrder(request: SandboxRequest): Order {
  const match = /^(start|end):(asc|desc)$/.exec(request.query.get('sort') ?? 'start:asc');
  if (match === null) throw refusal(request, 'bad-request', '"sort" must be such as start:asc or end:desc');
  const [, field, direction] = match;
  const sign = direction === 'asc' ? 1 : -1;
  const time = ({ info }: Conversation) => (field === 'start' ? info.startTimeL : info.endTimeL);
  return (a, b) => sign * (time(a) - time(b));
}

function page(request: SandboxRequest, found: readonly Conversation[], paging: Paging): Answer {
  const { offset, limit } = paging;
  const parts = readParts(request);
  const body: ConversationPage = {
    _metadata: pageMetadata(request, found.length, paging),
    conversationHistoryRecords: found
      .slice(offset, offset + limit)
      .map((conversation) => withParts(conversation, parts))
      .map((conversation) => (isSecondVersion(request) ? conversation : withTextAttributes(conversation))),
  };
  return { status: 200, body };
}

function readParts(request: SandboxRequest): ReadonlySet<string> {
  const body = parseJson(request.body);
  const asked = isJsonObject(body) ? body.contentToRetrieve : undefined;
  if (asked !== undefined && !(Array.isArray(asked) && asked.every(isText))) {
    throw refusal(request, 'bad-request', '"contentToRetrieve" must be an array of strings');
  }
  const parts = new Set(asked ?? DEFAULT_PARTS);
  if (!isSecondVersion(request)) parts.delete('unAuthSdes');
  return parts;
}

function isSecondVersion({ version }: SandboxRequest): boolean {
  return version === 2;
}

/** Version 1 has text where version 2 has numbers and booleans (documented). */
function withTextAttributes(conversation: Conversation): Conversation {
  if (!conversation.sdes) return conversation;
  const events = conversation.sdes.events.map((event) => {
    const { isAuthenticated, ...attributes } = event;
    const text = asText(attributes) as typeof event;
    return isAuthenticated === undefined ? text : { ...text, isAuthenticated };
  });
  return { ...conversation, sdes: { ...conversation.sdes, events } };
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, asText(field)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function withParts({ info, ...others }: Conversation, parts: ReadonlySet<string>): Conversation {
  const wanted = Object.entries(others).filter(([name]) => parts.has(name));
  return { info, ...Object.fromEntries(wanted) };
}
