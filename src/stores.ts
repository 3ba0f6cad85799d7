export type {
  DeleteOptions,
  IdentityOptions,
  PutCondition,
  SecretInfo,
  SecretOwner,
  SecretReader,
  SecretRecord,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from './secrets/secret-store.js';
export {
  type EncryptedFileOptions,
  EncryptedFileStore,
} from './secrets/stores/encrypted-file/encrypted-file.js';
export { MemorySecretStore, type MemoryStoreOptions } from './secrets/stores/memory.js';
export { type SettingsFileOptions, SettingsFileStore } from './secrets/stores/settings-file/settings-file.js';
export type {
  VaultAppRoleAuth,
  VaultAuthOptions,
  VaultKubernetesAuth,
  VaultTokenAuth,
} from './secrets/stores/vault/credentials.js';
export type { VaultStoreOptions } from './secrets/stores/vault/options.js';
export { VaultStore } from './secrets/stores/vault/vault.js';
