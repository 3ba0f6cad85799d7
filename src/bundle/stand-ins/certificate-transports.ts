/** Stands in for the connections with client certificates where the function has no client that makes them. */
export class CertificateTransports {
  async close(): Promise<void> {}
}
