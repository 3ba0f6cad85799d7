import { allApis } from '../../apis/index.js';
import type { Route } from './exchange.js';
import type { CheckedSandboxOptions } from './sandbox-options.js';
import type { EntriesOf, SandboxParts, ServiceParts } from './sandbox-parts.js';
import { SANDBOX_SERVICES, type SandboxService } from './sandbox-services.js';
import { Authentication } from './servers/authentication.js';
import { isRealName, realName } from './servers/real-names.js';
import { type ServerContext, type ServiceServer, startServiceServer } from './servers/service-server.js';
import { accountConfigReadOnlyRoutes } from './services/account-config-read-only.js';
import { accountConfigReadWriteRoutes } from './services/account-config-read-write.js';
import { agentVepRoutes } from './services/agent-vep.js';
import { asyncMessagingEntRoutes } from './services/async-messaging-ent.js';
import { csdsRoutes } from './services/csds.js';
import { dataAccessRoutes } from './services/data-access.js';
import { engHistDomainRoutes } from './services/eng-hist-domain.js';
import { faasGwRoutes } from './services/faas-gw.js';
import { faasUiRoutes } from './services/faas-ui.js';
import { leDataReportingRoutes } from './services/le-data-reporting.js';
import { mavenContextRoutes } from './services/maven-context.js';
import { msgEwtApiRoutes } from './services/msg-ewt-api.js';
import { msgHistRoutes } from './services/msg-hist.js';
import { mtlsEndpointRoutes } from './services/mtls-endpoint.js';
import { mtlsGatewayRoutes } from './services/mtls-gateway.js';
import { rtbfRoutes } from './services/rtbf.js';
import { sentinelRoutes } from './services/sentinel.js';
import { smtRoutes } from './services/smt.js';
import { swiftRoutes } from './services/swift.js';

/** The routes of each service, from the file that has its name; a service without a file has no paths here. */
const ROUTES: Readonly<Record<SandboxService, (parts: ServiceParts) => Route[]>> = {
  csds: csdsRoutes,
  sentinel: sentinelRoutes,
  agentVep: agentVepRoutes,
  accountConfigReadWrite: accountConfigReadWriteRoutes,
  accountConfigReadOnly: accountConfigReadOnlyRoutes,
  engHistDomain: engHistDomainRoutes,
  msgHist: msgHistRoutes,
  leDataReporting: leDataReportingRoutes,
  msgEwtAPI: msgEwtApiRoutes,
  rtbf: rtbfRoutes,
  smt: smtRoutes,
  faasGW: faasGwRoutes,
  faasUI: faasUiRoutes,
  asyncMessaging: pathlessRoutes,
  asyncMessagingEnt: asyncMessagingEntRoutes,
  auditLog: pathlessRoutes,
  pusher: pathlessRoutes,
  msdkgw: pathlessRoutes,
  mtlsGateway: mtlsGatewayRoutes,
  mavenContext: mavenContextRoutes,
  swift: swiftRoutes,
  dataAccess: dataAccessRoutes,
  mtlsEndpoint: mtlsEndpointRoutes,
};

/** Of services that CSDS lists and the sandbox has nothing of: 404 whatever the path. */
function pathlessRoutes(): Route[] {
  return [];
}

const NOT_IN_CSDS: readonly SandboxService[] = ['csds', 'dataAccess', 'mtlsEndpoint'];

/** Starts a server per service. When one cannot start, those that did are closed again. */
export async function startServers(
  options: CheckedSandboxOptions,
  context: ServerContext,
  parts: SandboxParts,
): Promise<readonly ServiceServer[]> {
  const servers: ServiceServer[] = [];
  const entries: EntriesOf = ({ url }) =>
    servers
      .filter(({ service }) => !NOT_IN_CSDS.includes(service))
      .filter(({ service }) => service !== 'faasGW' || parts.state.infrastructure().state === 'ready')
      .map(({ service, host }) => {
        const baseURI = isRealName(url.hostname) ? realName(service) : host;
        return { service, account: options.accountId, baseURI };
      });
  const authentication = new Authentication(parts.state, parts.issuer);
  const mtls = {
    ca: context.certificate.authority,
    clientCertificate: context.clientCertificate,
    mappedHost: () => servers.find(({ service }) => service === 'mtlsEndpoint')?.host,
  };
  const serviceParts: ServiceParts = { ...parts, authentication, entries, mtls };
  const routes = new Map<string, Route[]>(
    SANDBOX_SERVICES.map((service) => [service, ROUTES[service](serviceParts)]),
  );
  checkEveryOperationIsServed(routes);
  const started = await Promise.allSettled(
    SANDBOX_SERVICES.map((service) => {
      return startServiceServer(service, options.ports[service] ?? 0, context, routes.get(service) ?? []);
    }),
  );
  let failure: PromiseRejectedResult | undefined;
  for (const result of started) {
    if (result.status === 'fulfilled') servers.push(result.value);
    else failure ??= result;
  }
  if (failure === undefined) return servers;
  await Promise.allSettled(servers.map((server) => server.close()));
  throw failure.reason;
}

function checkEveryOperationIsServed(routes: ReadonlyMap<string, readonly Route[]>): void {
  for (const api of allApis) {
    for (const [name, { method, path, service = api.service }] of Object.entries(api.operations)) {
      const isServed = routes.get(service)?.some((route) => route.method === method && route.path === path);
      if (!isServed) throw new Error(`The sandbox has no server for ${api.id}.${name}`);
    }
  }
}
