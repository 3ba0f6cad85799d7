import { ConfigError } from '../errors/config-error.js';
import type { SecretStore } from './secret-store.js';
import { SettingsFileStore } from './stores/settings-file.js';

/** How the text behind `scheme:` becomes a store; throws a ConfigError for one that cannot. */
const OPENERS: Readonly<Record<string, (rest: string) => SecretStore>> = Object.freeze({
  settings: (path) => new SettingsFileStore(path),
});

/**
 * Opens the store that a text names: `settings:PATH`, a `settings.json` of the official CLI. Nothing is read
 * or sent before the first operation.
 *
 * @throws {ConfigError}
 */
export function openSecretStore(text: string): SecretStore {
  const [, scheme = '', rest = ''] = /^([a-z]+):(.+)$/s.exec(text) ?? [];
  const open = Object.hasOwn(OPENERS, scheme) ? OPENERS[scheme] : undefined;
  if (open !== undefined) return open(rest);
  // The text is not repeated: it could be a secret that was put into the wrong variable.
  throw new ConfigError(
    'secretStore',
    'secretStore (LP_SECRET_STORE) must be "settings:PATH", for example "settings:functions/settings.json", or an object with the method get',
  );
}
