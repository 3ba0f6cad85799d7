import type { TestProject } from 'vitest/node';
import { serverBinary } from './server-binary.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of `bao` or `vault`. */
    vaultServer: string;
  }
}

/** Finds or builds the server before the first test, so that no test waits for a compiler. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('vaultServer', await serverBinary((line) => process.stderr.write(`${line}\n`)));
}
