import type { Transport, TransportRequest, TransportResponse } from '../../../src/http/transport.js';

/** Refuses every request and counts them. */
export class ClosedNetwork implements Transport {
  readonly sent: string[] = [];
  closed = 0;

  send({ url }: TransportRequest): Promise<TransportResponse> {
    this.sent.push(url.href);
    return Promise.reject(new Error('the network is closed'));
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
