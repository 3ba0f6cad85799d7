/** Finds the host of a LivePerson service. Implemented by CSDS. */
export interface HostResolver {
  /**
   * @param service Name of the service, case sensitive, for example `accountConfigReadOnly`.
   * @returns Host with optional port, checked against the allow-list.
   */
  host(service: string, options?: { signal?: AbortSignal | undefined }): Promise<string>;
}
