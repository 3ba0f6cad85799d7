import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { Transport, TransportRequest, TransportResponse } from '../../src/http/transport.js';

/** Sends as another transport does; emits `head` and `piece` once its caller got the head or a piece of a body. */
export class ObservedTransport extends EventEmitter implements Transport {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super();
    this.#transport = transport;
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    const answer = await this.#transport.send(request);
    setImmediate(() => this.emit('head'));
    return { ...answer, body: Readable.from(this.#pieces(answer.body), { objectMode: false }) };
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async *#pieces(body: Readable): AsyncGenerator<Uint8Array> {
    for await (const piece of body) {
      yield piece;
      await turn();
      this.emit('piece');
    }
  }
}
