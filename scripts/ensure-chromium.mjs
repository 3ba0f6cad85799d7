// Makes sure that Chromium is there for `npm run test:browser`, on a machine that may be changed: CI. It
// installs Debian's package when there is none, and fails when that cannot be done.
import { spawnSync } from 'node:child_process';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

if (!isThere()) {
  console.error('No Chromium here; installing the package chromium ...');
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  if (!isThere()) fail('The package chromium is installed, and still no Chromium runs.');
}

function isThere() {
  const { CHROMIUM_PATH } = process.env;
  const candidates = CHROMIUM_PATH === undefined ? NAMES : [CHROMIUM_PATH];
  return candidates.some((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

function run(command, args) {
  const isRoot = process.getuid?.() === 0;
  const [file, ...rest] = isRoot ? [command, ...args] : ['sudo', '-n', command, ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync(file, rest, { stdio: ['ignore', 2, 2], env });
  if (status !== 0) fail(`${command} failed (${error?.message ?? `status ${status}`}).`);
}

function fail(reason) {
  console.error(`${reason} Install Chromium by hand, or give its path in CHROMIUM_PATH.`);
  process.exit(1);
}
