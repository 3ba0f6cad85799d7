import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../../../errors/config-error.js';
import { isJsonObject, parseJson } from '../../../http/json.js';
import { isSecretKey, isSystemSecretName } from '../../../secrets/secret-rules.js';
import type { FixtureFunction } from '../../fixtures/fixtures.js';
import { checkDifferent, type OwnedFunction } from './check-different.js';
import { readFunctionConfig } from './function-config.js';

/** A function that lies in a folder of its own. */
export interface FolderFunction extends FixtureFunction {
  /** URL of its `index.js`, without symbolic links: Node loads a module under that one. */
  readonly index: string;
  readonly v1: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** What `config.json` says that it is invoked with, when nothing else is given. */
  readonly input: unknown;
}

/** Longest code of a function, in characters (documented). */
const LONGEST_CODE = 100_000;

/**
 * Reads a folder of functions in the layout of the official command line: a folder for each, with `index.js` and
 * `config.json`. Folders without `config.json` are passed over.
 *
 * @param v1 Whether all of them have the form of V1; otherwise those whose `config.json` says `isCompV1`.
 * @throws {ConfigError} what is wrong, and where.
 */
export async function readFunctionFolder(path: string, v1: boolean): Promise<FolderFunction[]> {
  const functions: FolderFunction[] = [];
  const owned: OwnedFunction[] = [];
  for (const name of await subfolders(path)) {
    const folder = join(path, name);
    const text = await textOf(join(folder, 'config.json'));
    if (text === undefined) continue;
    const one = await readFunction(folder, text, v1);
    functions.push(one);
    owned.push({ owner: shown(folder), name: one.name, uuid: one.uuid });
  }
  if (functions.length === 0) throw wrong(`${shown(path)} has no function. ${await layoutHint(path)}`);
  checkDifferent(owned);
  return functions;
}

/** The secrets of `settings.json` in a folder of functions, but those of the system: the sandbox has its own. */
export async function readFolderSecrets(path: string): Promise<Record<string, unknown>> {
  const file = join(path, 'settings.json');
  const text = await textOf(file);
  if (text === undefined) return {};
  const content = parseJson(text);
  if (!isJsonObject(content)) throw wrong(`${shown(file)} is no JSON object`);
  const secrets: readonly unknown[] = Array.isArray(content.secrets) ? content.secrets : [];
  // The official command line makes an entry with an empty key, as an example.
  const named = secrets.filter(isJsonObject).flatMap(({ key, value }) => {
    return typeof key === 'string' && isSecretKey(key) && !isSystemSecretName(key) ? [[key, value]] : [];
  });
  return Object.fromEntries(named);
}

/**
 * What changes whenever a file in a folder of functions does, however an editor writes it. Names that begin with a
 * dot, and `node_modules`, do not count.
 */
export async function folderSignature(path: string): Promise<string> {
  const lines: string[] = [];
  const seen = new Set<string>();
  const look = async (folder: string): Promise<void> => {
    // Links may lead round in a circle.
    const real = await realpath(folder).catch(() => folder);
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of await entriesOf(folder)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const file = join(folder, entry.name);
      if (entry.isDirectory()) await look(file);
      else {
        const { stamp, isFolder } = await stateOf(file, entry);
        lines.push(`${file} ${stamp}`);
        if (isFolder) await look(file);
      }
    }
  };
  await look(path);
  return lines.sort().join('\n');
}

/** None where the folder is just gone: whoever reads the functions then tells so. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

interface FileState {
  readonly stamp: string;
  /** Whether it is a link to a folder. */
  readonly isFolder: boolean;
}

/** A link is as what it leads to; of a folder, only where that is. */
async function stateOf(file: string, entry: Dirent): Promise<FileState> {
  try {
    const found = await stat(file, { bigint: true });
    if (entry.isSymbolicLink() && found.isDirectory()) {
      return { stamp: await realpath(file), isFolder: true };
    }
    return { stamp: `${found.mtimeNs} ${found.size} ${found.ino}`, isFolder: false };
  } catch {
    // An editor is just about to replace it.
    return { stamp: 'gone', isFolder: false };
  }
}

async function subfolders(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
    return names.map(({ name }) => name).sort();
  } catch (error) {
    throw wrong(`${shown(path)} cannot be read as a folder of functions (${codeOf(error)})`);
  }
}

async function readFunction(folder: string, configText: string, v1: boolean): Promise<FolderFunction> {
  const config = readFunctionConfig(configText, basename(folder), shown(join(folder, 'config.json')));
  const index = join(folder, 'index.js');
  const code = await textOf(index);
  if (code === undefined) throw wrong(`${shown(folder)} has a config.json, but no index.js`);
  if (code.length > LONGEST_CODE) {
    throw wrong(`${shown(index)} has ${code.length} characters; the platform takes ${LONGEST_CODE} at most`);
  }
  const { isCompV1, ...known } = config;
  return { ...known, durationMs: 0, index: await realUrlOf(index), v1: v1 || isCompV1 };
}

async function realUrlOf(file: string): Promise<string> {
  try {
    return pathToFileURL(await realpath(file)).href;
  } catch (error) {
    throw wrong(`${shown(file)} cannot be found (${codeOf(error)})`);
  }
}

async function layoutHint(path: string): Promise<string> {
  const layout = 'A function is a folder with index.js and config.json';
  const inner = join(path, 'functions');
  const hasInner = (await subfolders(path)).includes('functions') && (await hasFunctions(inner));
  return hasInner ? `${layout}; ${shown(inner)} has some` : layout;
}

async function hasFunctions(path: string): Promise<boolean> {
  for (const name of await subfolders(path)) {
    if ((await textOf(join(path, name, 'config.json'))) !== undefined) return true;
  }
  return false;
}

/** The text of a file; undefined when there is none. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw wrong(`${shown(path)} cannot be read (${code})`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** A path as a person in this folder would write it. */
function shown(path: string): string {
  const short = relative('.', path);
  return short === '' || short.startsWith('..') ? path : short;
}

function wrong(message: string): ConfigError {
  return new ConfigError('functions', message);
}
