import type { CallLimitOptions } from '../config/limits.js';

/**
 * Options that every call takes, typed or raw. They override those of the toolbelt for this call. Typed calls refuse
 * any other name.
 */
export interface CallOptions extends CallLimitOptions {
  /** Aborting rejects the call with `signal.reason` and stops its socket. */
  signal?: AbortSignal | null | undefined;
  /** Secret to authorise with. A key of one's own is subject to no local privilege check. @default LIVEPERSON_DEFAULT_APP_KEY */
  appKeySecretName?: string | undefined;
}

/** A value together with the answer that it came in. */
export interface ApiResponse<T> {
  data: T;
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Revision of the collection (`ac-revision`, else `etag`); pass it as `ifRevision` to the next read. */
  revision?: string;
  /** The `x-request-id` that was sent. */
  requestId: string;
}

/** A typed call under way: await it for the value. */
export interface ApiCall<T> extends Promise<T> {
  /** The value with status, headers, revision and request id. It is the same request, not another one. */
  withResponse(): Promise<ApiResponse<T>>;
}

/**
 * A list: await it for its first page, or iterate over all items with `for await`, which asks for
 * further pages as they are needed. Each page is a call of its own with a deadline of its own.
 */
export interface ApiList<T, Page = T[]> extends ApiCall<Page>, AsyncIterable<T> {}
