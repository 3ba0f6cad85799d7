import { ConfigError } from '../errors/config-error.js';
import type { SecretStore } from './secret-store.js';
import { SettingsFileStore } from './stores/settings-file.js';

/**
 * Opens the store that a text names: `settings:PATH`, a `settings.json` of the official CLI.
 *
 * @throws {ConfigError}
 */
export function openSecretStore(text: string): SecretStore {
  const path = /^settings:(.+)$/s.exec(text)?.[1];
  if (path !== undefined) return new SettingsFileStore(path);
  // The text is not repeated: it could be a secret that was put into the wrong variable.
  throw new ConfigError(
    'secretStore',
    'secretStore (LP_SECRET_STORE) must be "settings:PATH", for example "settings:functions/settings.json", or an object with the method get',
  );
}
