import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import type { Options } from 'tsup';

type BuildPlugin = NonNullable<Options['esbuildPlugins']>[number];
type PluginBuild = Parameters<BuildPlugin['setup']>[0];

const BUILTIN = 'require-builtin';

/**
 * Lets bundled CommonJS packages `require` what Node has built in. An ES module has no `require`, and one
 * made by `createRequire(import.meta.url)` breaks when somebody bundles the library once more, to CommonJS.
 */
export const requireBuiltins: BuildPlugin = {
  name: 'require-builtins',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) => {
      // By prefix too: the Node that builds may not know a module that the Node that runs has.
      const builtin = path.startsWith('node:') || isBuiltin(path);
      return kind === 'require-call' && builtin ? { path, namespace: BUILTIN } : undefined;
    });
    build.onLoad({ filter: /./, namespace: BUILTIN }, ({ path }) => ({
      contents: builtinModule(path),
      loader: 'js',
    }));
  },
};

/**
 * Takes `node:net` and `node:tls` as they are. An `import` of either makes Node compute all that it exports, such as its
 * 140 root certificates, which costs 2 ms of a cold start. Stands beside {@link requireBuiltins}, which gives them.
 *
 * @param folder Of the files that a cold start meets: for others it would make one more file to read.
 */
export function plainNet(folder: string): BuildPlugin {
  const path = resolve(folder) + sep;
  return {
    name: 'plain-net',
    setup(build) {
      build.onResolve({ filter: /^node:(net|tls)$/ }, ({ kind, path: name, importer }) => {
        const isOurs = kind === 'import-statement' && importer.startsWith(path);
        return isOurs ? { path: name, namespace: BUILTIN } : undefined;
      });
    },
  };
}

/**
 * Gives Node's own `fs` for `graceful-fs`, which would patch `fs.close` of the whole process when it is loaded; a
 * library must not do that to its users. What it is for, waiting when a process has too many files open,
 * does not arise here.
 */
export const plainFs: BuildPlugin = {
  name: 'plain-fs',
  setup(build) {
    build.onResolve({ filter: /^graceful-fs$/ }, () => ({ path: 'node:fs', namespace: BUILTIN }));
  },
};

/**
 * Leaves out `kerberos`, a native package that `https-proxy-agent` would load for proxies that ask for it: nobody can
 * ask for it here, and a bundler of our users would look for it.
 */
export const noKerberos: BuildPlugin = {
  name: 'no-kerberos',
  setup(build) {
    build.onResolve({ filter: /^kerberos$/ }, ({ path }) => ({ path, namespace: 'absent' }));
    build.onLoad({ filter: /./, namespace: 'absent' }, ({ path }) => ({
      contents: `export {}; throw new Error('${path} is not part of this package');`,
    }));
  },
};

/**
 * Leaves out `debug`, with which `https-proxy-agent` would write to stderr, where `DEBUG` asks for it, the URL of the
 * proxy with its password.
 */
export const noDebug: BuildPlugin = {
  name: 'no-debug',
  setup(build) {
    build.onResolve({ filter: /^debug$/ }, ({ path }) => ({ path, namespace: 'silent' }));
    build.onLoad({ filter: /./, namespace: 'silent' }, () => ({
      contents: 'module.exports = () => () => {};',
    }));
  },
};

/** A CommonJS module that is the built-in one, or throws as Node does when it has none of that name. */
function builtinModule(path: string): string {
  const name = JSON.stringify(path);
  return `
    const found = process.getBuiltinModule(${name});
    if (found === undefined) {
      const error = new Error('No such built-in module: ' + ${name});
      throw Object.assign(error, { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
    }
    module.exports = found;
  `;
}

/**
 * Lets every other entry point, and every part that is loaded later, start from `core` and all that it imports.
 * esbuild puts into one chunk what the same entry points reach. Without this, the core would fall into a chunk for
 * each set of entry points that use a piece of it, and each file costs time when it is read.
 *
 * @param core Path of an entry point.
 * @param except Folder of what is to start without the core.
 */
export function startFrom(core: string, { except }: { readonly except: string }): BuildPlugin {
  const path = resolve(core);
  const exempt = resolve(except) + sep;
  return {
    name: 'start-from',
    setup(build) {
      const { esbuild, onLoad, onResolve, onStart } = build;
      let files: ReadonlySet<string> = new Set();
      onStart(async () => {
        files = await filesImportedBy(path, esbuild);
      });
      onResolve({ filter: CORE }, () => ({ path, sideEffects: true }));
      onLoad({ filter: SOURCE }, async (file) => {
        // A file of the core must not import the core: what it is made of would be read in another order.
        if (files.has(file.path) || file.path.startsWith(exempt)) return undefined;
        const source = await readFile(file.path, 'utf8');
        return { contents: `${source}\nimport '${CORE_NAME}';\n`, loader: 'ts' };
      });
    },
  };
}

const CORE_NAME = 'core-of-the-build';
const CORE = new RegExp(`^${CORE_NAME}$`);
const SOURCE = /\.ts$/;

/** Absolute paths of `entry` and of all that it imports, but not of what it loads later. */
async function filesImportedBy(entry: string, { build }: PluginBuild['esbuild']): Promise<Set<string>> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    packages: 'external',
    write: false,
    outdir: 'unused',
    splitting: true,
    format: 'esm',
    metafile: true,
  });
  const names = new Set([relative('.', entry).replaceAll('\\', '/')]);
  for (const name of names) {
    const imports = metafile.inputs[name]?.imports ?? [];
    const own = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
    for (const { path } of own) names.add(path);
  }
  return new Set([...names].map((name) => resolve(name)));
}
