// Writes anew what tests compare the package with: test/support/ceilings.json and test/package/packed-files.json.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = [
  'test/package/start.test.ts',
  'test/package/tarball.test.ts',
  'test/integration/bundle/bundle.test.ts',
];
// One after the other, since they write into one file.
const options = ['--project', 'package', '--project', 'integration', '--no-file-parallelism'];
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...options, ...files],
  {
    cwd: root,
    env: { ...process.env, CEILINGS: 'write' },
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
