import type { TransportFailure } from './transport.js';

/** The server applied a content coding that was not asked for and cannot be undone here. */
export class UnsupportedEncodingError extends Error implements TransportFailure {
  static {
    this.prototype.name = 'UnsupportedEncodingError';
  }

  readonly lasting = true;

  /** The coding as the server named it, in lower case, at most 40 characters. */
  readonly encoding: string;

  constructor(encoding: string) {
    const shown = encoding.slice(0, 40);
    super(`The response has a content-encoding that cannot be undone here: ${JSON.stringify(shown)}`);
    this.encoding = shown;
  }
}
