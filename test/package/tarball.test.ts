import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';
import { USER_AGENT } from '../../src/config/version.js';
import { root, runNode, tool } from './run.js';

const entries = ['index', 'provisioning', 'stores', 'testing', 'bundle'];
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

  it('holds the build and the documents, and nothing else', () => {
    const documents = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'THIRD_PARTY_NOTICES',
      'openapi.json',
      'package.json',
    ];
    const build = [
      ...entries.flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]),
      'dist/cli/main.js',
      'dist/sandbox-preload.js',
      'dist/function-hooks.js',
      'dist/function-worker.js',
    ];
    const chunk = /^dist\/[\w-]+-[\w-]{8}\.(js|d\.ts)$/;
    // What bundles of functions are made of, file by file.
    const deployed = /^dist\/deployed\/[\w/.-]+\.js$/;
    const all = inject('packedFiles');
    expect(all).toContain('dist/deployed/index.js');
    // README leads to them.
    const page = /^docs\/[\w-]+\.md$/;
    expect(all).toContain('docs/errors.md');
    const files = all.filter((file) => ![chunk, deployed, page].some((kind) => kind.test(file)));
    expect(files).toEqual([...documents, ...build].sort());
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
