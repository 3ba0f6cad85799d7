// Runs in the thread of module hooks, beside a function that may spin.
import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the hooks have to know. */
export interface HookData {
  readonly index: string;
  readonly library: string;
  /** Names under which a function imports the library. */
  readonly names: readonly string[];
  /** The process that started this one. */
  readonly parent: number;
}

/** Under this name `index.js` gives its handler, which it does not export itself. */
export const HANDLER = 'handlerOfTheFunction';

// Hooks are plain functions; what they know is told once, when they are registered.
const known: { data: HookData | undefined } = { data: undefined };

/** Milliseconds between two looks at whether the parent still lives. */
const PARENT_CHECK_MS = 500;

export function initialize(data: HookData): void {
  known.data = data;
  // A function that spins would not notice that its sandbox was killed.
  const timer = setInterval(() => {
    if (process.ppid !== data.parent) process.kill(process.pid, 'SIGKILL');
  }, PARENT_CHECK_MS);
  timer.unref();
}

export const resolve: ResolveHook = (specifier, context, next) => {
  const { data } = known;
  return data?.names.includes(specifier) ? next(data.library, context) : next(specifier, context);
};

export const load: LoadHook = async (url, context, next) => {
  const { data } = known;
  if (data === undefined || !isOfFolder(url, data)) return next(url, context);
  const text = await readFile(fileURLToPath(url), 'utf8');
  if (url !== data.index) return { format: 'module', shortCircuit: true, source: text };
  // Behind the text, so that its lines keep their numbers.
  const source = `${text}\nexport const ${HANDLER} = typeof lambda === 'undefined' ? undefined : lambda;`;
  return { format: 'module', shortCircuit: true, source };
};

/** Files of the folder of functions are ES modules, whatever a `package.json` says, as on the platform. */
function isOfFolder(url: string, { index }: HookData): boolean {
  return url.startsWith(new URL('..', index).href) && url.endsWith('.js') && !url.includes('/node_modules/');
}
