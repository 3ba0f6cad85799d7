import { readEnvironment } from '../../config/environment.js';
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

const DEFAULT = 'settings:functions/settings.json';

/**
 * Stands in for the opener of stores: a deployed function reads its secrets on the platform, whatever the environment says,
 * but its author is told.
 */
export function openSecretStore(text: string): SecretReader {
  if (text === DEFAULT || text === readEnvironment().secretStore) return platformSecrets();
  throw new ConfigError(
    'secretStore',
    'A deployed function reads secrets on the platform: leave secretStore out, or give an object with the method get.',
  );
}
