const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${hex(byte, 2).toUpperCase()}`).join('');
const units = (char: string, write: (code: number) => string) =>
  Array.from({ length: char.length }, (_, index) => write(char.charCodeAt(index))).join('');
const NAMES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** How servers write one character, by the name of the writing. */
export const WRITINGS: Readonly<Record<string, (char: string) => string>> = {
  plain: (char) => char,
  'JSON, lower case': (char) => units(char, (code) => `\\u${hex(code, 4)}`),
  'JSON, upper case': (char) => units(char, (code) => `\\u${hex(code, 4).toUpperCase()}`),
  'short JSON': (char) => (/["\\/]/.test(char) ? `\\${char}` : char),
  JavaScript: (char) => (char.charCodeAt(0) < 256 ? `\\x${hex(char.charCodeAt(0), 2)}` : char),
  'percent, upper case': percent,
  'percent, lower case': (char) => percent(char).toLowerCase(),
  'percent, twice': (char) => percent(percent(char)),
  form: (char) => (char === ' ' ? '+' : percent(char)),
  'HTML, decimal': (char) => `&#${char.codePointAt(0)};`,
  'HTML, padded': (char) => `&#0${char.codePointAt(0)};`,
  'HTML, hexadecimal': (char) => `&#x${hex(char.codePointAt(0) ?? 0, 2)};`,
  'HTML, HEXADECIMAL': (char) => `&#X${hex(char.codePointAt(0) ?? 0, 2).toUpperCase()};`,
  'HTML, by name': (char) => (NAMES[char] === undefined ? char : `&${NAMES[char]};`),
  'HTML, twice': (char) => (NAMES[char] === undefined ? char : `&amp;${NAMES[char]};`),
  'HTML in JSON': (char) => (NAMES[char] === undefined ? char : `\\u0026${NAMES[char]};`),
  'JSON in JSON': (char) => (/["\\]/.test(char) ? `\\\\\\${char}` : char),
  'JSON in HTML': (char) => (char === '"' ? '\\&quot;' : char),
  'JSON in a form': (char) => (char === '"' ? '%5C%22' : char),
};
