import { resolve } from 'node:path';
import { readSecretsKey } from '../config/environment.js';
import { ConfigError } from '../errors/config-error.js';
import { LazySecretStore } from './lazy-store.js';
import type { SecretStore } from './secret-store.js';
import { checkedKey } from './stores/encrypted-file/sealing-key.js';
import { openVaultStore } from './stores/vault/from-environment.js';

/** How the text behind `scheme:` becomes a store; throws a ConfigError for one that cannot. */
const OPENERS: Readonly<Record<string, (rest: string) => SecretStore>> = Object.freeze({
  file: openEncryptedFile,
  settings: openSettingsFile,
  vault: openVaultStore,
});

/**
 * Opens the store that a text names: `settings:PATH`, a `settings.json` of the official CLI; `file:PATH`, an
 * encrypted file whose key is LP_SECRETS_KEY or else in PATH.key;
 * `vault:https://HOST:8200/MOUNT/PREFIX`, with the login of the `VAULT_*` variables. Nothing is read or sent
 * before the first operation.
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
    'secretStore (LP_SECRET_STORE) must be "settings:PATH", for example "settings:functions/settings.json", "file:PATH", for example "file:secrets.json", "vault:https://HOST:8200/MOUNT/PREFIX", or an object with the method get',
  );
}

function openSettingsFile(path: string): SecretStore {
  const absolute = resolve(path);
  return new LazySecretStore(async () => {
    const { SettingsFileStore } = await import('./stores/settings-file/settings-file.js');
    return new SettingsFileStore(absolute);
  });
}

function openEncryptedFile(path: string): SecretStore {
  const absolute = resolve(path);
  const key = readSecretsKey();
  // Checked now, though the store is loaded later.
  if (key !== undefined) checkedKey(key, 'LP_SECRETS_KEY');
  return new LazySecretStore(async () => {
    const { EncryptedFileStore } = await import('./stores/encrypted-file/encrypted-file.js');
    return new EncryptedFileStore(absolute);
  });
}
