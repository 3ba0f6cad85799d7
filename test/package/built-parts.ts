import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.js';

interface Metafile {
  outputs: Record<
    string,
    {
      imports: { path: string; kind: string; external?: boolean }[];
      inputs: Record<string, { bytesInOutput: number }>;
    }
  >;
}

/** `start` is what is loaded with the first file; `later` also what that may load some time. */
export type Reach = 'start' | 'later';

/** Built files that importing `entry` loads, itself among them. */
export function filesFrom(entry: string, reach: Reach): string[] {
  const files = new Set([entry]);
  for (const file of files) {
    const own = outputs[file]?.imports.filter(({ external }) => external !== true) ?? [];
    for (const { kind, path } of own) {
      if (reach === 'later' || kind === 'import-statement') files.add(path);
    }
  }
  return [...files];
}

/** Bundled packages in built files, sorted. */
export function packagesIn(files: readonly string[]): string[] {
  const bundled = sourcesIn(files).filter((path) => path.includes(FOLDER));
  return [...new Set(bundled.map(packageOf))].sort();
}

/** Folders of `src` in built files, sorted; what lies in `src` itself is left out. */
export function foldersIn(files: readonly string[]): string[] {
  const folders = sourcesIn(files).map((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? '');
  return [...new Set(folders)].filter((name) => name !== '').sort();
}

/** Bytes in built files by what they are of: `src/http` for a folder, the name of a package otherwise. */
export function bytesByPart(files: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const file of files) {
    for (const [path, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
      const part = path.includes(FOLDER) ? packageOf(path) : (/^src\/[^/]+/.exec(path)?.[0] ?? path);
      if (bytesInOutput > 0) sums[part] = (sums[part] ?? 0) + bytesInOutput;
    }
  }
  return sums;
}

/** All built files of the package. */
export const allFiles = (): string[] => Object.keys(outputs);

const FOLDER = 'node_modules/';

const { outputs } = JSON.parse(readFileSync(join(root, 'dist/metafile-esm.json'), 'utf8')) as Metafile;

/** Sources that have put at least one byte into these files. */
function sourcesIn(files: readonly string[]): string[] {
  const inputs = files.flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}

function packageOf(path: string): string {
  const [first = '', second] = path.slice(path.lastIndexOf(FOLDER) + FOLDER.length).split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
