const WHITE_SPACE = /[ \t\n\r]*/y;
const PUNCTUATION = /[{}[\],:]/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

const VALUE: readonly string[] = ['{', '[', '"', 'literal'];
const NAME: readonly string[] = ['"'];

/**
 * Where a text stops being JSON, as "line 3, column 14". The message of `JSON.parse` names no line on
 * every Node and quotes the text, which a file of secrets must not have in its errors.
 */
export function jsonErrorPosition(text: string): string {
  const before = text.slice(0, firstMisplacedToken(text)).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

function firstMisplacedToken(text: string): number {
  const closers: string[] = [];
  let at = 0;
  let expected = VALUE;
  let isName = false;
  for (;;) {
    at += matchAt(WHITE_SPACE, text, at)?.length ?? 0;
    const token = matchAt(PUNCTUATION, text, at) ?? matchAt(STRING, text, at) ?? matchAt(LITERAL, text, at);
    if (token === undefined) return at;
    const kind = '{}[],:"'.includes(token.charAt(0)) ? token.charAt(0) : 'literal';
    if (!expected.includes(kind)) return at;
    at += token.length;

    if (isName && kind === '"') {
      expected = [':'];
    } else if (kind === '{') {
      closers.push('}');
      expected = [...NAME, '}'];
    } else if (kind === '[') {
      closers.push(']');
      expected = [...VALUE, ']'];
    } else if (kind === ':') {
      expected = VALUE;
    } else if (kind === ',') {
      expected = closers.at(-1) === '}' ? NAME : VALUE;
    } else {
      if (kind === '}' || kind === ']') closers.pop();
      const closer = closers.at(-1);
      expected = closer === undefined ? [] : [',', closer];
    }
    isName = closers.at(-1) === '}' && (kind === '{' || kind === ',');
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
