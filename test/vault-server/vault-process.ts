import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server process; its output is kept for the error when it does not start. */
export class VaultProcess {
  readonly #child: ChildProcess;
  #output = '';

  constructor(binary: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(binary, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Without the variables of the caller: a VAULT_ADDR would change what the server does.
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = `${this.#output}${chunk}`.slice(-8_192);
      });
    }
    process.once('exit', this.#kill);
  }

  /** Waits until `isReady` holds; fails with the output of the process when it ends first, or after 30 s. */
  async until(isReady: () => Promise<boolean>): Promise<void> {
    const endsAt = performance.now() + 30_000;
    while (!(await isReady().catch(() => false))) {
      if (this.#child.exitCode !== null || performance.now() > endsAt) {
        throw new Error(`the server did not get ready:\n${this.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGKILL: it gets no chance to hand anything over. */
  async kill(): Promise<void> {
    process.removeListener('exit', this.#kill);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#kill();
    await exited;
  }

  readonly #kill = () => {
    this.#child.kill('SIGKILL');
  };
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
