import { randomUUID } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PRIVATE_FILE } from './private-access.js';
import { codeOf } from './system-error.js';

/** Replaces a file at once: a reader, or a crash, sees the old content or the new. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const { target, mode } = await existingFile(path);
  // In the same folder, since a rename is atomic within one file system only.
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeDurably(temporary, 'wx', text, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(target));
}

/** What to replace: of a symbolic link its target, so that the link stays; with a mode within 0600. */
export async function existingFile(path: string): Promise<{ target: string; mode: number }> {
  try {
    const target = await realpath(path);
    return { target, mode: (await stat(target)).mode & PRIVATE_FILE };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { target: path, mode: PRIVATE_FILE };
    throw error;
  }
}

/** Writes a file and waits until it is on the disk. */
export async function writeDurably(
  path: string,
  flags: 'wx' | 'r+',
  text: string,
  mode: number,
): Promise<void> {
  const file = await open(path, flags, PRIVATE_FILE);
  try {
    await file.writeFile(text);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Waits until a rename in a folder is on the disk. Windows has no such call for folders. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** @returns undefined when there is no file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
