import { DATA_ACCESS_HOSTS, DATA_FILE_HOSTS, dataAccess } from '../apis/data-access/data-access.js';
import { ConfigError } from '../errors/config-error.js';
import type { Cancellation } from '../http/cancellation.js';
import type { HostResolver } from '../http/host-resolver.js';
import { createHostPolicy, type HostPolicy } from '../http/hosts.js';
import type { Redactor } from '../http/redact.js';

type Region = keyof typeof DATA_ACCESS_HOSTS;

interface HostOptions {
  cancellation?: Cancellation | undefined;
}

/** CSDS, as far as this needs it. */
export interface HostDirectory extends HostResolver {
  all(options?: HostOptions): Promise<Record<string, string>[]>;
}

/** The hosts of an account: those of CSDS, and that of Data Access, which CSDS does not know. */
export class AccountHosts implements HostResolver {
  readonly #csds: HostDirectory;
  readonly #dataAccessHost: string | undefined;

  /** @param dataAccessHost Found by the region of the account when it is left out. */
  constructor(csds: HostDirectory, dataAccessHost: string | undefined) {
    this.#csds = csds;
    this.#dataAccessHost = dataAccessHost;
  }

  host(service: string, options?: HostOptions): string | Promise<string> {
    return service === dataAccess.service ? this.#findDataAccess(options) : this.#csds.host(service, options);
  }

  unreachable(service: string): void {
    if (service !== dataAccess.service) this.#csds.unreachable?.(service);
  }

  async #findDataAccess(options: HostOptions | undefined): Promise<string> {
    if (this.#dataAccessHost !== undefined) return this.#dataAccessHost;
    const entries = await this.#csds.all(options);
    const region = findRegion(entries.flatMap((entry) => Object.values(entry)));
    if (region !== undefined) return DATA_ACCESS_HOSTS[region];
    throw new ConfigError(
      'dataAccessHost',
      `CSDS does not tell the region of the account: set dataAccessHost (LP_DATA_ACCESS_HOST) to one of ${Object.values(DATA_ACCESS_HOSTS).join(', ')}. Nothing was sent.`,
    );
  }
}

/** Where data files may lie: on the hosts of LivePerson's zones, and on the host that was configured. */
export function dataFileHosts(dataAccessHost: string | undefined, redactor?: Redactor): HostPolicy {
  return createHostPolicy({
    allowedHosts: [DATA_FILE_HOSTS, ...(dataAccessHost === undefined ? [] : [dataAccessHost])],
    ...(redactor !== undefined && { redactor }),
    // The sandbox is the host that was configured; nothing else on this machine is.
    allowLoopback: false,
    advice: 'data files lie there, or on dataAccessHost (LP_DATA_ACCESS_HOST)',
  });
}

/** The region that most hosts name, by their first label: `lo.msghist…` or `va-a.enghist…` (inferred). */
function findRegion(hosts: readonly string[]): Region | undefined {
  const counts = new Map<Region, number>();
  for (const host of hosts) {
    const [, prefix] = /^(va|lo|sy)(?:-[a-z0-9]+)?\./i.exec(host) ?? [];
    const region = prefix?.toLowerCase() as Region | undefined;
    if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[1] === second?.[1] ? undefined : first?.[0];
}
