import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
const named = (pattern: RegExp) => tracked.filter((path) => pattern.test(path));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

const lockFiles = named(/(^|\/)package-lock\.json$/);

/** Packages of a lock file, by path; without the project itself, and what lies inside of a package. */
function lockedBy(path: string): [string, Locked][] {
  const { packages } = JSON.parse(read(path)) as { packages: Record<string, Locked> };
  return Object.entries(packages).filter(
    ([name, { link, inBundle }]) => name !== '' && link !== true && inBundle !== true,
  );
}

describe.each(lockFiles)('%s', (path) => {
  it('has a strong hash of every package', () => {
    const without = lockedBy(path).filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(without.map(([name]) => name)).toEqual([]);
  });

  it('names no place that packages come from: that is the choice of whoever installs', () => {
    const text = read(path);
    const hosts = [...text.matchAll(/"resolved": "(\w[\w+]*:)\/*([^/"]*)/g)].map(
      ([, scheme, host]) => `${scheme}//${host}`,
    );
    expect(hosts).toEqual([]);
  });
});

it('has a lock file beside every package.json with packages of its own', () => {
  const owners = named(/(^|\/)package\.json$/).filter((path) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(path)) as Record<
      string,
      object
    >;
    const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
    // The library itself comes from the folder above.
    return Object.keys(all).some((name) => name !== 'lp-functions-toolbelt');
  });
  expect(
    owners
      .map((path) => path.replace(/package\.json$/, 'package-lock.json'))
      .filter((path) => !lockFiles.includes(path)),
  ).toEqual([]);
});

it('lets one package alone run a script when it is installed: esbuild checks its program', () => {
  const running = lockedBy('package-lock.json').filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = running.map(([path]) =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  );
  expect([...new Set(names)]).toEqual(['esbuild']);
});

describe.each(named(/(^|\/)requirements\.txt$/))('%s', (path) => {
  it('has an exact version and a hash of every package', () => {
    const lines = read(path)
      .replaceAll(/ *\\\n */g, ' ')
      .split('\n');
    const packages = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
    expect(packages.length).toBeGreaterThan(0);
    const pinned = /^[\w.[\]-]+==[^ ]+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+$/;
    expect(packages.filter((line) => !pinned.test(line.trim()))).toEqual([]);
  });
});

describe.each(named(/(^|\/)go\.mod$/))('%s', (path) => {
  it('has a hash of every module in go.sum', () => {
    const sums = read(path.replace(/go\.mod$/, 'go.sum'));
    const needed = [...read(path).matchAll(/^(?:require |\t)([\w./-]+\.[\w./-]+) (v[^\s]+)/gm)];
    const without = needed.filter(([, name, version]) => !sums.includes(`${name} ${version}/go.mod h1:`));
    expect(needed.length).toBeGreaterThan(0);
    expect(without.map(([, name]) => name)).toEqual([]);
  });
});
