import { ToolBeltError } from './toolbelt-error.js';

/** Where the token endpoint answered: its status, and its error code of RFC 6749 section 5.2. */
export interface AuthErrorDetails {
  readonly status?: number | undefined;
  readonly oauthError?: string | undefined;
  readonly cause?: unknown;
}

/** No authorisation could be obtained: the credential is missing, malformed or refused, or sentinel failed. */
export class AuthError extends ToolBeltError {
  static {
    this.prototype.name = 'AuthError';
  }

  /** HTTP status of the token endpoint, where it answered. */
  readonly status: number | undefined;
  /** For example `invalid_client` (RFC 6749 section 5.2), where the token endpoint gave one. */
  readonly oauthError: string | undefined;

  constructor(component: string, code: string, message: string, details?: AuthErrorDetails) {
    super(component, code, message, details);
    this.status = details?.status;
    this.oauthError = details?.oauthError;
  }
}
