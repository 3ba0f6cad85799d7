/** What is signed: the final URL and headers of one attempt. */
export interface AuthorizeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** How a credential authorises: by a signature of OAuth 1.0a, or by an access token of OAuth 2.0. */
export type CredentialKind = 'oauth1' | 'oauth2';

/** Options of one authorisation. */
export interface AuthorizeOptions {
  signal?: AbortSignal | undefined;
}

/** Gives the `Authorization` header of each attempt. Implemented in `auth/`. */
export interface Authorizer {
  /** Starts reading the secret, so that it runs beside the look-up of the host. Never rejects. */
  prepare?(options: AuthorizeOptions): void;
  /** Tells what the next authorisation will be made of, for the few paths that depend on it. */
  credentialKind?(options: AuthorizeOptions): Promise<CredentialKind>;
  /** @returns The value of the `Authorization` header. */
  authorize(request: AuthorizeRequest, options: AuthorizeOptions): Promise<string>;
  /** Tells that a server answered 401 to this header. Does nothing when it has been renewed since. */
  rejected(authorization: string): void;
}
