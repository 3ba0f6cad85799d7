import { ToolBeltError } from './toolbelt-error.js';

/** What an {@link MTLSError} tells beside its code. */
export interface MTLSErrorDetails {
  readonly originalBody?: string | undefined;
  readonly cause?: unknown;
}

/** A call of `MTLSClient` or `LPMtlsClient` failed. `component` is `MTLS` or `LP-MTLS`. */
export class MTLSError extends ToolBeltError {
  static {
    this.prototype.name = 'MTLSError';
  }

  /**
   * With the code `mtls.remote-threw`: what the endpoint answered. Not enumerable: a body may hold personal data, so it
   * is not logged along.
   */
  declare readonly originalBody: string | undefined;

  constructor(component: string, code: string, message: string, details: MTLSErrorDetails = {}) {
    super(component, code, message, details);
    Object.defineProperty(this, 'originalBody', { value: details.originalBody, enumerable: false });
  }
}
