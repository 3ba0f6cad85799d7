import type { Cancellation } from './cancellation.js';

/** Finds the host of a LivePerson service. Implemented by CSDS. */
export interface HostResolver {
  /**
   * @param service Name of the service, case sensitive, for example `accountConfigReadOnly`.
   * @returns Host with optional port: at once when it is known, else a promise. It rejects, and never throws.
   */
  host(service: string, options?: { cancellation?: Cancellation | undefined }): string | Promise<string>;
  /** Tells that no connection to the host of this service could be made: it may have moved. */
  unreachable?(service: string): void;
}
