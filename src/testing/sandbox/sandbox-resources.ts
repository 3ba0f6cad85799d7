import { SandboxFiles } from './sandbox-files.js';

/** What has to be closed: a server, processes, connections. */
export interface Closable {
  close(): Promise<void>;
}

/** What a sandbox has of the machine, and gives back when it closes or cannot start. */
export class SandboxResources {
  readonly files = new SandboxFiles();
  readonly #open: Closable[] = [];

  /** Takes what has just been opened. */
  add(...opened: readonly Closable[]): void {
    this.#open.push(...opened);
  }

  /**
   * Closes all, then removes the files, which hold secrets; what fails keeps nothing else from it.
   *
   * @throws the first failure, when all is done.
   */
  async close(): Promise<void> {
    const closed = await Promise.allSettled(this.#open.map(async (one) => one.close()));
    const [removed] = await Promise.allSettled([(async () => this.files.remove())()]);
    const failure = [...closed, removed].find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') throw failure.reason;
  }
}
