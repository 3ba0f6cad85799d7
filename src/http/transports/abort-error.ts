import { Readable } from 'node:stream';
import type { TransportRequest } from '../transport.js';

/**
 * What a body is destroyed with when its request is aborted: the reason itself, unless it is a primitive.
 * A stream takes a falsy error for none, so a primitive becomes the `cause` of an Error named `AbortError`.
 */
export function abortError(reason: unknown): Error {
  // Not `instanceof Error`: a DOMException of another realm (a test runner's, for example) is none there.
  if (typeof reason === 'object' && reason !== null) return reason as Error;
  const error = new Error('The request was aborted', { cause: reason });
  error.name = 'AbortError';
  return error;
}

/** Throws the reason of the cancellation if it is aborted already. A body that will not be sent is given up. */
export function throwIfAborted(request: TransportRequest): void {
  const { body } = request;
  if (!request.cancellation.aborted) return;
  if (body instanceof Readable) body.destroy();
  throw request.cancellation.reason;
}
