import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startSandbox } from '../../src/testing/sandbox/sandbox.js';
import { root, run, runNode, tool } from './run.js';

const SAMPLES = join(root, 'test/package/official-samples');

/** What the samples use of Salesforce's package. */
const JSFORCE = "exports.Connection = class { query = async (text) => 'queried: ' + text; };";

/** Runs a function without the sandbox: nothing but Node resolves what it imports. */
const RUNNER = `
  import { readFile, writeFile } from 'node:fs/promises';
  const [name, payload] = process.argv.slice(2);
  const file = new URL('functions/' + name + '/function.mjs', import.meta.url);
  await writeFile(file, await readFile(new URL('index.js', file)) + '\\nexport { lambda };');
  const { lambda } = await import(file);
  console.log(JSON.stringify(await lambda({ headers: [], payload: JSON.parse(payload) })));`;

let project: string;

/** A project as the official command line makes it, with this library under the official name. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'lp-official-name-'));
  const write = async (path: string, text: string) => {
    await mkdir(join(project, path, '..'), { recursive: true });
    await writeFile(join(project, path), text);
  };
  await cp(SAMPLES, join(project, 'functions'), { recursive: true });
  const dependencies = { 'core-functions-toolbelt': `file:${inject('tarball')}` };
  await write('package.json', JSON.stringify({ private: true, type: 'module', dependencies }));
  // The copy that the official command line brings, which nothing here is to load.
  const copy = 'bin/core-functions-toolbelt';
  await write(`${copy}/package.json`, '{ "name": "core-functions-toolbelt", "type": "commonjs" }');
  await write(`${copy}/index.js`, "throw new Error('the official copy');");
  await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'], project);
  await write('node_modules/@jsforce/jsforce-node/index.js', JSFORCE);
  await symlink(tool('esbuild'), join(project, 'node_modules/esbuild'), 'junction');
  await write('run.js', RUNNER);
});

afterAll(() => rm(project, { recursive: true, force: true }));

describe('under the name core-functions-toolbelt', () => {
  it('the samples of the official toolbelt run as the gateway runs functions', async () => {
    const told = await runNode(['--test', '--test-reporter=tap', 'functions/samples.test.js'], project);
    expect(told).toMatch(/^# pass 13$/m);
    expect(told).toMatch(/^# fail 0$/m);
  });

  it('a function runs untouched in Node, with the secrets of functions/settings.json', async () => {
    await using sandbox = await startSandbox({ functions: SAMPLES });
    sandbox.writeSettings(project);
    // Without it, the default is the file of the official command line.
    const { LP_SECRET_STORE: _, ...env } = sandbox.env();
    const value = { count: 2 };
    const told = await runNode(['run.js', 'secret-client', '{}'], project, env);
    expect(JSON.parse(told)).toEqual({ first: 'a text', key: 'SECOND', value, cached: true });
    const { secrets } = JSON.parse(await readFile(join(project, 'functions/settings.json'), 'utf8'));
    expect(secrets).toContainEqual({ key: 'SECOND', value });
    const conversationId = sandbox.fixtures.conversations[0]?.info.conversationId;
    const called = await runNode(['run.js', 'lp-client', JSON.stringify({ conversationId })], project, env);
    expect(JSON.parse(called)).toEqual({ ok: true, found: 1 });
  });

  it('the command line is there, and bundles', async () => {
    const main = 'node_modules/core-functions-toolbelt/dist/cli/main.js';
    const told = await runNode([main, 'bundle', 'functions/csds-client'], project);
    expect(told).toMatch(/ of 100000 characters/);
  });
});
