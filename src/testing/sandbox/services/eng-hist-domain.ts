import { engagementHistory } from '../../../apis/history/engagement-history.js';
import type { Interaction, InteractionInfo, InteractionPage } from '../../../apis/history/interaction.js';
import type { Answer, Route, SandboxRequest } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { apiRoutes, type OperationHandlers, refusal } from './api-routes.js';
import { checkSource, type Paging, pageMetadata, readPaging, readTest } from './history-search.js';
import { interactionTests } from './interaction-search.js';

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
export function engHistDomainRoutes(parts: ServiceParts): Route[] {
  const handlers = engagementHistoryHandlers(parts);
  return apiRoutes('engHistDomain', engagementHistory, handlers, parts.authentication);
}

function engagementHistoryHandlers({ fixtures, switches }: ServiceParts): OperationHandlers {
  return {
    search: (request) => {
      checkSource(request);
      const paging = readPaging(request);
      const order = readSort(request);
      const found = fixtures.interactions.filter(readTest(request, interactionTests)).sort(order);
      if (found.length === 0 && switches.emptySearchStatus === 204) return { status: 204 };
      return page(request, found, paging);
    },
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

function page(request: SandboxRequest, found: readonly Interaction[], paging: Paging): Answer {
  const { offset, limit } = paging;
  const body: InteractionPage = {
    _metadata: pageMetadata(request, found.length, paging),
    interactionHistoryRecords: found.slice(offset, offset + limit),
  };
  return { status: 200, body };
}
