import type { Interaction, InteractionInfo, InteractionPage } from '../../apis/interaction.js';
import { type OperationHandlers, refusal } from './api-routes.js';
import { type Answer, isJsonObject, parseJson, type SandboxRequest } from './exchange.js';
import { interactionTest, SearchRefused } from './interaction-search.js';
import type { SandboxSwitches } from './switches.js';

/** Parts that Engagement History needs. */
export interface EngagementHistoryParts {
  readonly interactions: readonly Interaction[];
  readonly switches: SandboxSwitches;
}

interface Paging {
  readonly offset: number;
  readonly limit: number;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const MAX_SOURCE_LENGTH = 20;

/** Fields to sort by. LivePerson documents `start` and `duration` by example; the others are the sandbox's. */
const SORT_FIELDS: Readonly<Record<string, (info: InteractionInfo) => number | string>> = {
  start: (info) => info.startTimeL,
  end: (info) => info.endTimeL,
  duration: (info) => info.duration,
  engagementId: (info) => info.engagementId,
  skillId: (info) => info.skillId,
  agentId: (info) => String(info.agentId),
};

/** engHistDomain: the search of ended chats. */
export function engagementHistoryHandlers(parts: EngagementHistoryParts): OperationHandlers {
  return {
    search: (request) => {
      const paging = readPaging(request);
      const order = readSort(request);
      const found = parts.interactions.filter(readTest(request)).sort(order);
      if (found.length === 0 && parts.switches.emptySearchStatus === 204) return { status: 204 };
      return page(request, found, paging);
    },
  };
}

function readTest(request: SandboxRequest): (interaction: Interaction) => boolean {
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw refusal(request, 'bad-request', 'The body must be a JSON object');
  try {
    return interactionTest(body);
  } catch (error) {
    if (error instanceof SearchRefused) throw refusal(request, 'bad-request', error.message);
    throw error;
  }
}

function readPaging(request: SandboxRequest): Paging {
  const source = request.query.get('source') ?? '';
  if (source === '' || source.length > MAX_SOURCE_LENGTH) {
    throw refusal(request, 'bad-request', `"source" must have 1 to ${MAX_SOURCE_LENGTH} characters`);
  }
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const text = request.query.get(name);
    const value = text === null ? fallback : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw refusal(request, 'bad-request', `"${name}" must be a whole number from ${min} to ${max}`);
  };
  return {
    offset: whole('offset', 0, 0, Number.MAX_SAFE_INTEGER),
    limit: whole('limit', DEFAULT_LIMIT, 1, MAX_LIMIT),
  };
}

type Order = (a: Interaction, b: Interaction) => number;

function readSort(request: SandboxRequest): Order {
  const keys = (request.query.get('sort') ?? 'start:asc').split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.trim().split(':');
    const field = Object.hasOwn(SORT_FIELDS, name) ? SORT_FIELDS[name] : undefined;
    if (field === undefined || !['asc', 'desc'].includes(direction) || rest.length > 0) {
      throw refusal(request, 'bad-request', '"sort" must be a list such as start:asc,duration:desc');
    }
    return { field, sign: direction === 'asc' ? 1 : -1 };
  });
  return (a, b) => {
    for (const { field, sign } of keys) {
      const [left, right] = [field(a.info), field(b.info)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}

function page(request: SandboxRequest, found: readonly Interaction[], { offset, limit }: Paging): Answer {
  const link = (rel: string, at: number) => {
    const url = new URL(request.url);
    url.searchParams.set('offset', String(at));
    url.searchParams.set('limit', String(limit));
    return { [rel]: { rel, href: url.href } };
  };
  const last = Math.max(0, Math.ceil(found.length / limit) - 1) * limit;
  const body: InteractionPage = {
    _metadata: {
      count: found.length,
      ...link('self', offset),
      ...(offset + limit < found.length ? link('next', offset + limit) : {}),
      ...(offset > 0 ? link('prev', Math.max(0, offset - limit)) : {}),
      ...link('last', last),
      shardsStatusResult: { partialResult: false },
    },
    interactionHistoryRecords: found.slice(offset, offset + limit),
  };
  return { status: 200, body };
}
