import { isJsonObject } from '../../http/json.js';
import type { Unwrapped } from '../define-api.js';

/**
 * What `{ meta: { responseCode }, body }` holds. Reports were seen to come in it where `v` was left out (observed);
 * the client always sends `v`, and takes such an answer all the same.
 *
 * @returns undefined for what is no such envelope.
 */
export function unwrapReport(answer: unknown): Unwrapped | undefined {
  if (!isJsonObject(answer) || !isJsonObject(answer.meta) || !('responseCode' in answer.meta))
    return undefined;
  const { responseCode } = answer.meta;
  const isCode = typeof responseCode === 'number' || typeof responseCode === 'string';
  return { status: isCode ? Number(responseCode) : Number.NaN, value: answer.body ?? null };
}
