import { isBuiltin } from 'node:module';
import type { Options } from 'tsup';

type BuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

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
    build.onResolve({ filter: /^kerberos$/ }, ({ path }) => ({ path, namespace: BUILTIN }));
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
