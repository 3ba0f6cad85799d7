import type { Cancellation } from './cancellation.js';

/** What is signed: the final URL and headers of one attempt. */
export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * What a request is authorised with: a signature of OAuth 1.0a, an access token of OAuth 2.0, or the bearer of a
 * person's session.
 */
export interface Authorization {
  readonly kind: 'oauth1' | 'oauth2' | 'bearer';
  /** The value of the `Authorization` header of one attempt. */
  header(request: SignedRequest): string;
  /** Tells that a server answered 401 to it. Does nothing when it has been renewed since. */
  rejected(): void;
}

/** Authorises requests. It needs no host of theirs, so that it works beside the look-up of it. */
export interface Authorizer {
  /**
   * @returns The authorisation: at once when it is there, else a promise. It rejects, and never throws. As long as it
   *   is the same object, nothing has been renewed.
   */
  authorization(options?: {
    cancellation?: Cancellation | undefined;
  }): Authorization | Promise<Authorization>;
}
