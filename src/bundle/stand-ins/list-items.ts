import type { Operation } from '../../apis/define-api.js';
import type { ListStart } from '../../client/list-items.js';

/** Stands in for the items of lists where those that the function may call come whole. */
export async function* listItems(
  _name: string,
  { items }: Operation,
  { first }: Pick<ListStart, 'first'>,
): AsyncGenerator<unknown> {
  // As in the original, the items are found by the operation that made the page.
  yield* (items as (page: unknown) => readonly unknown[])(await first());
}
