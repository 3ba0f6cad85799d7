import type { ApiCall, ApiList, ApiResponse } from '../apis/api-call.js';

/**
 * A call that has begun. It is a promise of the language, not a class of ours: only such a one leads the stack
 * of an error back to the line that awaits it. Each promise here hangs on the one before, so that a rejection
 * is handled by whoever looks at any of them, and reported when nobody does.
 */
export function startedCall<T>(response: Promise<ApiResponse<T>>): ApiCall<T> {
  let answer: ApiResponse<T>;
  const call = response.then((given) => {
    answer = given;
    return given.data;
  }) as ApiCall<T>;
  call.withResponse = () => call.then(() => answer);
  return call;
}

/** Iterates over a list, given its first page. */
export type Pages<T, Page> = (first: () => Promise<Page>) => AsyncIterator<T>;

/** A list whose first page has been asked for. */
export function startedList<T, Page>(
  response: Promise<ApiResponse<Page>>,
  pages: Pages<T, Page>,
): ApiList<T, Page> {
  const call = startedCall(response) as ApiList<T, Page>;
  call[Symbol.asyncIterator] = () => pages(() => call);
  return call;
}
