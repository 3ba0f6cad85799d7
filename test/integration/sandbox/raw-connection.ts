import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';

/** A connection to a port of this machine, for what no HTTP client would send. */
export class RawConnection implements Disposable {
  readonly socket: Socket;
  #received = '';

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.toString('latin1');
    });
  }

  /** @param url For example `http://127.0.0.1:8080`. */
  static async to(url: string): Promise<RawConnection> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(...lines: readonly string[]): void {
    this.socket.write(lines.join('\r\n'));
  }

  /** Waits for this text, and forgets what came until then. */
  async passed(text: string): Promise<void> {
    while (!this.#received.includes(text)) await once(this.socket, 'data');
    this.#received = this.#received.slice(this.#received.indexOf(text) + text.length);
  }

  /** All that came, and was not forgotten, when the other side has closed. */
  async ended(): Promise<string> {
    if (!this.socket.closed) await once(this.socket, 'close');
    return this.#received;
  }

  /** TLS from here on. */
  async secure(options: ConnectionOptions): Promise<RawConnection> {
    this.socket.removeAllListeners('data');
    const secured: TLSSocket = connectTls({ ...options, socket: this.socket });
    await once(secured, 'secureConnect');
    return new RawConnection(secured);
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}
