/** How to walk over pages that are found by offset and limit. */
export interface OffsetPages<Page> {
  readonly offset: number;
  readonly limit: number;
  readonly items: (page: Page) => readonly unknown[];
  readonly total: (page: Page) => number;
  readonly fetch: (offset: number) => Promise<Page>;
}

/**
 * All items, page by page. It ends at the total that the last page names, or at an empty page, so that a
 * wrong total cannot make it run for ever.
 */
export async function* offsetPages<Page>(
  first: () => Promise<Page>,
  { offset: start, limit, items, total, fetch }: OffsetPages<Page>,
): AsyncGenerator<unknown> {
  let offset = start;
  let page = await first();
  while (true) {
    const found = items(page);
    yield* found;
    offset += limit;
    if (found.length === 0 || offset >= total(page)) return;
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
