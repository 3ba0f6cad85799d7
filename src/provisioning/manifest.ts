import { randomUUID } from 'node:crypto';
import { apiTable } from '../apis/index.js';
import { DEFAULT_APP_KEY_NAME } from '../secrets/secret-rules.js';
import type { Installation, InstallationCredential, InstallationManifest } from './platform.js';

/** Name of the system secret that provisioning stores and that `LPClient` reads by default. */
export const DEFAULT_SECRET_NAME = DEFAULT_APP_KEY_NAME;

/** What the `client_name` of each installation made by provisioning begins with; a UUID follows. */
export const CLIENT_NAME_PREFIX = 'lp-functions-toolbelt-default-';

/** Part of the `description` of each installation made by provisioning. */
export const DESCRIPTION_MARKER = 'managed-by=lp-functions-toolbelt';

/**
 * The manifest of a new default credential. Each call gives another `client_name`, which LivePerson wants to
 * be unique and of at most 128 characters (documented); the description may have 256.
 */
export function newManifest(): InstallationManifest {
  return {
    client_name: `${CLIENT_NAME_PREFIX}${randomUUID()}`,
    description: `Default credential of LivePerson Functions. Do not edit or remove it by hand. ${DESCRIPTION_MARKER}`,
    enabled: true,
    grant_types: ['client_credentials'],
    scope: publishedScopes(),
  };
}

/** Space separated, at most 128 characters (documented limit). For most rows of the privilege table none is published. */
function publishedScopes(): string {
  return apiTable.flatMap(({ scope }) => scope ?? []).join(' ');
}

/**
 * Whether provisioning made this installation. Both marks are wanted, so that an application that a person
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
