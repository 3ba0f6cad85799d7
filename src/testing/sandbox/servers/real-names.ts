import { SANDBOX_SERVICES, type SandboxService } from '../sandbox-services.js';

/** How names of hosts begin. The account of the sandbox lives in the first region; names of the others lead to it, too. */
const REGIONS = ['va', 'lo', 'sy'] as const;

/** Hosts of CSDS in use: production, its older name, and those that official clients take by the account's id. */
const CSDS_NAMES: readonly string[] = [
  'api.liveperson.net',
  'adminlogin.liveperson.net',
  'adminlogin-a.liveperson.net',
  'adminlogin-z0-intg.liveperson.net',
  'csds-app.qa.int.gw.lpcloud.io',
];

/** Hosts of Data Access, which is not in CSDS (documented). The first is that of the region. */
const DATA_ACCESS_NAMES: readonly string[] = [
  ...REGIONS.map((region) => `${region}.da.liveperson.net`),
  // Of a zone, as files are listed with it.
  'va-a.da.liveperson.net',
];

/**
 * How hosts of a service are named where that is not its name in CSDS. `fninvocations` tells Functions V2 (public code);
 * the second names of Functions are those of V1.
 */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  accountConfigReadOnly: ['acr'],
  accountConfigReadWrite: ['ac'],
  engHistDomain: ['enghist'],
  leDataReporting: ['data'],
  msgEwtAPI: ['msgewt'],
  faasGW: ['fninvocations', 'faasgw'],
  faasUI: ['functions', 'faasui'],
};

/** The name that CSDS gives for a service when it is asked by a name of LivePerson. */
export function realName(service: SandboxService): string {
  const [first] = realNames(service);
  return first ?? '';
}

/** All names of LivePerson that lead to a service; the first is the one that is told. */
export function realNames(service: SandboxService): readonly string[] {
  if (service === 'csds') return CSDS_NAMES;
  if (service === 'dataAccess') return DATA_ACCESS_NAMES;
  // An endpoint of the brand, not of LivePerson.
  if (service === 'mtlsEndpoint') return [];
  const labels = LABELS[service] ?? [service.toLowerCase()];
  return labels.flatMap((label) => REGIONS.map((region) => `${region}.${label}.liveperson.net`));
}

/** The service that a name of LivePerson leads to, whatever its case; undefined for one that the sandbox has not. */
export function serviceNamed(hostname: string): SandboxService | undefined {
  const name = normalised(hostname);
  return SANDBOX_SERVICES.find((service) => realNames(service).includes(name));
}

/** Every name of LivePerson that leads to the sandbox. */
export function allRealNames(): readonly string[] {
  return SANDBOX_SERVICES.flatMap(realNames);
}

/**
 * Ports of this machine that stand for those of the real hosts, by name and port.
 * @param hosts `localhost:PORT` by service.
 * @param proxy URL of the proxy, which answers what comes without TLS.
 */
export function portsByRealName(
  hosts: Readonly<Record<SandboxService, string>>,
  proxy: string,
): Record<string, Record<string, number>> {
  const plain = Number(new URL(proxy).port);
  const entries = SANDBOX_SERVICES.flatMap((service) => {
    const tls = Number(new URL(`https://${hosts[service]}`).port);
    return realNames(service).map((name) => [name, { 443: tls, 80: plain }] as const);
  });
  return Object.fromEntries(entries);
}

/** Names that the certificate of the servers holds: those of one label more than a wildcard covers stand by themselves. */
export function certifiedNames(): readonly string[] {
  return ['*.liveperson.net', '*.lpcloud.io', ...allRealNames()];
}

/** Whether a server was asked by a name of LivePerson, not as a port of this machine. */
export function isRealName(hostname: string): boolean {
  return /\.(liveperson\.net|lpcloud\.io)$/.test(normalised(hostname));
}

/** Without regard to case and to the dot that may end a name. */
function normalised(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}
