import { fileURLToPath } from 'node:url';

/** Where the parts lie that the process of a function is made of. */
export interface ProcessLocations {
  /** Path of what the process starts with. */
  readonly worker: string;
  /** URL of its module hooks. */
  readonly hooks: string;
  /** URL of this library. */
  readonly library: string;
  /** Arguments that Node needs to read them. */
  readonly execArgv: readonly string[];
}

/** In the build they lie side by side; a chunk lies beside them. The source is TypeScript, which tsx reads. */
export function processLocations(): ProcessLocations {
  const url = (path: string) => new URL(path, import.meta.url).href;
  if (!import.meta.url.endsWith('.ts')) {
    const worker = fileURLToPath(url('./function-worker.js'));
    return { worker, hooks: url('./function-hooks.js'), library: url('./index.js'), execArgv: [] };
  }
  return {
    worker: fileURLToPath(url('./process/worker.ts')),
    hooks: url('./process/hooks.ts'),
    library: url('../../../index.ts'),
    execArgv: ['--import', import.meta.resolve('tsx')],
  };
}
