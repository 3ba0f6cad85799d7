// What makes clients of openapi.json has in common: programs, folders, and what came out.
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { execute as executeIn } from '../support/execute.js';

/** This folder. */
export const HERE = fileURLToPath(new URL('.', import.meta.url));
/** The document that clients are made of. */
export const OPENAPI = fileURLToPath(new URL('../../openapi.json', import.meta.url));
const GENERATED = `${HERE}generated/`;

/** Ids of the operations of the document. */
export async function documentedOperations(): Promise<string[]> {
  const { paths } = JSON.parse(await readFile(OPENAPI, 'utf8')) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  return Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
}

/** An empty folder for one generator. */
export async function emptyFolder(name: string): Promise<string> {
  const folder = `${GENERATED}${name}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(GENERATED, { recursive: true });
  return folder;
}

/** Runs a program in this folder. */
export function execute(program: string, args: readonly string[], env = {}): Promise<string> {
  return executeIn(program, args, { cwd: HERE, env });
}

/** A program of a package of this folder. */
export function tool(name: string): string {
  return `${HERE}node_modules/.bin/${name}`;
}

/** Names that a file declares at its top: members of one interface, or exported constants. */
export async function declaredIn(file: string, interfaceName?: string): Promise<string[]> {
  const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === interfaceName) {
      return statement.members.map(({ name }) =>
        name !== undefined && ts.isStringLiteral(name) ? name.text : '',
      );
    }
    if (interfaceName !== undefined || !ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  });
}

/** Python modules below a folder, but for those that only name a package. */
export async function modulesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.py') && !file.endsWith('__init__.py'));
}
