import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands in for the folder of temporary files, to see what is left in it. */
export class TemporaryFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'lp-cli-test-'));

  /** Names of what is in it. The cache of the TypeScript loader does not count. */
  get left(): string[] {
    return readdirSync(this.path).filter((name) => !name.startsWith('tsx-'));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
