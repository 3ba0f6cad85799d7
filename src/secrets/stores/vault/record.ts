import { ErrorCodes } from '../../../errors/error-codes.js';
import { SecretError } from '../../../errors/secret-error.js';
import { isJsonObject } from '../../../http/json.js';
import { accountPart, isSystemSecretName } from '../../secret-rules.js';
import type { SecretOwner } from '../../secret-store.js';

const FORMAT = 'lp-functions-toolbelt/1';
const ANY_FORMAT = /^lp-functions-toolbelt\//;

/** One version of a secret, as it was stored. */
export interface VaultRecord {
  readonly value: unknown;
  readonly managedBy: SecretOwner;
  readonly accountId?: string | undefined;
}

/** What stands in `data` of a version. */
export interface StoredVersion {
  /** undefined for a tombstone. */
  readonly record: VaultRecord | undefined;
  /** Which write made this version; undefined for one that was not ours. */
  readonly writeId: string | undefined;
}

/** The fields of a version, as Vault gets them. */
export interface EncodedVersion {
  readonly format: string;
  readonly writeId: string;
  readonly value?: string;
  readonly managedBy?: SecretOwner;
  readonly accountId?: string;
  readonly deleted?: true;
}

/**
 * The data of a version. The value is one JSON text, since Vault's own JSON would replace lone surrogates and
 * re-write numbers, and its data must be an object. Owner and account are in it, so all are written at once.
 *
 * @param writeId Tells this write from any other one with an equal value.
 */
export function encodeRecord({ value, managedBy, accountId }: VaultRecord, writeId: string): EncodedVersion {
  return { format: FORMAT, value: JSON.stringify(value), managedBy, ...accountPart({ accountId }), writeId };
}

/** The data of a version that says: deleted. */
export function encodeTombstone(writeId: string): EncodedVersion {
  return { format: FORMAT, deleted: true, writeId };
}

/**
 * Reads the data of a version. What others wrote, with `vault kv put` for example, is a value as it stands;
 * it belongs to the system if its name or its custom metadata says so.
 *
 * @throws {SecretError} `secret.op-failed` for a record of ours that is damaged or of a later format.
 */
export function decodeVersion(
  key: string,
  data: unknown,
  customMetadata: Readonly<Record<string, unknown>> | undefined,
): StoredVersion {
  const fields = isJsonObject(data) ? data : {};
  const { format, deleted, writeId } = fields;
  if (typeof format !== 'string' || !ANY_FORMAT.test(format)) {
    const isSystem = isSystemSecretName(key) || customMetadata?.managedBy === 'system';
    return { record: { value: data, managedBy: isSystem ? 'system' : 'user' }, writeId: undefined };
  }
  if (format !== FORMAT)
    throw unreadable(key, `has the format ${JSON.stringify(format)}: update this library`);
  if (typeof writeId !== 'string') throw unreadable(key, 'is damaged');
  return { record: deleted === true ? undefined : decodeRecord(key, fields), writeId };
}

function decodeRecord(key: string, { value, managedBy, accountId }: Record<string, unknown>): VaultRecord {
  const isOwned = managedBy === 'user' || managedBy === 'system';
  if (typeof value !== 'string' || !isOwned || (accountId !== undefined && typeof accountId !== 'string')) {
    throw unreadable(key, 'is damaged');
  }
  try {
    return { value: JSON.parse(value), managedBy, ...accountPart({ accountId }) };
  } catch {
    // Without the cause: it quotes the value.
    throw unreadable(key, 'is damaged');
  }
}

function unreadable(key: string, what: string): SecretError {
  return new SecretError(
    ErrorCodes.Secret.Failure,
    key,
    `Secret "${key}" in Vault cannot be read: its record ${what}`,
  );
}
