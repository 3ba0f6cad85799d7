import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/** Runs a program until the pipe to this shell closes: however the tests end, no server outlives them. */
const WATCHED = '"$@" & server=$!; read -r _; kill -9 "$server"; wait "$server" 2>/dev/null';

/** A server process; its output is kept for the error when it does not start. */
export class VaultProcess {
  readonly #shell: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  #output = '';

  constructor(binary: string, args: readonly string[]) {
    this.#shell = spawn('sh', ['-c', WATCHED, 'sh', binary, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // Without the variables of the caller: a VAULT_ADDR would change what the server does.
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' },
    });
    this.#ended = once(this.#shell, 'exit');
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output = `${this.#output}${chunk}`.slice(-8_192);
      });
    }
  }

  /** Waits until `isReady` holds; fails with the output of the process when that takes longer than 30 s. */
  async until(isReady: () => Promise<boolean>): Promise<void> {
    const endsAt = performance.now() + 30_000;
    while (!(await isReady().catch(() => false))) {
      if (performance.now() > endsAt) throw new Error(`the server did not get ready:\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGKILL: it gets no chance to hand anything over. */
  async kill(): Promise<void> {
    this.#shell.stdin.end();
    await this.#ended;
  }
}

/** Ports that are free now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
