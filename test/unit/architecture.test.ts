import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

// The import directions are rules of biome.json. These tests close what those rules cannot see.
const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'src');

interface Override {
  includes: string[];
  linter: { rules: { style: { noRestrictedImports?: unknown } } };
}

function restrictedPatterns(): string[] {
  const { overrides } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as {
    overrides: Override[];
  };
  return overrides
    .filter(({ linter }) => linter.rules.style.noRestrictedImports !== undefined)
    .flatMap(({ includes }) => includes);
}

describe('layers of src', () => {
  it('has an import rule for every folder, save cli, which may import all', () => {
    const patterns = restrictedPatterns();
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const free = folders.map(({ name }) => name).filter((name) => !patterns.includes(`src/${name}/**`));
    expect(free).toEqual(['cli']);
  });

  it("names no module in a type: import('…').T passes by the import rules", () => {
    const found = sourceFiles().flatMap((file) => importTypes(file));
    expect(found).toEqual([]);
  });
});

function sourceFiles(): string[] {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(source, name));
}

function importTypes(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('import(')) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportTypeNode(node)) found.push(`${relative(root, file)}: ${node.getText(parsed)}`);
    ts.forEachChild(node, visit);
  };
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  visit(parsed);
  return found;
}
