import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileProblem, UnconfirmedWrite } from './file-problem.js';
import { type FileOwner, type FileTarget, fileTarget, renameProblem } from './file-target.js';
import { makePrivateFolder, PRIVATE_FILE } from './private-access.js';
import { codeOf } from './system-error.js';

/**
 * Replaces a file at once: a reader, or a crash, sees the old content or the new.
 *
 * @throws {UnconfirmedWrite} when it was replaced, and the disk did not say so.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await fileTarget(path);
  await makePrivateFolder(dirname(target.path));
  // In the same folder, since a rename is atomic within one file system only.
  const temporary = `${target.path}.${randomUUID()}.tmp`;
  try {
    await writeDurably(temporary, 'wx', text, target);
    await rename(temporary, target.path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw renameProblem(error);
  }
  await confirmRename(target.path);
}

/** Writes a file, with mode and owner of the one that it is to replace, and waits until it is on the disk. */
export async function writeDurably(
  path: string,
  flags: 'wx' | 'r+',
  text: string,
  { mode, owner }: Pick<FileTarget, 'mode' | 'owner'>,
): Promise<void> {
  const file = await open(path, flags, PRIVATE_FILE);
  try {
    await file.writeFile(text);
    if (owner !== undefined) await giveTo(owner, file);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Waits until the rename of a file is on the disk.
 *
 * @throws {UnconfirmedWrite}
 */
export async function confirmRename(path: string): Promise<void> {
  try {
    await syncFolder(dirname(path));
  } catch (error) {
    throw new UnconfirmedWrite(`the disk did not confirm it (${codeOf(error)})`);
  }
}

/** Windows has no such call for folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function giveTo({ uid, gid }: FileOwner, file: FileHandle): Promise<void> {
  try {
    await file.chown(uid, gid);
  } catch (error) {
    // A root without that right: in a container without capabilities, or on a network file system.
    throw new FileProblem(`its owner (uid ${uid}) could not be kept (${codeOf(error)}): write as that user`);
  }
}
