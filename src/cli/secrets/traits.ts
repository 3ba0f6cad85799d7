import type { SecretInfo } from '../../secrets/secret-store.js';

/** Owner, version and account, as a part of a sentence. */
export function traitsOf({ managedBy, version, accountId }: SecretInfo): string {
  const account = accountId === undefined ? '' : `, account ${accountId}`;
  return `owner ${managedBy}, version ${version}${account}`;
}
