import { ConfigError } from '../../errors/config-error.js';
import { fromSecretClient, type OfficialSecretClient } from '../../secrets/from-secret-client.js';
import type { SecretReader } from '../../secrets/secret-store.js';

/** The platform's own: the head of the deployed form imports it under this name. */
declare const Toolbelt: { SecretClient(): Required<OfficialSecretClient> };

export function platformSecrets(): SecretReader {
  return fromSecretClient({
    readSecret: (key, options) => Toolbelt.SecretClient().readSecret(key, options),
    updateSecret: (secret) => Toolbelt.SecretClient().updateSecret(secret),
  });
}

/** Stands in for the opener of stores: a deployed function reads its secrets on the platform. */
export function openSecretStore(text: string): SecretReader {
  if (text.startsWith('settings:')) return platformSecrets();
  throw new ConfigError(
    'secretStore',
    'The deployed form reads secrets on the platform: leave secretStore and LP_SECRET_STORE out, or give an object with the method get',
  );
}
