import { chmod, mkdir, stat } from 'node:fs/promises';
import { codeOf } from './system-error.js';

/** Read and write for the owner, nothing for anyone else. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** Bits of a mode that let anyone but the owner in. */
const OTHERS = 0o077;

export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Tells once of each file that others than its owner may access, and takes that access away before a write. */
export class PrivateAccess {
  readonly #told = new Set<string>();

  /**
   * A warning, no refusal: a platform in operation would stop over a mode that the next write mends, and
   * mounted secret files are often readable by their group.
   */
  async report(path: string): Promise<void> {
    if (this.#told.has(path) || !(await isOpenToOthers(path))) return;
    this.#told.add(path);
    process.emitWarning(
      `${path} is accessible to others than its owner. Run "chmod 600" on it, and rotate its keys if others may have read it`,
      { code: 'LP_SECRETS_PERMISSIONS' },
    );
  }

  async enforce(path: string): Promise<void> {
    if (!(await isOpenToOthers(path))) return;
    await this.report(path);
    try {
      await chmod(path, PRIVATE_FILE);
    } catch {
      // Another owner's, or read-only, such as a mounted secret: told of above.
    }
  }
}

async function isOpenToOthers(path: string): Promise<boolean> {
  // Windows has no such bits.
  if (process.platform === 'win32') return false;
  try {
    return ((await stat(path)).mode & OTHERS) !== 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
