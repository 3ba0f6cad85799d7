import type { ApiDefinition, Operation } from '../../apis/define-api.js';
import { allApis } from '../../apis/index.js';
import type { Fixtures } from '../fixtures/fixtures.js';
import type { TestClock } from '../test-clock.js';
import type { AccountState } from './account-state.js';
import type { SandboxSwitches } from './control/switches.js';
import type { Route } from './exchange.js';
import type { SandboxFunctions } from './functions/sandbox-functions.js';
import type { CheckedSandboxOptions } from './sandbox-options.js';
import { SANDBOX_SERVICES, type SandboxService } from './sandbox-services.js';
import { Authentication } from './servers/authentication.js';
import { type ServerContext, type ServiceServer, startServiceServer } from './servers/service-server.js';
import type { TokenIssuer } from './servers/token-issuer.js';
import {
  accountConfigWriteRoutes,
  skillHandlers,
  userHandlers,
} from './services/account-config-read-only.js';
import { accountConfigReadWriteRoutes } from './services/account-config-read-write.js';
import { accountStructureHandlers } from './services/account-structure.js';
import { agentVepRoutes } from './services/agent-vep.js';
import { apiRoutes, type OperationHandlers } from './services/api-routes.js';
import { contentHandlers } from './services/content.js';
import { contentWriteRoutes } from './services/content-writes.js';
import { type BaseUri, csdsRoutes } from './services/csds.js';
import { dataAccessHandlers } from './services/data-access.js';
import { engagementHistoryHandlers } from './services/eng-hist-domain.js';
import { functionHandlers, functionListRoute } from './services/faas-gw.js';
import { faasUiRoutes } from './services/faas-ui.js';
import { messagingInteractionsHandlers } from './services/msg-hist.js';
import { chatOperationHandlers } from './services/operations-chat.js';
import { messagingOperationHandlers } from './services/operations-messaging.js';
import { enveloped } from './services/operations-report.js';
import { personalDataDeletionHandlers, personalDataDeletionWriteRoutes } from './services/rtbf.js';
import { sentinelRoutes } from './services/sentinel.js';
import { smtHandlers } from './services/smt.js';

/** What the routes of all servers are made of. */
export interface SandboxParts {
  readonly state: AccountState;
  readonly issuer: TokenIssuer;
  readonly switches: SandboxSwitches;
  readonly fixtures: Fixtures;
  readonly clock: TestClock;
  readonly functions: SandboxFunctions;
}

/** Revisions of the configured collections: made up, and different from each other. */
const REVISIONS = { users: '4711', skills: '815' } as const;

/** Starts a server per service. When one cannot start, those that did are closed again. */
export async function startServers(
  options: CheckedSandboxOptions,
  context: ServerContext,
  parts: SandboxParts,
): Promise<readonly ServiceServer[]> {
  const servers: ServiceServer[] = [];
  const entries = (): BaseUri[] =>
    servers
      .filter(({ service }) => service !== 'csds' && service !== 'dataAccess')
      .filter(({ service }) => service !== 'faasGW' || parts.state.infrastructure().state === 'ready')
      .map(({ service, host }) => ({ service, account: options.accountId, baseURI: host }));
  const routes = makeRoutes(parts, entries);
  const started = await Promise.allSettled(
    SANDBOX_SERVICES.map((service) => {
      return startServiceServer(service, options.ports[service] ?? 0, context, routes[service]);
    }),
  );
  let failure: PromiseRejectedResult | undefined;
  for (const result of started) {
    if (result.status === 'fulfilled') servers.push(result.value);
    else failure ??= result;
  }
  if (failure === undefined) return servers;
  await Promise.all(servers.map((server) => server.close()));
  throw failure.reason;
}

function makeRoutes(parts: SandboxParts, entries: () => readonly BaseUri[]): Record<SandboxService, Route[]> {
  const { state } = parts;
  const authentication = new Authentication(state, parts.issuer);
  const handlers = makeHandlers(parts);
  const apisOf = (service: SandboxService) =>
    allApis.flatMap((api) => apiRoutes(servedBy(service, api), handlersOf(api, handlers), authentication));
  const writes = [...accountConfigWriteRoutes(authentication), ...contentWriteRoutes(authentication)];
  checkEveryApiIsServed();
  return {
    csds: csdsRoutes(entries),
    sentinel: sentinelRoutes(parts),
    agentVep: agentVepRoutes(state, entries),
    accountConfigReadWrite: [...accountConfigReadWriteRoutes(state, parts.switches), ...writes],
    accountConfigReadOnly: [...apisOf('accountConfigReadOnly'), ...writes],
    engHistDomain: apisOf('engHistDomain'),
    msgHist: apisOf('msgHist'),
    leDataReporting: apisOf('leDataReporting'),
    msgEwtAPI: apisOf('msgEwtAPI'),
    rtbf: [...apisOf('rtbf'), ...personalDataDeletionWriteRoutes(authentication)],
    smt: apisOf('smt'),
    faasGW: [...apisOf('faasGW'), functionListRoute(authentication, parts.functions)],
    faasUI: faasUiRoutes(state),
    dataAccess: apisOf('dataAccess'),
  };
}

function makeHandlers({
  fixtures,
  switches,
  clock,
  functions,
}: SandboxParts): Readonly<Record<string, OperationHandlers>> {
  const { users, skills, interactions, conversations, operations } = fixtures;
  return {
    users: userHandlers({ items: users, revision: REVISIONS.users }),
    skills: skillHandlers({ items: skills, revision: REVISIONS.skills }),
    engagementHistory: engagementHistoryHandlers({ interactions, switches }),
    operationalRealtime: enveloped({
      ...chatOperationHandlers({ operations, clock }),
      ...messagingOperationHandlers({ operations, clock }),
    }),
    messagingInteractions: messagingInteractionsHandlers({ conversations, switches }),
    personalDataDeletion: personalDataDeletionHandlers(fixtures.deletionRequests),
    ...accountStructureHandlers(fixtures),
    ...smtHandlers(fixtures),
    ...contentHandlers(fixtures),
    ...dataAccessHandlers(fixtures),
    functions: functionHandlers({ functions, clock }),
  };
}

function handlersOf(
  api: ApiDefinition,
  handlers: Readonly<Record<string, OperationHandlers>>,
): OperationHandlers {
  const found = handlers[api.id];
  if (found === undefined) throw new Error(`The sandbox has no handlers for ${api.id}`);
  return found;
}

function checkEveryApiIsServed(): void {
  for (const api of allApis) {
    for (const operation of Object.values(api.operations)) {
      const service = serviceOf(api, operation);
      if (!(SANDBOX_SERVICES as readonly string[]).includes(service)) {
        throw new Error(`The sandbox has no server for ${service}, which ${api.id} needs`);
      }
    }
  }
}

/** The part of an API that one service answers. */
function servedBy(service: SandboxService, api: ApiDefinition): ApiDefinition {
  const own = Object.entries(api.operations).filter(([, operation]) => serviceOf(api, operation) === service);
  return { ...api, operations: Object.fromEntries(own) };
}

function serviceOf(api: ApiDefinition, operation: Operation): string {
  return operation.service ?? api.service;
}
