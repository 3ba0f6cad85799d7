/**
 * Servers of the sandbox, by their names in CSDS; `csds` is CSDS itself. Not in it are `dataAccess` and
 * `mtlsEndpoint`, which is no service of LivePerson: an endpoint of the brand that asks for client certificates.
 */
export const SANDBOX_SERVICES = [
  'csds',
  'sentinel',
  'agentVep',
  'accountConfigReadWrite',
  'accountConfigReadOnly',
  'engHistDomain',
  'msgHist',
  'leDataReporting',
  'msgEwtAPI',
  'rtbf',
  'smt',
  'faasGW',
  'faasUI',
  'asyncMessaging',
  'asyncMessagingEnt',
  'auditLog',
  'pusher',
  'msdkgw',
  'mtlsGateway',
  'mavenContext',
  'swift',
  'dataAccess',
  'mtlsEndpoint',
] as const;

/** A server of the sandbox. */
export type SandboxService = (typeof SANDBOX_SERVICES)[number];
