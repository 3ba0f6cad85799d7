import type { HostResolver } from '../../http/host-resolver.js';

/** Stands in for the hosts of an account where the function does not call Data Access: CSDS knows all others. */
export class AccountHosts implements HostResolver {
  readonly #csds: HostResolver;

  constructor(csds: HostResolver) {
    this.#csds = csds;
  }

  host(...given: Parameters<HostResolver['host']>): string | Promise<string> {
    return this.#csds.host(...given);
  }

  unreachable(service: string): void {
    this.#csds.unreachable?.(service);
  }
}

/** Only links of Data Access are followed. */
export const dataFileHosts = (): undefined => undefined;
