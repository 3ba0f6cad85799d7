import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';
import { USER_AGENT } from '../../src/config/version.js';
import { root, runNode, tool } from './run.js';

/** Of the build, in the names of chunks. */
const HASH = /(?<=^dist\/[\w-]+)-[\w-]{8}(?=\.(js|d\.ts)$)/;

const installed = join(inject('consumer'), 'node_modules/lp-functions-toolbelt');

describe('the packed package', () => {
  it('passes publint', async () => {
    await runNode([
      tool('publint/src/cli.js'),
      'run',
      inject('tarball'),
      '--strict',
      '--level',
      'suggestion',
    ]);
  });

  it('resolves with its types under every kind of module resolution', async () => {
    // That of Node 10 knows no `exports` and finds the types of sub-paths by `typesVersions`. The one rule ignored says
    // that `require` gets an ES module: it does, and Node >= 20.19 loads it.
    const rules = ['--profile', 'strict', '--ignore-rules', 'cjs-resolves-to-esm'];
    await runNode([tool('@arethetypeswrong/cli/dist/index.js'), inject('tarball'), ...rules]);
  });

  it('holds the files of packed-files.json, and no other', () => {
    const list = new URL('packed-files.json', import.meta.url);
    // Of names that change with every edit the part that does not.
    const packed = [...new Set(inject('packedFiles').map((file) => file.replace(HASH, '-*')))].sort();
    if (process.env.CEILINGS === 'write') writeFileSync(list, `${JSON.stringify(packed, null, 2)}\n`);
    const known: unknown = JSON.parse(readFileSync(list, 'utf8'));
    const listed = new Set(Array.isArray(known) ? known : []);
    const news = packed.filter((file) => !listed.has(file));
    const missing = [...listed].filter((file) => !packed.includes(file));
    const told = `New: ${news.join(', ')}. Missing: ${missing.join(', ')}. If that is meant: npm run ceilings`;
    expect({ news, missing }, told).toEqual({ news: [], missing: [] });
  });

  it('runs nothing when it is installed', () => {
    const { scripts = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      scripts?: Record<string, string>;
    };
    const running = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];
    expect(Object.keys(scripts).filter((name) => running.includes(name))).toEqual([]);
    // npm would build where there is one, without being asked to.
    expect(inject('packedFiles')).not.toContain('binding.gyp');
  });

  it('imports at run time nothing that is not built in or its own, and installs nothing beside it', () => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    expect(dependencies).toEqual({});
    // The command bundle, where its user has installed it.
    expect(foreignImports('.js')).toEqual(['esbuild']);
  });

  it('tells servers the version that package.json has', () => {
    const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(USER_AGENT).toBe(`lp-functions-toolbelt/${version}`);
  });

  it('names in its types no type of another package', () => {
    expect(foreignImports('.d.ts')).toEqual([]);
  });

  it('waits for nothing when it is loaded, as `require` demands', () => {
    const waiting = builtFiles('.js').filter((file) =>
      /^await\b|^for await\b|^\w.*= await\b/m.test(file.text),
    );
    expect(waiting.map(({ name }) => name)).toEqual([]);
  });

  it('carries the notices of the packages that were bundled', async () => {
    await runNode(['scripts/notices.mjs', '--check']);
    const shipped = readFileSync(join(installed, 'THIRD_PARTY_NOTICES'), 'utf8');
    expect(shipped).toBe(readFileSync(join(root, 'THIRD_PARTY_NOTICES'), 'utf8'));
    expect(shipped).toContain('got ');
    expect(shipped).toContain('https-proxy-agent ');
    // It writes what it is told where `DEBUG` asks for it: https-proxy-agent tells it the password of a proxy.
    expect(shipped).not.toMatch(/^debug \d/m);
  });
});

function builtFiles(ending: string): { name: string; text: string }[] {
  const dist = join(installed, 'dist');
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return (
    names
      // What is deployed is not imported by this package, but made into bundles.
      .filter((name) => name.endsWith(ending) && !name.startsWith('deployed'))
      .map((name) => ({ name, text: readFileSync(join(dist, name), 'utf8') }))
  );
}

/** Packages that the built files import, load or require, each once. */
function foreignImports(ending: string): string[] {
  const found = builtFiles(ending).flatMap(({ text }) => ts.preProcessFile(text, true, true).importedFiles);
  // `exports` is no package, but what a module in the form of AMD asks for.
  const names = found.map(({ fileName }) => fileName).filter((name) => name !== 'exports');
  return [...new Set(names)].filter((name) => !/^\.\.?\//.test(name) && !isNodeModule(name)).sort();
}

const isNodeModule = (name: string): boolean => name.startsWith('node:') || isBuiltin(name);
