import type { OffsetPaging, Operation, Slicing } from '../apis/define-api.js';
import { offsetPages, singlePage } from '../http/paginate.js';
import type { Params } from './parameters.js';

/** Asks for one page. */
export type SendPage = (params: unknown) => Promise<unknown>;

/** The searches that a list is made of, and the first page of the first of them, which is asked for already. */
export interface ListStart {
  readonly slices: () => readonly Params[];
  readonly first: () => Promise<unknown>;
}

/**
 * All items of a list: search by search, page by page.
 *
 * @param name Operation, for errors.
 */
export async function* listItems(
  name: string,
  operation: Operation,
  { slices, first }: ListStart,
  send: SendPage,
): AsyncGenerator<unknown> {
  // Parameters that are wrong have failed it: without it there are no searches to go through.
  await first();
  const searches = slices();
  const walk = (params: Params) =>
    searchItems(name, operation, params, params === searches[0] ? first : () => send(params), send);
  const [only] = searches;
  if (operation.slicing === undefined || searches.length === 1) yield* walk(only ?? {});
  else yield* withoutRepeats(searches, operation.slicing, walk);
}

function searchItems(
  name: string,
  operation: Operation,
  params: Params,
  first: () => Promise<unknown>,
  send: SendPage,
): AsyncGenerator<unknown> {
  // The items of a page are found by the operation that made it; the table cannot name the page's type. That they
  // are an array was checked when the page came.
  const items = operation.items as (page: unknown) => readonly unknown[];
  const { paging } = operation;
  if (paging === undefined) return singlePage(first, items);
  return offsetPages(first, {
    ...position(paging, params),
    operation: name,
    items,
    total: paging.total as (page: unknown) => unknown,
    fetch: (offset) => send({ ...params, [paging.offset]: offset }),
  });
}

function position(paging: OffsetPaging, params: Params): { offset: number; limit: number } {
  const number = (name: string, fallback: number) => {
    const value = params[name];
    return typeof value === 'number' ? value : fallback;
  };
  return { offset: number(paging.offset, 0), limit: number(paging.limit, paging.defaultLimit) };
}

/** Gives an item that two neighbouring searches find once. Only ids of such items are kept, for one search more. */
async function* withoutRepeats(
  searches: readonly Params[],
  slicing: Slicing,
  walk: (params: Params) => AsyncIterable<unknown>,
): AsyncGenerator<unknown> {
  const sharedId = slicing.sharedId as (item: unknown, params: unknown) => string | undefined;
  let before: ReadonlySet<string> = new Set();
  for (const params of searches) {
    const shared = new Set<string>();
    for await (const item of walk(params)) {
      const id = sharedId(item, params);
      if (id !== undefined) shared.add(id);
      if (id === undefined || !before.has(id)) yield item;
    }
    before = shared;
  }
}
