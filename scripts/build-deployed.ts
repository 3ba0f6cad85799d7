import { readdirSync } from 'node:fs';
import { build } from 'esbuild';

/** Where the stand-ins lie that a bundle takes instead of libraries. */
const STAND_INS = 'src/bundle/stand-ins';

/**
 * Writes the files that the deployed form of a function is made of, one by one: a bundle takes those that it needs.
 *
 * @param core Path of the entry point that functions import.
 */
export async function writeDeployed(core: string, outdir: string): Promise<void> {
  const standIns = readdirSync(STAND_INS).map((name) => `${STAND_INS}/${name}`);
  await build({
    entryPoints: [...(await filesOf(core)), ...standIns],
    outbase: 'src',
    outdir,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
}

/** Paths of `entry` and of all that it imports, now or later. */
async function filesOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    outdir: 'unused',
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}
