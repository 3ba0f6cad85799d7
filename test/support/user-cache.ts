import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** What it is made of, by whatever would make another one of it: contents of files, versions. */
export type Ingredients = readonly string[];

/** A folder of the user's cache, which outlives a clone; another one when the ingredients change. */
export function cacheFolder(name: string, ingredients: Ingredients): string {
  const hash = createHash('sha256');
  for (const ingredient of ingredients) hash.update(ingredient);
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'lp-functions-toolbelt', name, hash.digest('hex').slice(0, 16));
}

/**
 * Fills a folder of the user's cache, unless it was filled to the end before. Runs at the same time fill one each, and
 * the first that is whole is kept.
 *
 * @returns The folder that was filled. It is never moved, for the programs of a Python environment know where they lie.
 */
export async function filledOnce(
  name: string,
  ingredients: Ingredients,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = cacheFolder(name, ingredients);
  const whole = `${folder}.whole`;
  if (existsSync(whole)) return realpath(whole);
  await mkdir(dirname(folder), { recursive: true });
  const filled = await mkdtemp(`${folder}.`);
  try {
    await fill(filled);
  } catch (error) {
    await rm(filled, { recursive: true, force: true });
    throw error;
  }
  if (existsSync(whole)) {
    await rm(filled, { recursive: true, force: true });
    return realpath(whole);
  }
  // A rename replaces a link whose folder is gone, too.
  await symlink(filled, `${filled}.link`);
  await rename(`${filled}.link`, whole);
  return realpath(whole);
}
