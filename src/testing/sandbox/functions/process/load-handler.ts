import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { HANDLER, type HookData } from './hooks.js';
import type { FunctionSource } from './messages.js';

/** A loaded function, as one that returns its result. */
export type Handler = (input: unknown) => unknown;

/** Names of the library in a function: its own, and those of the official toolbelts. */
const LIBRARY_NAMES = ['lp-functions-toolbelt', 'core-functions-toolbelt'] as const;
const LIBRARY_NAMES_OF_V1 = [...LIBRARY_NAMES, 'lp-faas-toolbelt'] as const;

/** @throws {Error} what is wrong with `index.js`; also what it throws itself when it is loaded. */
export async function loadHandler(source: FunctionSource): Promise<Handler> {
  const { index, library, hooks, v1 } = source;
  const data: HookData = { index, library, names: LIBRARY_NAMES, parent: process.ppid };
  register(hooks, { data });
  const handler = v1 ? await loadV1(source) : await loadV2(index);
  if (typeof handler !== 'function') {
    throw new ReferenceError('index.js declares no function named "lambda"');
  }
  return v1 ? withCallback(handler as HandlerOfV1) : (handler as Handler);
}

async function loadV2(index: string): Promise<unknown> {
  try {
    const module: Readonly<Record<string, unknown>> = await import(index);
    return module[HANDLER];
  } catch (error) {
    throw error instanceof SyntaxError ? await located(error, index) : error;
  }
}

/**
 * Node tells the line of a syntax error in a module only where it checks the text itself; and what was put behind the text
 * is not what the author is to read of.
 */
async function located(error: SyntaxError, index: string): Promise<SyntaxError> {
  const text = await readFile(fileURLToPath(index), 'utf8');
  const told = await new Promise<string>((resolve) => {
    const args = ['--input-type=module', '--check', '-'];
    const check = execFile(process.execPath, args, (_error, _stdout, stderr) => resolve(stderr));
    check.stdin?.end(text);
  });
  const [, line] = /^\[stdin\]:(\d+)$/m.exec(told) ?? [];
  const [, why = error.message] = /^SyntaxError: (.+)$/m.exec(told) ?? [];
  return line === undefined ? error : new SyntaxError(`index.js:${line}: ${why}`);
}

type Callback = (error: unknown, result?: unknown) => void;
type HandlerOfV1 = (input: unknown, callback: Callback) => unknown;

async function loadV1({ index, library }: FunctionSource): Promise<unknown> {
  const path = fileURLToPath(index);
  const toolbelt: unknown = await import(library);
  const requireFile = createRequire(index);
  const names: readonly string[] = LIBRARY_NAMES_OF_V1;
  const require = (name: string): unknown => (names.includes(name) ? toolbelt : requireFile(name));
  // Behind the text, so that its lines keep their numbers.
  const text = `${await readFile(path, 'utf8')}\nreturn typeof lambda === 'undefined' ? undefined : lambda;`;
  const module = { exports: {} };
  const compiled = compileFunction(text, ['require', 'module', 'exports'], { filename: path });
  return compiled(require, module, module.exports);
}

/** As the official local runner does: what is returned does not count, but a promise that rejects does. */
function withCallback(handler: HandlerOfV1): Handler {
  return (input) =>
    new Promise((resolve, reject) => {
      const callback: Callback = (error, result) => {
        if (error === undefined || error === null) resolve(result);
        else reject(error);
      };
      Promise.resolve(handler(input, callback)).catch(reject);
    });
}
