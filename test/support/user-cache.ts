import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What it is made of, by whatever would make another one of it: contents of files, versions. */
export type Ingredients = readonly string[];

/** A folder of the user's cache, which outlives a clone; another one when the ingredients change. */
export function cacheFolder(name: string, ingredients: Ingredients): string {
  const hash = createHash('sha256');
  for (const ingredient of ingredients) hash.update(ingredient);
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'lp-functions-toolbelt', name, hash.digest('hex').slice(0, 16));
}

/** Fills a folder of the user's cache, unless it was filled to the end before. */
export async function filledOnce(
  name: string,
  ingredients: Ingredients,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = cacheFolder(name, ingredients);
  const whole = join(folder, '.whole');
  if (existsSync(whole)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await fill(folder);
  await writeFile(whole, '');
  return folder;
}
