import { resolve } from 'node:path';
import { readSecretsKey } from '../../../config/environment.js';
import {
  checkedElsewhere,
  checkOptions,
  milliseconds,
  type OptionTable,
  text,
} from '../../../config/options.js';
import { ConfigError } from '../../../errors/config-error.js';
import type { FileStore } from '../../missing-secret.js';
import {
  assertConditionHolds,
  assertMayAlter,
  assertMayDelete,
  assertSecretKey,
  bySecretName,
  checkedSecret,
} from '../../secret-rules.js';
import type {
  DeleteOptions,
  IdentityOptions,
  PutCondition,
  SecretInfo,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from '../../secret-store.js';
import { fileIdentity } from '../file-identity.js';
import { fileError } from '../file-problem.js';
import { withoutLinks } from '../file-target.js';
import { findSecret, withId, withoutSecret, withSecret } from './document.js';
import { KeyFile } from './key-file.js';
import { GivenKeys, type KeyRing } from './key-ring.js';
import { SealedFile } from './sealed-file.js';
import { checkedKey, SealingKey } from './sealing-key.js';

/** Options of an {@link EncryptedFileStore}. */
export interface EncryptedFileOptions {
  /**
   * The key: 32 bytes, or a text of them in base64, base64url or 64 hexadecimal digits. Instead of `keyFile`.
   * @default the variable LP_SECRETS_KEY, if `keyFile` is not given either
   */
  key?: string | Uint8Array | undefined;
  /**
   * Path of a file with the key, from the current folder; made with a random key by the first put.
   * @default PATH.key, beside the file of secrets (beside the target, if PATH is a link), when LP_SECRETS_KEY is not set
   */
  keyFile?: string | undefined;
  /** Longest wait for other processes that write, in milliseconds. @default 15_000 */
  lockTimeoutMs?: number | undefined;
  /**
   * Names the place that the secrets lie in; see `SecretStore.identity`.
   * @default host, path without links, and a random id that the first write puts into the file
   */
  identity?: string | undefined;
}

const TABLE = {
  key: { check: checkedElsewhere },
  keyFile: { check: text },
  // Far above the time after which the lock of a killed process is taken, which is two to three seconds.
  lockTimeoutMs: { check: milliseconds(0), default: 15_000 },
  identity: { check: text },
} as const satisfies OptionTable<EncryptedFileOptions>;

/**
 * Keeps secrets in one encrypted file, for any number of processes of one machine (`file:PATH`).
 *
 * - **Encryption.** AES-256-GCM with a fresh random nonce for each write of each secret; name, version and owner
 *   are bound to the value. A sealed index covers the file as a whole, so that a secret that was taken out,
 *   exchanged or set back is noticed, and hides the names. What remains visible is how many secrets there
 *   are and how long each is. Nothing in a file can tell that the whole of it is an older copy.
 * - **Key.** `key`, else `keyFile`, else the variable LP_SECRETS_KEY, else the file PATH.key, made with a random
 *   key by the first put. Who has the file and its key has the secrets: keep them apart in backups.
 * - **Crashes.** A write replaces the file at once and resolves when it is on the disk: after a crash or a
 *   kill at any moment there is the old file or the new one.
 * - **Processes.** Reads wait for nobody. Writes take the lock PATH.lock, for milliseconds. When its holder is killed
 *   or stopped, others take it after two to three seconds, and a holder that was only stopped then finds its write
 *   impossible, not merely unlikely, and repeats it. This needs a file system whose rename is atomic, also
 *   for folders: those of local disks. Do not share the file over a network; use a Vault for that.
 * - **Permissions.** Files are made, and kept, with mode 0600, folders made with 0700. A file that others may access
 *   is reported by a process warning, code LP_SECRETS_PERMISSIONS; the next write takes that access away. What root writes
 *   keeps its owner and group.
 * - **Size.** A write that would make the file larger than 4 MiB is refused.
 *
 * Versions are a count of writes that is kept in the file and never goes back, and a random part.
 * The target of a symbolic link is written, and the link stays. A file that is a mount of its own cannot be replaced:
 * mount its folder. The `accountId` of a record is a field of that name in the sealed index, beside its name, version and
 * owner.
 *
 * All operations throw, and leave the files as they are:
 * - `SecretError` `secret.auth-failed` when the key is another one, or the key file is missing or malformed;
 * - `SecretError` `secret.op-failed` when the file is cut off, damaged, tampered with, of a newer format, or cannot
 *   be accessed, or when the lock was not free in time.
 *
 * @example
 * const store = new EncryptedFileStore('/var/lib/my-platform/secrets.json');
 * await store.put({ key: 'MY_KEY', value: { client_id: 'an-id', client_secret: 'a-secret' } });
 */
export class EncryptedFileStore implements SecretStore, FileStore {
  readonly #file: SealedFile;
  readonly #keys: KeyRing;
  readonly #identity: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #isMissing = false;

  /**
   * @param path Path of the file, from the current folder. Nothing is read before the first operation.
   * @throws {ConfigError} for a key that is none, or options that do not fit together.
   */
  constructor(path: string, options: EncryptedFileOptions = {}) {
    if (typeof path !== 'string' || path === '') {
      throw new ConfigError(
        'path',
        'EncryptedFileStore needs the path of a file, for example "secrets.json"',
      );
    }
    checkOptions('EncryptedFileStore', options, TABLE);
    const { lockTimeoutMs = TABLE.lockTimeoutMs.default } = options;
    const absolute = resolve(path);
    this.#identity = options.identity;
    this.#keys = keyRingOf(absolute, options);
    this.#file = new SealedFile(absolute, this.#keys, lockTimeoutMs);
  }

  /** @internal For the error of a secret that is not there. */
  get missingFile(): string | undefined {
    return this.#isMissing ? `file:${this.#file.path}` : undefined;
  }

  async get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    const secret = await this.#told(key, 'read', async () => {
      const opened = await this.#file.read();
      this.#isMissing = opened === undefined;
      return opened && findSecret(opened.document, key, opened.key);
    });
    options?.signal?.throwIfAborted();
    return secret;
  }

  async put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    const checked = checkedSecret(secret);
    const { key, managedBy } = checked;
    return this.#inTurn(key, async () => {
      let version = '';
      await this.#file.change((document) => {
        const existing = document.secrets.get(key);
        assertMayAlter(existing, key, managedBy);
        assertConditionHolds(key, existing?.version, condition);
        return (sealingKey) => {
          const changed = withSecret(document, checked, sealingKey);
          version = changed.version;
          return changed.document;
        };
      });
      return { ...checked, version };
    });
  }

  async delete(key: string, options?: DeleteOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    return this.#inTurn(key, () =>
      this.#file.change((document) => {
        const existing = document.secrets.get(key);
        assertMayDelete(key, existing, options);
        return existing && (() => withoutSecret(document, key));
      }),
    );
  }

  async list(): Promise<SecretInfo[]> {
    const opened = await this.#told('', 'read', () => this.#file.read());
    return [...(opened?.document.secrets.values() ?? [])]
      .map(({ key, version, managedBy }) => ({ key, version, managedBy }))
      .sort(bySecretName);
  }

  /** Without an `identity` option, the first call that may `create` writes an id, and the file where there is none. */
  async identity({ create = true, signal }: IdentityOptions = {}): Promise<string | undefined> {
    signal?.throwIfAborted();
    if (this.#identity !== undefined) return this.#identity;
    const id = (await this.#told('', 'read', () => this.#file.read()))?.document.id;
    if (id === undefined && !create) return undefined;
    const kept = id ?? (await this.#inTurn('', () => this.#writeId()));
    return this.#told('', 'read', () => fileIdentity(this.#file.path, kept));
  }

  async checkWritable(key: string, options?: StoreOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    return this.#inTurn(key, () => this.#file.checkWritable());
  }

  /**
   * Encrypts all secrets anew under another key; their versions stay. A kill at any moment leaves files that
   * can be opened: a key file gets the new key first and keeps the old one, for backups and other files.
   * Other stores with that key file go on working. Those that were given the old key as `key` or LP_SECRETS_KEY
   * get an error that says so, until they are given the new one.
   *
   * Copies of the old file can still be opened with the old key: when that leaked, replace the secrets too.
   * Nonces are random, so a key should be replaced before some thousand million writes.
   *
   * @param newKey As the option `key`; the key in use changes nothing. Without it a random one is made, which needs
   *   a key file. With a given key, set the new one where the old one came from.
   * @throws {ConfigError} for a key that is none, or a missing one.
   */
  async rotateKey(newKey?: string | Uint8Array): Promise<void> {
    if (newKey === undefined && !this.#keys.canMakeKeys) {
      throw new ConfigError(
        'newKey',
        `rotateKey needs the new key, since ${this.#keys.origin} gives the present one; make one with "openssl rand -base64 32"`,
      );
    }
    const next = newKey === undefined ? SealingKey.random() : checkedKey(newKey, 'The new key');
    return this.#inTurn('', () => this.#file.rotate(next));
  }

  /** @returns The id that the file has then: this one, or that of a process that was first. */
  async #writeId(): Promise<string> {
    let id = '';
    await this.#file.change((document) => {
      const named = withId(document);
      id = named.id;
      return document.id === undefined ? () => named : undefined;
    });
    return id;
  }

  /** Runs a write after those before it, whether they succeed or fail: one store does not wait for its own lock. */
  #inTurn<T>(key: string, write: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#told(key, 'write', write));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #told<T>(key: string, action: 'read' | 'write', operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      throw fileError(key, action, `the secrets file ${this.#file.path}`, error);
    }
  }
}

function keyRingOf(path: string, { key, keyFile }: EncryptedFileOptions): KeyRing {
  if (key !== undefined && keyFile !== undefined) {
    throw new ConfigError('key', 'Give EncryptedFileStore either the option "key" or "keyFile", not both');
  }
  if (key !== undefined) return new GivenKeys(key, 'the option "key"');
  if (keyFile !== undefined) {
    const given = resolve(keyFile);
    return new KeyFile(async () => given);
  }
  const given = readSecretsKey();
  if (given !== undefined) return new GivenKeys(given, 'LP_SECRETS_KEY');
  // Beside the file itself: another link to it has to find the same key.
  return new KeyFile(async () => `${await withoutLinks(path)}.key`);
}
