import { readFile } from 'node:fs/promises';
import { readEnvironment, readVaultEnvironment, type VaultEnvironment } from '../../../config/environment.js';
import { ConfigError } from '../../../errors/config-error.js';
import { LazySecretStore } from '../../lazy-store.js';
import type { SecretStore } from '../../secret-store.js';
import type { VaultAuthOptions } from './credentials.js';
import { parseVaultText } from './location.js';
import { checkVaultOptions, type VaultStoreOptions } from './options.js';

/**
 * Opens the Vault store that the text behind `vault:` names, with server and login from the `VAULT_*` variables.
 * Nothing is loaded, read or sent before the first operation.
 *
 * @throws {ConfigError}
 */
export function openVaultStore(text: string): SecretStore {
  const environment = readVaultEnvironment();
  const { namespace, caFile } = environment;
  const options: VaultStoreOptions = {
    ...parseVaultText(text, environment.address),
    auth: authOf(environment),
    namespace,
    allowLoopback: readEnvironment().allowLoopback,
  };
  checkVaultOptions(options);
  return new LazySecretStore(async () => {
    const { VaultStore } = await import('./vault.js');
    return new VaultStore({ ...options, ca: await readAuthority(caFile) });
  });
}

/** A token comes first, as with Vault's own clients. */
function authOf({ token, appRole, kubernetes }: VaultEnvironment): VaultAuthOptions {
  if (token !== undefined) return { method: 'token', token };
  if (appRole.roleId !== undefined) return { ...appRole, method: 'approle', roleId: appRole.roleId };
  if (kubernetes.role !== undefined) return { ...kubernetes, method: 'kubernetes', role: kubernetes.role };
  throw new ConfigError(
    'auth',
    'The Vault store needs a login: set VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID, or VAULT_KUBERNETES_ROLE',
  );
}

async function readAuthority(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as { code?: string };
    throw new ConfigError('ca', `The file of VAULT_CACERT cannot be read: ${code}`);
  }
}
