import { ErrorCodes } from '../errors/error-codes.js';
import type { SecretReader, SecretRecord, SecretToPut } from './secret-store.js';

/** A secret client as the platform's own toolbelt has it. */
export interface OfficialSecretClient {
  readSecret(
    key: string,
    options?: { readonly useCache?: boolean },
  ): Promise<{ readonly key: string; readonly value: unknown }>;
  updateSecret?(secret: { readonly key: string; readonly value: unknown }): Promise<unknown>;
}

/** Option of `readSecret` for a read of this library itself, where the other client is of this library, too. */
export const OWN_READ: unique symbol = Symbol.for('lp-functions-toolbelt.own-read');

const OWN_OPTIONS = { useCache: false, [OWN_READ]: true };

/**
 * Reads secrets through another secret client, as a rule the platform's own, whose store has no public interface. Each
 * read passes the cache of that client, since this library has its own. A client that can update is updated through: the
 * last writer wins there, whatever happened in between.
 *
 * @example
 * import { Toolbelt as Platform } from 'core-functions-toolbelt';
 * const toolbelt = createToolbelt({ secretStore: fromSecretClient(Platform.SecretClient()) });
 */
export function fromSecretClient(official: OfficialSecretClient): SecretReader {
  const get = async (key: string): Promise<SecretRecord | undefined> => {
    try {
      const { value } = await official.readSecret(key, OWN_OPTIONS);
      return { key, value };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  if (official.updateSecret === undefined) return { get };
  const put = async ({ key, value }: SecretToPut): Promise<SecretRecord> => {
    await official.updateSecret?.({ key, value });
    return { key, value };
  };
  return Object.freeze({ get, put });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === ErrorCodes.Secret.NotFound;
}
