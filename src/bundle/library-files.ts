import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The files of this library that the deployed form is made of. */
export interface LibraryFiles {
  /** Absolute path of their folder, with a separator at its end. */
  readonly folder: string;
  readonly extension: '.ts' | '.js';
}

/** In the build they are one folder beside the chunk that asks; the source is TypeScript. */
export function libraryFiles(): LibraryFiles {
  const built = fileURLToPath(new URL('./deployed/', import.meta.url));
  if (!import.meta.url.endsWith('.ts') && existsSync(built)) return { folder: built, extension: '.js' };
  return { folder: fileURLToPath(new URL('../', import.meta.url)), extension: '.ts' };
}
