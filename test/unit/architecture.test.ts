import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  filesInCircles,
  foldersInCircles,
  foldersWithoutRow,
  importedEntryPoints,
  importsAgainstLayers,
  importsBeyond,
  type Layers,
} from '../support/architecture/layers.js';
import { parseSourceTree, readSourceTree } from '../support/architecture/source-tree.js';
import {
  environmentReaders,
  moduleState,
  untraceableImports,
  workInEntryPoints,
} from '../support/architecture/statements.js';

/**
 * The layers of `src`: each folder may import the ones named here, and all that those stand on. What is in one
 * row of another's list lies side by side and imports nothing of each other.
 */
const layers: Layers = {
  errors: [],
  config: ['errors'],
  http: ['errors', 'config'],
  secrets: ['http'],
  auth: ['secrets'],
  csds: ['http'],
  apis: ['http'],
  client: ['auth', 'csds', 'apis'],
  provisioning: ['client'],
  orchestrator: ['client'],
  conversation: ['client'],
  sde: ['client'],
  gdpr: ['client'],
  mtls: ['client'],
  'context-service': ['client'],
  salesforce: ['client'],
  toolbelt: [
    'provisioning',
    'orchestrator',
    'conversation',
    'sde',
    'gdpr',
    'mtls',
    'context-service',
    'salesforce',
  ],
  testing: ['toolbelt'],
  bundle: ['toolbelt'],
  migrate: ['bundle'],
  cli: ['testing', 'migrate'],
};

/**
 * The sandbox in two halves. What answers requests judges the library, so it must not be made of it: it may import
 * words for errors, checks of options and the clock, and the operations and types of the APIs. What hands the sandbox
 * to a test may import all, since clients, stores and the platform are what a test wants.
 */
const judge = {
  of: 'testing',
  isPart: (path: string) =>
    /^testing\/sandbox\/(servers|services|control)\//.test(path) ||
    /^testing\/sandbox\/(account-state|exchange|sandbox-servers|sandbox-services)\.ts$/.test(path),
};
const judgeMayImport = ['errors', 'config', 'apis'];

const files = readSourceTree(fileURLToPath(new URL('../../src', import.meta.url)));

describe('the code in src', () => {
  it('was read', () => {
    const named = files.map(({ path }) => path);
    expect(named).toEqual(expect.arrayContaining(['index.ts', 'client/lp-client.ts', 'cli/main.ts']));
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(1000);
  });

  it('has a row in the table for every folder', () => {
    expect(foldersWithoutRow(files, layers)).toEqual([]);
  });

  it('imports downwards only', () => {
    expect(importsAgainstLayers(files, layers)).toEqual([]);
  });

  it('has no folders side by side that import each other', () => {
    expect(foldersInCircles(files)).toEqual([]);
  });

  it('has no files that import each other, types included', () => {
    expect(filesInCircles(files)).toEqual([]);
  });

  it('imports in no form that these tests cannot follow', () => {
    expect(untraceableImports(files)).toEqual([
      // The files of users, and this library for them.
      'testing/sandbox/functions/process/load-handler.ts: import(index)',
      'testing/sandbox/functions/process/load-handler.ts: import(library)',
    ]);
  });

  it('judges in the sandbox with nothing of what is judged', () => {
    expect(files.map(({ path }) => path).filter(judge.isPart).length).toBeGreaterThan(40);
    expect(importsBeyond(files, judge, judgeMayImport)).toEqual([]);
    const inServers = { ...judge, isPart: (path: string) => path.startsWith('testing/sandbox/servers/') };
    expect(importsBeyond(files, inServers, ['errors', 'config'])).toEqual([]);
  });

  it('re-exports in its entry points, and does nothing else there', () => {
    expect(workInEntryPoints(files)).toEqual([]);
  });

  it('imports no entry point', () => {
    expect(importedEntryPoints(files)).toEqual([]);
  });

  it('reads process.env in one file', () => {
    expect(environmentReaders(files)).toEqual(['config/environment.ts']);
  });

  it('keeps no state in module scope but the default toolbelt, and what is made of the privilege table', () => {
    expect(moduleState(files)).toEqual([
      // The same for all accounts of a process.
      'client/bind-api.ts: operationsOf = /* @__PURE__ */ oncePer((_api: ApiDefinition) => new Map<string, PreparedOperation>())',
      'client/privilege-guard.ts: guardedRows = /* @__PURE__ */ oncePer((table: readonly ApiRow[]): readonly GuardedRow[] =>',
      'toolbelt/toolbelt.ts: static #default: AccountToolbelt | undefined;',
      'toolbelt/toolbelt.ts: static readonly #replacements: Replacement[] = [];',
    ]);
  });
});

/** A rule that finds nothing in `src` must find what is wrong in a tree made up for it. */
describe('the rules', () => {
  it('find a folder without a row', () => {
    const tree = parseSourceTree({ 'index.ts': '', 'errors/a.ts': '', 'helpers/deep/a.ts': '' });
    expect(foldersWithoutRow(tree, layers)).toEqual(['helpers']);
  });

  it.each([
    ['statically', "import { b } from '../client/b.js';"],
    ['for its effects', "import '../client/b.js';"],
    ['for a type', "import type { B } from '../client/b.js';"],
    ['to re-export', "export { b } from '../client/b.js';"],
    ['to re-export all', "export * from '../client/b.js';"],
    ['to re-export types', "export type * from '../client/b.js';"],
    ['dynamically', "const b = async () => await import('../client/b.js');"],
    ['dynamically, in a template', 'const b = () => import(`../client/b.js`);'],
    ['with require', "import b = require('../client/b.js');"],
  ])('find an import upwards, made %s', (_form, text) => {
    const tree = parseSourceTree({ 'http/a.ts': text, 'client/b.ts': '' });
    expect(importsAgainstLayers(tree, layers)).toEqual(['http/a.ts -> client/b.ts']);
  });

  it.each([
    ['errors', 'config'],
    ['secrets', 'auth'],
    ['csds', 'auth'],
    ['csds', 'secrets'],
    ['auth', 'csds'],
    ['apis', 'csds'],
    ['client', 'provisioning'],
    ['provisioning', 'conversation'],
    ['client', 'toolbelt'],
    ['toolbelt', 'testing'],
    ['testing', 'bundle'],
    ['testing', 'cli'],
    ['bundle', 'cli'],
  ])('find an import of %s from %s', (from, to) => {
    const tree = parseSourceTree({ [`${from}/a.ts`]: `import '../${to}/b.js';`, [`${to}/b.ts`]: '' });
    expect(importsAgainstLayers(tree, layers)).toEqual([`${from}/a.ts -> ${to}/b.ts`]);
  });

  it('let a folder import itself, its subfolders, and all that it stands on', () => {
    const tree = parseSourceTree({
      'client/a.ts': "import './b.js'; import './deep/c.js'; import '../auth/d.js'; import '../errors/e.js';",
      'client/b.ts': '',
      'client/deep/c.ts': "import '../b.js'; import '../../http/deep/f.js';",
      'auth/d.ts': '',
      'errors/e.ts': '',
      'http/deep/f.ts': '',
    });
    expect(importsAgainstLayers(tree, layers)).toEqual([]);
    expect(foldersInCircles(tree)).toEqual([]);
  });

  it('let only the entry point of a tool export that tool', () => {
    const tree = parseSourceTree({
      'index.ts': "export * from './toolbelt/a.js'; export * from './testing/b.js';",
      'testing.ts': "export * from './testing/b.js'; export * from './cli/c.js';",
      'toolbelt/a.ts': '',
      'testing/b.ts': '',
      'cli/c.ts': '',
    });
    expect(importsAgainstLayers(tree, layers)).toEqual([
      'index.ts -> testing/b.ts',
      'testing.ts -> cli/c.ts',
    ]);
  });

  it('find what judges by what is judged, by way of what hands it out, and for a type, too', () => {
    const tree = parseSourceTree({
      'testing/sandbox/servers/a.ts':
        "import { sign } from '../../../auth/a.js'; import '../../../errors/a.js'; import '../../b.js';",
      'testing/sandbox/exchange.ts': "import type { A } from '../../provisioning/a.js';",
      'testing/b.ts': "import { a } from '../csds/a.js';",
      'testing/sandbox/sandbox.ts': "import '../../toolbelt/a.js'; import './exchange.js';",
      'auth/a.ts': '',
      'csds/a.ts': '',
      'errors/a.ts': '',
      'provisioning/a.ts': '',
      'toolbelt/a.ts': '',
    });
    expect(importsBeyond(tree, judge, judgeMayImport)).toEqual([
      'testing/b.ts -> csds/a.ts',
      'testing/sandbox/exchange.ts -> provisioning/a.ts',
      'testing/sandbox/servers/a.ts -> auth/a.ts',
    ]);
  });

  it('find folders side by side that import each other', () => {
    const tree = parseSourceTree({
      'cli/doctor/a.ts': "import '../table/deep/b.js';",
      'cli/table/c.ts': "import '../doctor/d.js';",
      'cli/table/deep/b.ts': '',
      'cli/doctor/d.ts': '',
    });
    expect(foldersInCircles(tree)).toEqual(['cli/doctor <-> cli/table']);
    expect(filesInCircles(tree)).toEqual([]);
  });

  it('find folders that import each other by way of a third', () => {
    const tree = parseSourceTree({
      'cli/x/a.ts': "import '../y/a.js';",
      'cli/y/a.ts': '',
      'cli/y/b.ts': "import '../z/a.js';",
      'cli/z/a.ts': '',
      'cli/z/b.ts': "import '../x/b.js';",
      'cli/x/b.ts': '',
    });
    expect(foldersInCircles(tree)).toEqual(['cli/x <-> cli/y <-> cli/z']);
  });

  it('let parent and child import each other, but not a child of the neighbour', () => {
    const tree = parseSourceTree({
      'http/a.ts': "import './transports/b.js';",
      'http/transports/b.ts': "import '../c.js';",
      'http/c.ts': '',
    });
    expect(foldersInCircles(tree)).toEqual([]);
  });

  it('find a circle of files, of types alone, too', () => {
    const tree = parseSourceTree({
      'http/a.ts': "import type { B } from './b.js';",
      'http/b.ts': "export type { C } from './c.js';",
      'http/c.ts': "import type { A } from './a.js';",
      'http/d.ts': "import './a.js';",
      'http/self.ts': "import type { Self } from './self.js';",
    });
    expect(filesInCircles(tree)).toEqual(['http/a.ts <-> http/b.ts <-> http/c.ts', 'http/self.ts']);
  });

  it.each([
    ['named in a type', "let b: import('./b.js').B;"],
    ['computed', "const b = (name: string) => import('./' + name);"],
    ['of the package by its own name', "import 'lp-functions-toolbelt/testing';"],
    ['of what is outside src', "import version from '../../package.json' with { type: 'json' };"],
    ['of no file that is there', "import './gone.js';"],
  ])('find an import %s', (_form, text) => {
    const tree = parseSourceTree({ 'http/a.ts': text, 'http/b.ts': '' });
    expect(untraceableImports(tree)).toHaveLength(1);
    expect(untraceableImports(tree)[0]).toMatch(/^http\/a\.ts: .*import/);
  });

  it.each(['const a = 1;', 'export const a = 1;', "import './http/b.js';", 'export { a };', 'start();'])(
    'find work in an entry point: %s',
    (text) => {
      const tree = parseSourceTree({ 'index.ts': text, 'http/b.ts': 'export const a = 1;' });
      expect(workInEntryPoints(tree)).toEqual([`index.ts: ${text}`]);
    },
  );

  it('find an import of an entry point', () => {
    const tree = parseSourceTree({ 'index.ts': '', 'cli/a.ts': "import '../index.js';" });
    expect(importedEntryPoints(tree)).toEqual(['cli/a.ts -> index.ts']);
  });

  it.each([
    'const home = process.env.HOME;',
    "const env = process['env'];",
    'const { env } = process;',
    'const { env: variables } = globalThis.process;',
    'const all = globalThis.process.env;',
    "import { env } from 'node:process';",
    "import { env as variables } from 'process';",
    'function read(env = process.env) {}',
  ])('find a reader of the environment: %s', (text) => {
    expect(environmentReaders(parseSourceTree({ 'http/a.ts': text }))).toEqual(['http/a.ts']);
  });

  it('let a file use what else is on process, and an env of another kind', () => {
    const text = "process.emitWarning('x'); const { version } = process; spawn('x', { env: settings.env });";
    expect(environmentReaders(parseSourceTree({ 'http/a.ts': text }))).toEqual([]);
  });

  it.each([
    'let count = 0;',
    'var count;',
    'export let count: number;',
    'const seen = new Set();',
    "const names = new Map([['a', 1]]);",
    'const names: Map<string, string> = new Map();',
    'const cache = new LruMap(1);',
    'const made = oncePer((row) => new Map());',
    'const known = new WeakMap();',
    'const list: string[] = [];',
    'const byName: Record<string, string> = {};',
    'class A { static count = 0 }',
    'class A { static readonly #seen = new Set() }',
  ])('find state of a module: %s', (text) => {
    expect(moduleState(parseSourceTree({ 'http/a.ts': text }))).toHaveLength(1);
  });

  it.each([
    'const LIMIT = 5;',
    "const NAMES: ReadonlySet<string> = new Set(['a']);",
    "const TABLE: ReadonlyMap<string, string> = new Map([['a', 'b']]);",
    "const LIST = ['a', 'b'] as const;",
    'const EMPTY: readonly string[] = [];',
    'function a() { let count = 0; const seen = new Set(); }',
    "class A { static readonly kind = 'a'; #seen = new Set(); static {} }",
  ])('let a constant be: %s', (text) => {
    expect(moduleState(parseSourceTree({ 'http/a.ts': text }))).toEqual([]);
  });
});
