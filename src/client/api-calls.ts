import type { ApiCall, ApiList, ApiResponse } from '../apis/api-call.js';

/** A call that has begun; its value is taken out of its response when it is asked for. */
export class StartedCall<T> implements ApiCall<T> {
  readonly #response: Promise<ApiResponse<T>>;

  constructor(response: Promise<ApiResponse<T>>) {
    this.#response = response;
  }

  get [Symbol.toStringTag](): string {
    return 'ApiCall';
  }

  withResponse(): Promise<ApiResponse<T>> {
    return this.#response;
  }

  // biome-ignore lint/suspicious/noThenProperty: this is a promise, with one method more
  then<Value = T, Reason = never>(
    onFulfilled?: ((value: T) => Value | PromiseLike<Value>) | null,
    onRejected?: ((reason: unknown) => Reason | PromiseLike<Reason>) | null,
  ): Promise<Value | Reason> {
    return this.#response.then(
      onFulfilled ? ({ data }) => onFulfilled(data) : ({ data }) => data as unknown as Value,
      onRejected,
    );
  }

  catch<Reason = never>(
    onRejected?: ((reason: unknown) => Reason | PromiseLike<Reason>) | null,
  ): Promise<T | Reason> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onFinally);
  }
}

/** Iterates over a list, given its first page. */
export type Pages<T, Page> = (first: () => Promise<Page>) => AsyncIterator<T>;

/** A list whose first page has been asked for. */
export class StartedList<T, Page> extends StartedCall<Page> implements ApiList<T, Page> {
  readonly #pages: Pages<T, Page>;

  constructor(response: Promise<ApiResponse<Page>>, pages: Pages<T, Page>) {
    super(response);
    this.#pages = pages;
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return this.#pages(() => this.then());
  }
}
