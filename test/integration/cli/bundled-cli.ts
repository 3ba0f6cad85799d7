import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundle } from '../../support/bundle.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of `lp-toolbelt` as one file, which plain Node starts in a fraction of the time. */
    cli: string;
  }
}

/** Bundles the command line once for all tests that start it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lp-toolbelt-cli-'));
  // As in the package, the sandbox finds it beside itself.
  await cp('src/testing/sandbox/preload/sandbox-preload.js', join(folder, 'sandbox-preload.js'));
  project.provide('cli', await bundle('src/cli/main.ts', folder, { name: 'lp-toolbelt' }));
  return () => rm(folder, { recursive: true, force: true });
}
