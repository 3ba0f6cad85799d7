import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';

/** Loads the one file of the installed package whose name is of this form. */
export async function builtFile<T>(name: RegExp): Promise<T> {
  const dist = join(inject('consumer'), 'node_modules/lp-functions-toolbelt/dist');
  const [file, ...others] = readdirSync(dist).filter((path) => name.test(path));
  if (file === undefined || others.length > 0) throw new Error(`Not exactly one ${name} in ${dist}`);
  return (await import(pathToFileURL(join(dist, file)).href)) as T;
}
