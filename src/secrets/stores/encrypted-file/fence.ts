import { randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type FileOwner, type FileTarget, renameProblem } from '../file-target.js';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../private-access.js';
import { confirmRename, writeDurably } from '../replace-file.js';
import { codeOf } from '../system-error.js';

/** Somebody else took the lock, and the fence with it. Nothing was written; the change can start anew. */
export class LockLost extends Error {
  constructor() {
    super('the lock was taken by another process');
  }
}

/** Attempts against others who raise a fence for the same file at the same moment. */
const ATTEMPTS = 20;
/** What `rename` says of a folder in the way that is not empty; the last two are of Windows. */
const OCCUPIED = Object.freeze(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * Makes the replacing of a file safe when a lock fails. A lock that dead processes leave behind must be taken
 * from them, and whoever takes it cannot know whether its holder is dead or was only stopped for a while: that
 * one would go on and write what it made of an old content.
 *
 * A fence is a folder beside the file that holds one file of a name that is never used again, which becomes the
 * new content by a rename. It is put up whole, by a rename that fails while another one stands, and
 * taken over by deleting the file of that name inside. So the rename of a writer succeeds exactly when
 * nobody else raised a fence after this one, whatever the clocks say and however long it was stopped.
 */
export class Fence {
  readonly #target: FileTarget;
  readonly #draft: string;

  private constructor(target: FileTarget, draft: string) {
    this.#target = target;
    this.#draft = draft;
  }

  /**
   * Takes the fence of a file, from another holder too: to be called by who holds the lock, before the
   * content is read that the new one is made of.
   *
   * @param target The file, without links; its folder exists.
   * @throws {LockLost} while others keep taking it.
   */
  static async raise(target: FileTarget): Promise<Fence> {
    const fence = fenceOf(target.path);
    const token = randomUUID();
    const prepared = `${target.path}.${token}.tmp`;
    try {
      await mkdir(prepared, { mode: PRIVATE_FOLDER });
      await writeFile(join(prepared, token), '', { mode: PRIVATE_FILE });
      // Root may be killed too, and the owner of the file must be able to take what it leaves.
      if (target.owner !== undefined) await give(target.owner, [prepared, join(prepared, token)]);
      await putUp(prepared, fence);
    } catch (error) {
      await rm(prepared, { recursive: true, force: true });
      throw lostIfGone(error);
    }
    await sweep(target.path);
    return new Fence(target, join(fence, token));
  }

  /** Removes what killed processes left. A fence is raised before, since its holder may be alive. */
  static async clear(target: FileTarget): Promise<void> {
    if (!(await exists(fenceOf(target.path)))) return sweep(target.path);
    const fence = await Fence.raise(target);
    await fence.lower();
  }

  /** Replaces the file and lowers the fence, at once. Resolves when the new content is on the disk. */
  async commit(text: string): Promise<void> {
    try {
      await writeDurably(this.#draft, 'r+', text, this.#target);
      await rename(this.#draft, this.#target.path);
    } catch (error) {
      throw lostIfGone(renameProblem(error));
    }
    await confirmRename(this.#target.path);
  }

  /** Lowers the fence, unless it is another one's by now. What cannot be removed is left to the next who raises one. */
  async lower(): Promise<void> {
    await rm(this.#draft, { force: true }).catch(() => undefined);
    await removeIfEmpty(dirname(this.#draft));
  }
}

function fenceOf(target: string): string {
  return `${target}.fence`;
}

async function give({ uid, gid }: FileOwner, paths: readonly string[]): Promise<void> {
  for (const path of paths) await chown(path, uid, gid);
}

async function putUp(prepared: string, fence: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await rename(prepared, fence);
    } catch (error) {
      if (!OCCUPIED.includes(codeOf(error) ?? '')) throw error;
    }
    // By their names: only the drafts seen here, never one that comes after them.
    for (const draft of await namesIn(fence)) await rm(join(fence, draft), { force: true });
    // Where a rename does not replace an empty folder.
    await removeIfEmpty(fence);
  }
  throw new LockLost();
}

/** Removes what killed processes left half-prepared. Only who has the fence prepares one, so nobody needs it. */
async function sweep(target: string): Promise<void> {
  const folder = dirname(target);
  const prefix = basename(target).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const litter = new RegExp(`^${prefix}\\.(?:${UUID}\\.tmp|lock\\.reclaim-.+)$`);
  for (const name of await namesIn(folder)) {
    if (litter.test(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch {
    // Gone, or another writer's by now.
  }
}

function lostIfGone(error: unknown): unknown {
  return codeOf(error) === 'ENOENT' ? new LockLost() : error;
}
