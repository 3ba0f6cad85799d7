import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../errors/config-error.js';
import { writeDurably } from '../../secrets/stores/replace-file.js';

/** A file that may hold a function. */
export interface CodeFile {
  /** As the person would write it. */
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly isLink: boolean;
}

/** Folders that hold nothing of the author's. */
const PASSED_OVER: readonly string[] = ['node_modules', 'dist', 'bundle', 'coverage'];
const CODE = /\.[mc]?[jt]s$/;

/**
 * All files of code in a folder and the folders in it, in the order of their paths. Links to folders are not followed.
 *
 * @throws {ConfigError} for what is no folder.
 */
export async function codeFiles(folder: string): Promise<CodeFile[]> {
  await checkFolder(folder);
  const files: CodeFile[] = [];
  const look = async (path: string): Promise<void> => {
    for (const entry of await entriesOf(path)) {
      if (entry.name.startsWith('.') || PASSED_OVER.includes(entry.name)) continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) await look(inner);
      else if (CODE.test(entry.name) && !/\.d\.[mc]?ts$/.test(entry.name)) files.push(await fileAt(inner));
    }
  };
  await look(folder);
  return files;
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => codeOf(error));
  if (typeof found === 'string') throw wrong(`${folder} cannot be read as a folder (${found})`);
  if (!found.isDirectory())
    throw wrong(`${folder} is no folder: give the folder of the project, or of its functions`);
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw wrong(`${path} cannot be read as a folder (${codeOf(error)})`);
  }
}

async function fileAt(path: string): Promise<CodeFile> {
  const found = await lstat(path);
  const { mode, uid, gid } = found;
  return { path, mode, uid, gid, isLink: found.isSymbolicLink() };
}

/** The text of a file; undefined for one that is no text in UTF-8, which could not be written back as it is. */
export async function readText(path: string): Promise<string | undefined> {
  const bytes = await readFile(path);
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** Whether nobody is to write a file. */
export function isReadOnly({ mode }: CodeFile): boolean {
  return (mode & 0o222) === 0;
}

/** Replaces a file at once, with the mode and the owner that it has: whoever reads it sees the old text or the new. */
export async function replaceText({ path, mode, uid, gid }: CodeFile, text: string): Promise<void> {
  // A name that is passed over, should it be left behind.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const owner = process.geteuid?.() === 0 ? { uid, gid } : undefined;
    await writeDurably(temporary, 'wx', text, { mode: mode & 0o7777, owner });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function wrong(message: string): ConfigError {
  return new ConfigError('dir', message);
}
