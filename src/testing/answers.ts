import type { ApiCall, ApiList, ApiResponse } from '../apis/api-call.js';
import { startedCall, startedList } from '../client/api-calls.js';

/** What a made-up answer says beside its value. */
export interface StubbedAnswer {
  /** @default 200 */
  readonly status?: number | undefined;
  /** Names in lower case. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Revision of the collection. @default none */
  readonly revision?: string | undefined;
}

/** The request id of made-up answers: there was no request. */
const REQUEST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * What a stub of an operation returns: a call that gives `value`, also with `withResponse()`.
 *
 * @param value A promise that rejects makes a call that fails; make it when the stub is called, not before.
 * @example
 * vi.spyOn(lp.users, 'get').mockReturnValue(answerOf(user, { revision: '1742' }));
 * vi.spyOn(lp.skills, 'get').mockImplementation(() => answerOf(Promise.reject(new Error('made up'))));
 */
export function answerOf<T>(value: T | PromiseLike<T>, answer: StubbedAnswer = {}): ApiCall<T> {
  return startedCall(respond(value, answer));
}

/**
 * What a stub of a list returns: it iterates over `items`, and gives their array when it is awaited, also with
 * `withResponse()`.
 *
 * @example
 * vi.spyOn(lp.users, 'list').mockReturnValue(listOf([user]));
 */
export function listOf<T>(items: readonly T[]): ApiList<T>;
/**
 * The same for a list whose page is no array.
 *
 * @param page What it gives when it is awaited. A promise that rejects makes a list that fails.
 * @example
 * const page = { _metadata: { count: 1 }, interactionHistoryRecords: [chat] };
 * vi.spyOn(lp.engagementHistory, 'search').mockReturnValue(listOf([chat], page));
 */
export function listOf<T, Page>(items: readonly T[], page: Page | PromiseLike<Page>): ApiList<T, Page>;
export function listOf<T>(items: readonly T[], page: unknown = [...items]): ApiList<T, unknown> {
  return startedList(respond(page, {}), (first) => walk(items, first));
}

async function respond<T>(value: T | PromiseLike<T>, answer: StubbedAnswer): Promise<ApiResponse<T>> {
  const { status = 200, headers, revision } = answer;
  const data = await value;
  const told = revision === undefined ? {} : { revision };
  return { data, status, headers: { ...headers }, requestId: REQUEST_ID, ...told };
}

async function* walk<T>(items: readonly T[], first: () => Promise<unknown>): AsyncGenerator<T> {
  await first();
  yield* items;
}
