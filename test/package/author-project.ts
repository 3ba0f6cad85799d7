import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { runNode, tool } from './run.js';

/** A folder of a person who writes functions: the packed package is installed, and the functions lie in `functions`. */
export class AuthorProject {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @param source Folder of functions, with their tests. */
  static async make(name: string, source: string): Promise<AuthorProject> {
    const path = join(inject('consumer'), name);
    await cp(source, join(path, 'functions'), { recursive: true });
    await writeFile(join(path, 'package.json'), '{ "private": true, "type": "module" }\n');
    const packages = join(path, 'node_modules');
    await mkdir(packages);
    const library = 'lp-functions-toolbelt';
    await cp(join(inject('consumer'), 'node_modules', library), join(packages, library), { recursive: true });
    for (const one of ['esbuild', 'vitest']) await symlink(tool(one), join(packages, one), 'junction');
    return new AuthorProject(path);
  }

  /** Runs `npx lp-toolbelt`. */
  toolbelt(args: readonly string[]): Promise<string> {
    return runNode(['node_modules/lp-functions-toolbelt/dist/cli/main.js', ...args], this.path);
  }

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    return runNode(args, this.path, env);
  }
}

/** Names of the functions of a folder. */
export async function functionsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
