import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BundleReport } from '../../../src/bundle/bundle-report.js';
import { bundlePlugin } from '../../../src/bundle/plugin.js';
import { runBundle } from '../../../src/cli/bundle/bundle.js';
import { execute } from '../../support/execute.js';
import { BundledFunction } from './scene.js';

/** A bundle takes its time on a machine that is busy. */
vi.setConfig({ testTimeout: 120_000 });

const SMALL = 'async function lambda(input) { return input.payload; }';
const LARGE = `async function lambda() { return ${JSON.stringify('x'.repeat(100_000))}; }`;

let made: BundledFunction;
let output: string[];
let errors: string[];

beforeEach(() => {
  made = new BundledFunction(SMALL);
  output = [];
  errors = [];
});

afterEach(() => made[Symbol.dispose]());

function run(flags: { path: string; out?: string; sourcemap?: boolean; weights?: boolean }) {
  const writer = (lines: string[]) => ({ write: (text: string) => lines.push(text) });
  return runBundle({ output: writer(output), errors: writer(errors), ...flags });
}

describe('lp-toolbelt bundle', () => {
  it('takes a folder, and writes beside it what is deployed', async () => {
    const path = join(made.root, 'source');
    expect(await run({ path })).toBe(0);
    const code = readFileSync(join(path, 'bundle', 'index.js'), 'utf8');
    expect(code).toContain('async function lambda(input)');
    expect(output.join('')).toContain(`${code.length} of 100000 characters`);
    expect(errors).toEqual([]);
  });

  it('writes a source map where one is asked for, and a table of what weighs what', async () => {
    const out = join(made.root, 'out.js');
    expect(await run({ path: made.file, out, sourcemap: true, weights: true })).toBe(0);
    expect(JSON.parse(readFileSync(`${out}.map`, 'utf8'))).toMatchObject({ version: 3 });
    expect(output.join('')).toMatch(/Part +Characters +Share\n[\s\S]*your files +\d+ +[\d.]+ %/);
  });

  it("has Node tell the author's lines by the source map", async () => {
    made.write('source/index.js', "async function lambda() {\n  throw new TypeError('of line two');\n}\n");
    const out = join(made.root, 'dist', 'deep', 'index.mjs');
    await run({ path: made.file, out, sourcemap: true });
    const { sources } = JSON.parse(readFileSync(`${out}.map`, 'utf8')) as { sources: string[] };
    expect(sources).toContain('../../source/index.js');
    const code = `${readFileSync(out, 'utf8')}\nawait lambda().catch(({ stack }) => console.log(stack));`;
    made.write('dist/deep/index.mjs', code);
    const told = await execute(process.execPath, ['--enable-source-maps', out], { cwd: made.root });
    expect(told).toContain(`${made.file}:2:`);
  });

  it('fails for one that the platform would refuse, and says what weighs', async () => {
    made.write('source/index.js', LARGE);
    expect(await run({ path: made.file })).toBe(1);
    expect(errors.join('')).toContain('nothing was written');
    expect(existsSync(join(made.root, 'source', 'bundle'))).toBe(false);
    expect(errors.join('')).toMatch(/of at most 100000 characters\. What weighs most: your files \d+/);
    expect(output.join('')).toContain('your files');
  });

  it.each(['index.js', 'helper.js'])('does not overwrite %s, of which it is made', async (name) => {
    made.write('source/helper.js', 'export const own = (x) => x.payload;');
    const code = "import { own } from './helper.js'; async function lambda(input) { return own(input); }";
    made.write('source/index.js', code);
    const out = join(made.root, 'source', name);
    const before = readFileSync(out, 'utf8');
    await expect(run({ path: made.file, out })).rejects.toThrow(/would overwrite/);
    expect(readFileSync(out, 'utf8')).toBe(before);
  });

  it('takes index.ts of a folder, and writes into one', async () => {
    const path = join(made.root, 'source');
    renameSync(made.file, join(path, 'index.ts'));
    const out = join(made.root, 'dist');
    mkdirSync(out);
    expect(await run({ path, out })).toBe(0);
    expect(readFileSync(join(out, 'index.js'), 'utf8')).toContain('async function lambda');
  });

  it.each([
    ['too large', LARGE, 'dist.js', /takes at most 100000/],
    ['over its source', SMALL, 'source/index.js', /would overwrite/],
  ])('fails as a plugin for one that is %s, and writes nothing', async (_, code, name, message) => {
    made.write('source/index.js', code);
    const outfile = join(made.root, name);
    const before = existsSync(outfile) && readFileSync(outfile, 'utf8');
    const plugins = [bundlePlugin({ onBundle: () => undefined })];
    const built = build({
      entryPoints: [made.file],
      outfile,
      logLevel: 'silent',
      allowOverwrite: true,
      plugins,
    });
    await expect(built).rejects.toThrow(message);
    expect(existsSync(outfile) && readFileSync(outfile, 'utf8')).toBe(before);
  });

  it("is a plugin, too, for a build of one's own", async () => {
    const outfile = join(made.root, 'dist', 'index.js');
    const told: string[] = [];
    const onBundle = ({ code }: BundleReport) => told.push(code);
    await build({
      entryPoints: [made.file],
      outfile,
      logLevel: 'silent',
      plugins: [bundlePlugin({ onBundle })],
    });
    expect(readFileSync(outfile, 'utf8')).toBe(told[0]);
    expect(told[0]).toMatch(/async function lambda\(input\)/);
    const two = build({
      entryPoints: [made.file, made.file],
      outdir: made.root,
      logLevel: 'silent',
      plugins: [bundlePlugin()],
    });
    await expect(two).rejects.toThrow('a function is one file');
  });

  it('says which package it needs where there is none', async () => {
    vi.doMock('esbuild', () => {
      throw new Error('Cannot find package');
    });
    vi.resetModules();
    const { bundleFunction } = await import('../../../src/bundle/bundle-function.js');
    await expect(bundleFunction(made.file)).rejects.toMatchObject({
      name: 'ConfigError',
      field: 'esbuild',
      message: expect.stringContaining('npm install --save-dev esbuild'),
    });
    vi.doUnmock('esbuild');
  });
});
