import type { SecretInfo } from '../../secrets/secret-store.js';

/** These fields and no other, whatever a store adds. */
export function shownOf({ key, managedBy, version, accountId }: SecretInfo): SecretInfo {
  return { key, managedBy, version, ...(accountId !== undefined && { accountId }) };
}

/** Owner, version and account, as a part of a sentence. */
export function traitsOf({ managedBy, version, accountId }: SecretInfo): string {
  const account = accountId === undefined ? '' : `, account ${accountId}`;
  return `owner ${managedBy}, version ${version}${account}`;
}
