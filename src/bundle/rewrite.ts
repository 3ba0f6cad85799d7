import { ErrorCodes } from '../errors/error-codes.js';
import type { Named } from './named.js';

/** Makes the source of one of this library's files smaller in the deployed form, without changing what it does. */
export function rewrite(source: string, { privileges }: Pick<Named, 'privileges'>): string {
  const smaller = inlineCodes(loadAtOnce(source));
  return privileges ? smaller : smaller.replace(TOLD_ONLY, '');
}

/** Fields of the privilege table that are only there to be read: each is a text on a line of its own. */
const TOLD_ONLY =
  /^\s*(?:summary|deprecated|scope):\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`$]*`),?$/gm;

/** What is loaded later is in the same file here; esbuild would wrap all that it stands on into functions for it. */
function loadAtOnce(source: string): string {
  const paths = [...source.matchAll(LATER)].map(([, path]) => path);
  const imports = paths.map((path, index) => `import * as loaded${index} from ${path};`);
  return [source.replace(LATER, (_, path: string) => `loaded${paths.indexOf(path)}`), ...imports].join('\n');
}

const LATER = /await import\((['"][^'"]+['"])\)/g;

/** A code for its name: the names of all codes weigh more than the few that are used. */
function inlineCodes(source: string): string {
  return source.replace(/\bErrorCodes((?:\.[A-Z]\w*)+)/g, (name, path: string) => {
    let value: unknown = ErrorCodes;
    for (const part of path.slice(1).split('.')) value = Object(value)[part];
    return typeof value === 'string' ? JSON.stringify(value) : name;
  });
}
