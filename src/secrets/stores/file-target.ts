import { constants } from 'node:fs';
import { access, lstat, open, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FileProblem } from './file-problem.js';
import { PRIVATE_FILE } from './private-access.js';
import { codeOf } from './system-error.js';

/** Who a file is of. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** What is written when a path is. */
export interface FileTarget {
  /** The path without links: of a symbolic link its target, there or not, so that the link stays. */
  readonly path: string;
  /** Within 0600. */
  readonly mode: number;
  /** Whom a new content has to be given to: set when root writes a file that is there. */
  readonly owner: FileOwner | undefined;
}

/** A file as it was read. */
export interface FileContent {
  readonly text: string;
  readonly mtimeNs: bigint;
}

/** As Linux has it: a chain of links that is longer is taken for a circle. */
const MOST_LINKS = 40;
/** What `rename` says of a file that is a mount of its own. */
const MOUNTED: readonly string[] = ['EBUSY', 'EXDEV'];

/** Where a path leads to. */
export async function fileTarget(path: string): Promise<FileTarget> {
  const target = await withoutLinks(path);
  const found = await statIfThere(target);
  if (found === undefined) return { path: target, mode: PRIVATE_FILE, owner: undefined };
  // Nobody else may give a file away.
  const owner = process.geteuid?.() === 0 ? { uid: found.uid, gid: found.gid } : undefined;
  return { path: target, mode: found.mode & PRIVATE_FILE, owner };
}

/** The path that a path leads to, also when nothing is there yet: `realpath` knows only what exists. */
export async function withoutLinks(path: string): Promise<string> {
  let at = path;
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const folder = await realFolder(dirname(at));
    const name = join(folder, basename(at));
    const link = await linkAt(name);
    if (link === undefined) return name;
    at = resolve(folder, link);
  }
  throw new FileProblem('its symbolic links lead in a circle (ELOOP)');
}

/**
 * Reads a file. A FIFO would keep its reader waiting for ever, and a device is no store.
 *
 * @returns undefined when there is none.
 * @throws {FileProblem} for what is no regular file.
 */
export async function readIfThere(path: string): Promise<FileContent | undefined> {
  const file = await openIfThere(path);
  if (file === undefined) return undefined;
  try {
    const found = await file.stat({ bigint: true });
    if (!found.isFile()) throw notRegular(found);
    return { text: await file.readFile('utf8'), mtimeNs: found.mtimeNs };
  } finally {
    await file.close();
  }
}

/**
 * Whether a file could be replaced, or made with its folders. Writes nothing.
 *
 * @throws {FileProblem} or the error of the system.
 */
export async function checkReplaceable(path: string): Promise<void> {
  const target = await withoutLinks(path);
  const found = await statIfThere(target);
  if (found !== undefined && !found.isFile()) throw notRegular(found);
  if (found !== undefined && (await isMountPoint(target))) throw mountedProblem();
  await access(await nearestFolder(dirname(target)), constants.W_OK | constants.X_OK);
}

/** What a failed `rename` over a file means. */
export function renameProblem(error: unknown): unknown {
  const isMounted = process.platform !== 'win32' && MOUNTED.includes(codeOf(error) ?? '');
  return isMounted ? mountedProblem() : error;
}

function mountedProblem(): FileProblem {
  return new FileProblem(
    'it is a mount of its own (a volume of one file), which cannot be replaced; mount the folder that it is in',
  );
}

function notRegular(found: { isDirectory(): boolean; isFIFO(): boolean }): FileProblem {
  if (found.isDirectory()) return new FileProblem('it is a folder: give the path of a file');
  const kind = found.isFIFO() ? 'a FIFO (named pipe)' : 'a device or a socket';
  return new FileProblem(`it is ${kind}: give the path of a regular file`);
}

async function openIfThere(path: string) {
  try {
    // Windows has no such flag; elsewhere, opening a FIFO waits for a writer without it.
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    // What Linux says of a socket.
    if (codeOf(error) === 'ENXIO') throw new FileProblem('it is a socket: give the path of a regular file');
    throw error;
  }
}

async function statIfThere(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const parent = dirname(path);
    return parent === path ? path : join(await realFolder(parent), basename(path));
  }
}

/** What a symbolic link says; undefined for anything else. */
async function linkAt(path: string): Promise<string | undefined> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await readlink(path) : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function nearestFolder(path: string): Promise<string> {
  const found = await statIfThere(path);
  const parent = dirname(path);
  return found === undefined && parent !== path ? nearestFolder(parent) : path;
}

/** Linux alone tells; elsewhere the write does. */
async function isMountPoint(path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n');
    return mounts.some((line) => unescaped(line.split(' ')[4] ?? '') === path);
  } catch {
    return false;
  }
}

/** White space and backslashes stand there as three octal digits. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
