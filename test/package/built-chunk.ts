import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';

/** Loads the file of the installed package that the build made of the module `name`. */
export async function builtChunk<T>(name: string): Promise<T> {
  const dist = join(inject('consumer'), 'node_modules/lp-functions-toolbelt/dist');
  const [file, ...others] = readdirSync(dist).filter((path) =>
    new RegExp(`^${name}-\\w{8}\\.js$`).test(path),
  );
  if (file === undefined || others.length > 0) throw new Error(`Not exactly one ${name} in ${dist}`);
  return (await import(pathToFileURL(join(dist, file)).href)) as T;
}
