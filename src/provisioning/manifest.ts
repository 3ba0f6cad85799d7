import { createHash, randomUUID } from 'node:crypto';
import { apiTable } from '../apis/index.js';
import { DEFAULT_APP_KEY_NAME } from '../secrets/secret-rules.js';
import type { Installation, InstallationCredential, InstallationManifest } from './platform.js';

/** Name of the system secret that provisioning stores and that `LPClient` reads by default. */
export const DEFAULT_SECRET_NAME = DEFAULT_APP_KEY_NAME;

/** What the `client_name` of each installation made by provisioning begins with; a UUID follows. */
export const CLIENT_NAME_PREFIX = 'lp-functions-toolbelt-default-';

/** Part of the `description` of each installation made by provisioning. */
export const DESCRIPTION_MARKER = 'managed-by=lp-functions-toolbelt';

/** What follows the marker: whose application it is, as a digest of the identity of the store that it was made for. */
const STORE_MARK = /(?:^|\s)store=([0-9a-f]{16})(?:\s|$)/;

/**
 * The manifest of a new default credential. Each call gives another `client_name`, which LivePerson wants to
 * be unique and of at most 128 characters (documented); the description may have 256.
 *
 * @param identity Identity of the store that will hold the credential; without one no later run takes it for its own.
 */
export function newManifest(identity?: string): InstallationManifest {
  const store = identity === undefined ? '' : ` store=${storeDigest(identity)}`;
  return {
    client_name: `${CLIENT_NAME_PREFIX}${randomUUID()}`,
    description: `Default credential of LivePerson Functions. Do not edit or remove it by hand. ${DESCRIPTION_MARKER}${store}`,
    enabled: true,
    grant_types: ['client_credentials'],
    scope: publishedScopes(),
  };
}

/** What the description says of a store: short, and nothing of the store's place can be read from it. */
export function storeDigest(identity: string): string {
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}

/** The digest in a description; undefined where it says none. */
export function storeDigestIn(description: string): string | undefined {
  return STORE_MARK.exec(description)?.[1];
}

/** Space separated, at most 128 characters (documented limit). For most rows of the privilege table none is published. */
function publishedScopes(): string {
  return apiTable.flatMap(({ scope }) => scope ?? []).join(' ');
}

/**
 * Whether provisioning made this installation, for whichever store. Both marks are wanted, so that an application that a person
 * named alike, or copied the description of, is never taken for ours and deleted.
 */
export function hasMarker(installation: Pick<Installation, 'clientName' | 'description'>): boolean {
  return (
    installation.clientName.startsWith(CLIENT_NAME_PREFIX) &&
    installation.description.includes(DESCRIPTION_MARKER)
  );
}

/** The credential in the value of a secret; undefined when the value is of another shape. */
export function credentialIn(value: unknown): InstallationCredential | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { client_id, client_secret } = value as {
    client_id?: unknown;
    client_secret?: unknown;
  };
  if (typeof client_id !== 'string' || typeof client_secret !== 'string') return undefined;
  return { client_id, client_secret };
}
