import { ResponseValidationError } from '../errors/response-validation-error.js';

/** How to walk over pages that are found by offset and limit. */
export interface OffsetPages<Page> {
  /** For errors, for example `engagementHistory.search`. */
  readonly operation: string;
  readonly offset: number;
  readonly limit: number;
  readonly items: (page: Page) => readonly unknown[];
  /** How many items the list has, as the page says; whatever it says is checked. */
  readonly total: (page: Page) => unknown;
  readonly fetch: (offset: number) => Promise<Page>;
}

/**
 * All items, page by page, until the total that the last page names.
 *
 * @throws {ResponseValidationError} A page came again, or the total cannot be right. The items before were given.
 */
export async function* offsetPages<Page>(
  first: () => Promise<Page>,
  { operation, offset: start, limit, items, total, fetch }: OffsetPages<Page>,
): AsyncGenerator<unknown> {
  const walk = new Walk(operation, limit);
  let offset = start;
  let page = await first();
  while (true) {
    const found = items(page);
    const isLast = walk.check(offset, found, total(page));
    yield* found;
    if (isLast) return;
    offset += limit;
    page = await fetch(offset);
  }
}

/** All items of a list that comes whole. */
export async function* singlePage<Page>(
  first: () => Promise<Page>,
  items: (page: Page) => readonly unknown[],
): AsyncGenerator<unknown> {
  yield* items(await first());
}

/** Live lists grow while they are read, by items and not by pages: so often a page may come again for that reason. */
const MOST_SHIFTS = 3;
/** So many items may go between two pages, or as many as a page has; more were promised wrongly. */
const MOST_GONE = 10;
/** A list that goes on for so many pages beyond twice what it promised first has no end. */
const MOST_PAGES_BEYOND = 1_000;

/** One page that was seen. */
interface Seen {
  readonly offset: number;
  readonly total: number;
  readonly print: string;
}

/**
 * Sees to it that a list ends. It keeps one page in mind, at first the first one, and another one after twice as
 * many pages (Brent): so it finds every circle of pages, in constant memory.
 */
class Walk {
  readonly #operation: string;
  readonly #limit: number;
  #first: Seen | undefined;
  #before: Seen | undefined;
  #kept: Seen | undefined;
  #pages = 0;
  #keepAt = 1;
  #shifts = 0;

  constructor(operation: string, limit: number) {
    this.#operation = operation;
    this.#limit = limit;
  }

  /**
   * Looks at a page before its items are given.
   *
   * @returns Whether it is the last one.
   */
  check(offset: number, items: readonly unknown[], total: unknown): boolean {
    if (typeof total !== 'number' || !Number.isFinite(total) || total < 0) {
      const shown = typeof total === 'number' ? total : total === null ? 'null' : `of type ${typeof total}`;
      throw this.#wrong(offset, `the total promised is ${shown}, no number of 0 or more`);
    }
    if (items.length === 0 && offset < total) {
      throw this.#wrong(offset, `there is nothing, but a total of ${total} was promised`);
    }
    const isLast = offset + this.#limit >= total;
    // Most lists are one page, and pay nothing.
    if (isLast && this.#first === undefined) return true;
    if (isLast) this.#checkEnd(offset, offset + items.length);
    this.#compare({ offset, total, print: this.#printOf(items, offset) });
    return isLast;
  }

  #checkEnd(offset: number, end: number): void {
    const promised = this.#before?.total ?? 0;
    if (promised - end < Math.max(MOST_GONE, this.#limit)) return;
    throw this.#wrong(offset, `the list ends, but a total of ${promised} was promised on the page before`);
  }

  #compare(page: Seen): void {
    this.#first ??= page;
    this.#before = page;
    const kept = this.#kept;
    if (kept?.print === page.print) this.#checkShift(kept, page);
    const { offset, total } = this.#first;
    if (page.offset - offset > 2 * total + MOST_PAGES_BEYOND * this.#limit) {
      throw this.#wrong(page.offset, `the list goes on, but a total of ${total} was promised first`);
    }
    this.#pages += 1;
    if (this.#pages < this.#keepAt) return;
    this.#kept = page;
    this.#keepAt = 2 * this.#pages;
  }

  /** New items push the old ones on: a page is found again when as many came as lie between. */
  #checkShift(kept: Seen, page: Seen): void {
    const grew = page.total - kept.total >= page.offset - kept.offset;
    if (grew) this.#shifts += 1;
    if (grew && this.#shifts <= MOST_SHIFTS) return;
    throw this.#wrong(
      page.offset,
      `the page of offset ${kept.offset} came again; a total of ${page.total} was promised`,
    );
  }

  /** Its ends tell a page from others: an item is in one place of a list. */
  #printOf(items: readonly unknown[], offset: number): string {
    try {
      return JSON.stringify([items.length, items[0], items.at(-1)]);
    } catch {
      throw this.#wrong(offset, 'the items are nested too deeply');
    }
  }

  #wrong(offset: number, what: string): ResponseValidationError {
    return new ResponseValidationError(this.#operation, [
      { path: '', message: `at offset ${offset} ${what}` },
    ]);
  }
}
