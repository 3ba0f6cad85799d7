import { defineConfig } from 'tsup';
import { writeDeployed } from './scripts/build-deployed.js';
import {
  noDebug,
  noKerberos,
  plainFs,
  plainNet,
  requireBuiltins,
  startFrom,
} from './scripts/build-plugins.js';

const libraries = {
  index: 'src/index.ts',
  provisioning: 'src/provisioning.ts',
  stores: 'src/stores.ts',
  testing: 'src/testing.ts',
  bundle: 'src/bundle.ts',
};

const functionProcess = 'src/testing/sandbox/functions/process';

// Everything but `dependencies` is bundled: a function then starts in a fraction of the time.
export default defineConfig({
  entry: {
    ...libraries,
    'cli/main': 'src/cli/main.ts',
    // In a file of its own, for NODE_OPTIONS; the sandbox finds it beside itself.
    'sandbox-preload': 'src/testing/sandbox/preload/sandbox-preload.js',
    // What the sandbox starts a function with: files of their own, beside the chunk that names them.
    'function-worker': `${functionProcess}/worker.ts`,
    'function-hooks': `${functionProcess}/hooks.ts`,
  },
  dts: { entry: libraries },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Shared chunks, so that an error class is one object whichever entry point it comes from.
  splitting: true,
  clean: true,
  // The output is not minified, so traces can be read as they are; maps would double what is installed.
  sourcemap: false,
  minify: false,
  // tsup would strip `node:`, without which newer built-in modules cannot be found.
  removeNodeProtocol: false,
  // Read by scripts/notices.mjs; not published.
  metafile: true,
  onSuccess: () => writeDeployed(libraries.index, 'dist/deployed'),
  esbuildPlugins: [
    startFrom(libraries.index, { except: functionProcess }),
    plainFs,
    plainNet('src/http/transports'),
    noDebug,
    noKerberos,
    requireBuiltins,
  ],
});
