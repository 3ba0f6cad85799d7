import { circles } from './circles.js';
import type { SourceFile } from './source-tree.js';

/** What each folder of `src` stands on: it may import these, and what they stand on in turn. */
export type Layers = Readonly<Record<string, readonly string[]>>;

export function foldersWithoutRow(files: readonly SourceFile[], layers: Layers): string[] {
  const folders = new Set(files.map(({ path }) => topFolder(path)).filter((folder) => folder !== ''));
  return [...folders].filter((folder) => !Object.hasOwn(layers, folder)).sort();
}

/** Imports of another folder that the table does not allow, as `from -> to`. */
export function importsAgainstLayers(files: readonly SourceFile[], layers: Layers): string[] {
  return imports(files).flatMap(([from, to]) => {
    const target = topFolder(to);
    const isFree = target === '' || target === topFolder(from) || allowed(from, layers).has(target);
    return isFree ? [] : [`${from} -> ${to}`];
  });
}

/** An entry point may import the library, and the folder that bears its name: `testing.ts` that of testing. */
function allowed(from: string, layers: Layers): ReadonlySet<string> {
  const folder = topFolder(from);
  if (folder !== '') return below(folder, layers);
  return new Set(['toolbelt', ...below('toolbelt', layers), from.replace(/\.ts$/, '')]);
}

function below(folder: string, layers: Layers): ReadonlySet<string> {
  const direct = layers[folder] ?? [];
  return new Set([...direct, ...direct.flatMap((next) => [...below(next, layers)])]);
}

/** Folders side by side that import each other, straight or by way of others; `a <-> b` for each circle. */
export function foldersInCircles(files: readonly SourceFile[]): string[] {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of imports(files)) {
    const pair = sideBySide(from, to);
    if (pair === undefined) continue;
    graph.set(pair[0], (graph.get(pair[0]) ?? new Set()).add(pair[1]));
  }
  return circles(graph).map((group) => group.join(' <-> '));
}

/** The folders of two files that lie side by side; none if one file lies in a parent of the other's folder. */
function sideBySide(from: string, to: string): [string, string] | undefined {
  const one = from.split('/').slice(0, -1);
  const other = to.split('/').slice(0, -1);
  const depth = one.findIndex((name, index) => name !== other[index]);
  if (depth < 0 || other.length <= depth) return undefined;
  return [one.slice(0, depth + 1).join('/'), other.slice(0, depth + 1).join('/')];
}

export function filesInCircles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, new Set(file.imports)]));
  return circles(graph).map((group) => group.join(' <-> '));
}

export function importedEntryPoints(files: readonly SourceFile[]): string[] {
  return imports(files)
    .filter(([, to]) => topFolder(to) === '')
    .map(([from, to]) => `${from} -> ${to}`);
}

/**
 * What some files of a folder import from outside it, types included, by way of other files of the folder too, and
 * lies in none of the allowed folders; as `from -> to`.
 */
export function importsBeyond(
  files: readonly SourceFile[],
  part: { readonly of: string; readonly isPart: (path: string) => boolean },
  allowed: readonly string[],
): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const open = files.map(({ path }) => path).filter(part.isPart);
  const seen = new Set(open);
  const found: string[] = [];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const to of byPath.get(from)?.imports ?? []) {
      if (topFolder(to) !== part.of) {
        if (!allowed.includes(topFolder(to))) found.push(`${from} -> ${to}`);
      } else if (!seen.has(to)) {
        seen.add(to);
        open.push(to);
      }
    }
  }
  return found.sort();
}

function imports(files: readonly SourceFile[]): [from: string, to: string][] {
  return files.flatMap((file) => file.imports.map((to): [string, string] => [file.path, to]));
}

function topFolder(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}
