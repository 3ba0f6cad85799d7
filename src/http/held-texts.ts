import { type Reading, startsEscape, Writings } from './writings.js';

/** So much of a held text is hidden, too, when the rest of it is missing. It also bounds the work for each place. */
const LONG_PART = 64;

/** A walk through the held texts that begin as a place in the text does. */
interface Walk {
  readonly at: number;
  /** Characters that are the same. */
  readonly depth: number;
  /** Held texts that begin with them: from this one… */
  readonly from: number;
  /** …up to, and without, this one. */
  readonly to: number;
}

type Range = Pick<Walk, 'from' | 'to'>;

/** A part of a walk. */
interface Stretch {
  readonly at: number;
  readonly depth: number;
  readonly range: Range | undefined;
  /** Where the longest held text ended that was passed; -1 when there was none. */
  readonly end: number;
}

/** One text that is looked through. */
interface Search {
  readonly text: string;
  readonly writings: Writings;
  /** What may still be done before it is given up. */
  work: number;
}

/** Steps for a text, and more for each of its characters: many times what the worst page of a server takes. */
const LEAST_WORK = 20_000;
const WORK = 8;
/** Steps for which the reading of an escape counts. */
const READING_WORK = 8;

/** Finds held texts in other texts, in one pass for all of them, whatever they are escaped as. */
export class HeldTexts {
  /** In order, so that those with the same beginning stand together, the shortest first. */
  readonly #texts: readonly string[];
  readonly #byFirst = new Map<number, { from: number; to: number }>();

  /** @param texts None of them empty. */
  constructor(texts: Iterable<string>) {
    // By UTF-16 units, which is what the search compares.
    this.#texts = [...new Set(texts)].sort();
    this.#texts.forEach((text, index) => {
      const first = text.charCodeAt(0);
      const range = this.#byFirst.get(first);
      if (range === undefined) this.#byFirst.set(first, { from: index, to: index + 1 });
      else range.to = index + 1;
    });
  }

  /** The text with `hidden` in place of every held text. */
  hide(text: string, hidden: string): string {
    if (this.#texts.length === 0) return text;
    const search: Search = { text, writings: new Writings(text), work: LEAST_WORK + WORK * text.length };
    let safe = '';
    let shown = 0;
    for (let at = 0; at < text.length; ) {
      const end = this.#endAt(search, at);
      // Nobody writes so: it was made to take time.
      if (search.work < 0) return safe + text.slice(shown, Math.max(shown, at)) + hidden;
      if (end < 0) {
        at += 1;
        continue;
      }
      // One that begins within another is the same stretch.
      if (at >= shown) safe += text.slice(shown, at) + hidden;
      shown = Math.max(shown, end);
      at = Math.max(at + 1, end - LONG_PART);
    }
    return safe + text.slice(shown);
  }

  /** Where the longest held text ends that begins at `start`; -1 when none does. */
  #endAt(search: Search, start: number): number {
    const { text } = search;
    const range = this.#byFirst.get(text.charCodeAt(start));
    if (startsEscape(text.charAt(start))) {
      return this.#walk(search, { at: start, depth: 0, from: 0, to: this.#texts.length });
    }
    return range === undefined ? -1 : this.#walk(search, { at: start + 1, depth: 1, ...range });
  }

  #walk(search: Search, first: Walk): number {
    let longest = -1;
    const walks = [first];
    let seen: Set<string> | undefined;
    for (let walk = walks.pop(); walk !== undefined && search.work >= 0; walk = walks.pop()) {
      const { at, depth, range, end } = this.#walkPlain(search, walk);
      longest = Math.max(longest, end, depth >= LONG_PART ? at : -1);
      if (range === undefined) continue;
      search.work -= READING_WORK;
      for (const reading of search.writings.at(at)) {
        const next = this.#read(range, depth, reading);
        if (next === undefined) continue;
        seen ??= new Set();
        const state = `${next.at} ${next.depth} ${next.from}`;
        if (!seen.has(state)) walks.push(next);
        seen.add(state);
      }
    }
    return longest;
  }

  /** Goes on to the next escape, or to where no held text goes on in the same way: then there is no range. */
  #walkPlain(search: Search, walk: Walk): Stretch {
    const { text } = search;
    let { at, depth } = walk;
    let range: Range | undefined = walk;
    let end = -1;
    while (true) {
      if (depth > 0 && this.#texts[range.from]?.length === depth) end = at;
      if (startsEscape(text.charAt(at))) break;
      range = this.#narrow(range, depth, text.charCodeAt(at));
      if (range === undefined) break;
      at += 1;
      depth += 1;
    }
    search.work -= at - walk.at + 1;
    return { at, depth, range, end };
  }

  #read({ from, to }: Range, depth: number, { char, end }: Reading): Walk | undefined {
    let range: Range | undefined = { from, to };
    for (let unit = 0; unit < char.length && range !== undefined; unit += 1) {
      range = this.#narrow(range, depth + unit, char.charCodeAt(unit));
    }
    return range && { at: end, depth: depth + char.length, ...range };
  }

  /** Those of the range that have this UTF-16 unit at `depth`. */
  #narrow({ from, to }: Range, depth: number, unit: number): Range | undefined {
    if (depth === 0) return this.#byFirst.get(unit);
    if (to - from === 1) return this.#unit(from, depth, to) === unit ? { from, to } : undefined;
    const first = this.#firstAtLeast(unit, depth, from, to);
    if (this.#unit(first, depth, to) !== unit) return undefined;
    return { from: first, to: this.#firstAtLeast(unit + 1, depth, first, to) };
  }

  #firstAtLeast(unit: number, depth: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#unit(middle, depth, to) < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Before all others, where a text has ended. */
  #unit(index: number, depth: number, to: number): number {
    const text = index < to ? this.#texts[index] : undefined;
    return text !== undefined && depth < text.length ? text.charCodeAt(depth) : -1;
  }
}
