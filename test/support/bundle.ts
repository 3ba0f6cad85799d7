import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Options } from 'tsup';
import { requireBuiltins } from '../../scripts/build-plugins.js';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A change of the source, as text. */
export interface Mutation {
  /** File, from the root of the project. */
  readonly file: string;
  /** Has to be in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

/**
 * Makes one file of a TypeScript entry and all it imports, which plain Node starts in a fraction of the time.
 * @returns its path.
 */
export async function bundle(
  entry: string,
  folder: string,
  { name = 'bundle', plugins = [] }: { name?: string; plugins?: readonly Plugin[] } = {},
): Promise<string> {
  await build({
    entry: { [name]: resolve(ROOT, entry) },
    outDir: folder,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    config: false,
    tsconfig: join(ROOT, 'tsconfig.json'),
    silent: true,
    dts: false,
    splitting: false,
    removeNodeProtocol: false,
    noExternal: [/./],
    esbuildPlugins: [...plugins, requireBuiltins],
  });
  return join(folder, `${name}.mjs`);
}

/**
 * Changes one file of what is bundled.
 * @throws when the text to be changed is not there, or more than once.
 */
export function mutate({ file, from, to }: Mutation): Plugin {
  const path = resolve(ROOT, file);
  return {
    name: 'mutate',
    setup(esbuild) {
      esbuild.onLoad({ filter: /\.ts$/ }, async (source) => {
        if (source.path !== path) return undefined;
        const text = await readFile(path, 'utf8');
        const parts = text.split(from);
        if (parts.length !== 2) throw new Error(`${file} has "${from}" ${parts.length - 1} times, not once`);
        return { contents: parts.join(to), loader: 'ts' };
      });
    },
  };
}
