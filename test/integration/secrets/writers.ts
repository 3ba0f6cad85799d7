import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { requireBuiltins } from '../../../scripts/build-plugins.js';

const SOURCE = fileURLToPath(new URL('./encrypted-file-writer.ts', import.meta.url));

export type Job = 'own-keys' | 'one-key' | 'count' | 'rotate';

/** A process that writes. */
export interface Writer {
  readonly name: string;
  readonly process: ChildProcess;
  /** How many of its writes were acknowledged. */
  readonly acknowledged: () => number;
  /** Whether it has stopped itself. */
  readonly stopped: () => boolean;
  /** Exit code, or the signal that ended it; with what it said on stderr. */
  readonly ended: Promise<{ code: number | string; stderr: string }>;
}

/** Starts processes that write into encrypted files. Their program is built once, so that dozens start fast. */
export class Writers implements AsyncDisposable {
  readonly folder: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Writers> {
    const folder = await mkdtemp(join(tmpdir(), 'encrypted-file-writers-'));
    await build({
      entry: { writer: SOURCE },
      outDir: join(folder, 'program'),
      outExtension: () => ({ js: '.mjs' }),
      format: 'esm',
      platform: 'node',
      splitting: true,
      noExternal: [/.*/],
      removeNodeProtocol: false,
      esbuildPlugins: [requireBuiltins],
      config: false,
      silent: true,
    });
    return new Writers(folder);
  }

  /** @param signals STOP_AT or KILL_AT: the rename before which the process gets that signal. */
  start(path: string, name: string, job: Job, count: number, signals: Record<string, string> = {}): Writer {
    const program = join(this.folder, 'program', 'writer.mjs');
    const child = spawn(process.execPath, [program, path, name, job, String(count)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', ...signals },
    });
    this.#running.add(child);
    let lines = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      lines += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const ended = once(child, 'close').then(([code, signal]) => {
      this.#running.delete(child);
      return { code: (code ?? signal) as number | string, stderr };
    });
    return {
      name,
      process: child,
      acknowledged: () => lines.match(/^\d+$/gm)?.length ?? 0,
      stopped: () => lines.includes('stopping'),
      ended,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }
}
