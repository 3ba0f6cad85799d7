import { LINE } from './finish.js';

export interface Minified {
  readonly code: string;
  /** Source map as JSON, where one came along. */
  readonly map: string | undefined;
}

/**
 * Makes finished code smaller by what esbuild does not do: it puts what is used once where it is used. Nothing that could
 * change what an author's own code does (the `unsafe` ways) is switched on.
 *
 * @param map Its source map so far, which goes on.
 */
export async function minifyAgain(code: string, map: string | undefined): Promise<Minified> {
  const { minify } = await import('terser');
  const made = await minify(code, {
    module: true,
    // What only throws, or calls what it converts, is kept: an author may be asking for that.
    compress: { passes: 3, ecma: 2020, hoist_funs: true, side_effects: false },
    mangle: { nth_identifier: { get: nthName } },
    format: { ecma: 2020, max_line_len: LINE },
    ...(map !== undefined && { sourceMap: { content: map, includeSources: true, ...linkIn(code) } }),
  }).catch(() => undefined);
  // There is legal code that terser does not read, such as `\\x` in a tagged template.
  if (made?.code === undefined) return { code, map };
  return { code: made.code, map: map === undefined ? undefined : String(made.map) };
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const LETTERS_AND_DIGITS = [...LETTERS, ...'0123456789'];

/** Names without `$` and `_`, which are left for `shareValues`. */
function nthName(nth: number): string {
  let name = LETTERS[nth % LETTERS.length] ?? '';
  let rest = Math.floor(nth / LETTERS.length);
  while (rest > 0) {
    rest -= 1;
    name += LETTERS_AND_DIGITS[rest % LETTERS_AND_DIGITS.length];
    rest = Math.floor(rest / LETTERS_AND_DIGITS.length);
  }
  return name;
}

/** The comment that names the file of the source map goes on, too. */
function linkIn(code: string): { readonly url?: string } {
  const [, url] = /^\/\/# sourceMappingURL=(\S+)\s*$/m.exec(code) ?? [];
  return url === undefined ? {} : { url };
}
