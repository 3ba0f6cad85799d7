import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { LIBRARY } from './named.js';

/** Forms that import a module as one object, whose fields are not seen. */
const AS_ONE = /(?:\bexport\s*\*[^'"`;]*?\bfrom|\brequire\s*\(|\bimport\s*\()\s*['"`]([^'"`]+)['"`]/g;

/** Where files import this library as one object, as `file:line: code`. */
export async function wholeImports({ inputs }: Metafile, folder: string): Promise<string[]> {
  const files = Object.keys(inputs).filter((file) =>
    inputs[file]?.imports.some(({ path }) => LIBRARY.test(path)),
  );
  const found = await Promise.all(
    files.map(async (file) => placesIn(file, await readFile(resolve(folder, file), 'utf8'))),
  );
  return found.flat();
}

function placesIn(file: string, source: string): string[] {
  return [...source.matchAll(AS_ONE)]
    .filter(([, name = '']) => LIBRARY.test(name))
    .map(({ index }) => {
      const before = source.slice(0, index).split('\n');
      const code = source.split('\n')[before.length - 1] ?? '';
      return `${file}:${before.length}: ${code.trim().slice(0, 100)}`;
    });
}
