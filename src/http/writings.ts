/** One way to read what begins at a place in a text. */
export interface Reading {
  /** One character, of one or two UTF-16 units. */
  readonly char: string;
  /** Where what follows begins. */
  readonly end: number;
}

/** How deep an escape may be escaped itself: an entity in JSON in a form. */
const DEPTH = 3;
const JSON_ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }),
);
const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    plus: '+',
    sol: '/',
    equals: '=',
    nbsp: '\u00a0',
  }),
);
const LONGEST_ENTITY = 9;
/** From `&` to `;`. */
const LONGEST_ESCAPE = LONGEST_ENTITY + 2;
const HEX = '0123456789abcdef';
const LETTER_OR_DIGIT = /^[A-Za-z0-9]$/;
const NOTHING: readonly Reading[] = [];
const LAST_CODE_POINT = 0x10ffff;

/** Whether a character may be read in more than one way; a plus is a space in a form. */
export function startsEscape(char: string): boolean {
  return char === '\\' || char === '%' || char === '&' || char === '+';
}

/**
 * Reads a text as JSON, JavaScript, HTML, URLs and forms would, from any place on, each escape or none, also one
 * within the other. What a character means is not decided: `%2B` is three characters and a plus.
 */
export class Writings {
  readonly #text: string;
  readonly #known: readonly Map<number, readonly Reading[]>[];

  constructor(text: string) {
    this.#text = text;
    this.#known = Array.from({ length: DEPTH + 1 }, () => new Map());
  }

  /** Every reading of what begins at `start`; the plain one first. */
  at(start: number): readonly Reading[] {
    if (!this.#standsAlone(start)) return this.#read(start, DEPTH);
    const readings = this.#read(start, 1);
    const goesOn = readings.some(({ char }, index) => index > 0 && startsEscape(char));
    return goesOn ? this.#read(start, DEPTH) : readings;
  }

  /** Whether no other escape can be part of the one that begins here. */
  #standsAlone(start: number): boolean {
    const end = Math.min(start + LONGEST_ESCAPE, this.#text.length);
    for (let at = start + 1; at < end; at += 1) if (startsEscape(this.#text.charAt(at))) return false;
    return true;
  }

  #read(start: number, depth: number): readonly Reading[] {
    const char = this.#text.charAt(start);
    if (char === '') return NOTHING;
    if (depth === 0 || !startsEscape(char)) return [{ char, end: start + 1 }];
    const known = this.#known[depth]?.get(start);
    if (known !== undefined) return known;
    const plain = this.#read(start, depth - 1);
    const found = [...plain];
    for (const first of plain) this.#escape(first, depth - 1, found);
    this.#known[depth]?.set(start, found);
    return found;
  }

  /** Adds what an escape means that begins with `first`. */
  #escape({ char, end }: Reading, depth: number, found: Reading[]): void {
    if (char === '+') add(found, ' ', end);
    else if (char === '%') this.#percent(end, depth, found);
    else if (char === '&') this.#entity(end, depth, '', found);
    else if (char === '\\') {
      for (const next of this.#read(end, depth)) this.#backslash(next, depth, found);
    }
  }

  #backslash({ char, end }: Reading, depth: number, found: Reading[]): void {
    const digits = char === 'u' ? 4 : char === 'x' ? 2 : 0;
    if (digits > 0) this.#hex(end, digits, depth, 0, (value, next) => add(found, unit(value), next));
    else if (!LETTER_OR_DIGIT.test(char)) add(found, char, end);
    else if (JSON_ESCAPES.has(char)) add(found, JSON_ESCAPES.get(char) ?? '', end);
  }

  /** A byte of UTF-8 with those that belong to it, or one of Latin 1. */
  #percent(start: number, depth: number, found: Reading[]): void {
    this.#hex(start, 2, depth, 0, (value, end) => {
      add(found, unit(value), end);
      if (value >= 0xc2) this.#utf8([value], end, depth, found);
    });
  }

  #utf8(bytes: readonly number[], start: number, depth: number, found: Reading[]): void {
    const [lead = 0] = bytes;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (bytes.length === length) {
      add(found, Buffer.from(bytes).toString(), start);
      return;
    }
    for (const { char, end } of this.#read(start, depth)) {
      if (char !== '%') continue;
      this.#hex(end, 2, depth, 0, (value, next) => {
        if (value >= 0x80 && value <= 0xbf) this.#utf8([...bytes, value], next, depth, found);
      });
    }
  }

  #entity(start: number, depth: number, name: string, found: Reading[]): void {
    if (name.length > LONGEST_ENTITY) return;
    for (const { char, end } of this.#read(start, depth)) {
      const meant = char === ';' ? entity(name) : undefined;
      if (meant !== undefined) add(found, meant, end);
      else if (char === '#' || LETTER_OR_DIGIT.test(char)) this.#entity(end, depth, name + char, found);
    }
  }

  #hex(
    start: number,
    digits: number,
    depth: number,
    before: number,
    each: (value: number, end: number) => void,
  ): void {
    if (digits === 0) {
      each(before, start);
      return;
    }
    for (const { char, end } of this.#read(start, depth)) {
      const digit = HEX.indexOf(char.toLowerCase());
      if (digit >= 0) this.#hex(end, digits - 1, depth, before * 16 + digit, each);
    }
  }
}

function add(found: Reading[], char: string, end: number): void {
  for (const reading of found) if (reading.end === end && reading.char === char) return;
  found.push({ char, end });
}

function unit(value: number): string {
  return String.fromCharCode(value);
}

/** The character that an HTML entity stands for, by what is between its `&` and `;`. */
export function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES.get(name);
  const [, hex, decimal] = /^#(?:[xX]([0-9A-Fa-f]+)|([0-9]+))$/.exec(name) ?? [];
  if (hex === undefined && decimal === undefined) return undefined;
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return point > LAST_CODE_POINT ? undefined : String.fromCodePoint(point);
}
