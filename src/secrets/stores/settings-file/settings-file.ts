import { resolve } from 'node:path';
import { checkOptions, type OptionTable, text } from '../../../config/options.js';
import { ConfigError } from '../../../errors/config-error.js';
import type { FileStore } from '../../missing-secret.js';
import {
  assertConditionHolds,
  assertMayAlter,
  assertMayDelete,
  assertSecretKey,
  bySecretName,
  checkedSecret,
  isSecretKey,
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
import { checkReplaceable, readIfThere } from '../file-target.js';
import { replaceFile } from '../replace-file.js';
import {
  emptyDocument,
  findSecret,
  formatDocument,
  parseDocument,
  type SettingsDocument,
  versionOf,
  withId,
  withoutSecret,
  withSecret,
} from './document.js';

/** Options of a {@link SettingsFileStore}. */
export interface SettingsFileOptions {
  /**
   * Names the place that the secrets lie in; see `SecretStore.identity`.
   * @default host, path without links, and a random id that the first write puts into the file
   */
  identity?: string | undefined;
}

const TABLE = { identity: { check: text } } as const satisfies OptionTable<SettingsFileOptions>;

/**
 * Keeps secrets in `functions/settings.json`, the file that the official CLI and its local toolbelt read:
 * `{"secrets":[{"key":"MY_KEY","value":"any JSON"}]}`. Values are in clear text: for development only, and
 * `functions/settings.json*` belongs into `.gitignore`.
 *
 * Every operation reads the file anew, so edits by hand count at once. A write replaces the file as a whole:
 * a crash leaves the old or the new one, perhaps with a `.tmp` file beside it. Operations of one store wait
 * for each other; two stores, or two processes, that write the same file at the same time may lose a write.
 *
 * A string value stays a string, whatever it holds. A missing file is an empty store; the first put makes it,
 * and its folder, readable by the owner only. The target of a symbolic link is written, and the link stays; what root
 * writes keeps its owner and group. A file that is a mount of its own cannot be replaced: mount its folder.
 *
 * What the official tools do not know stands in the field `lpFunctionsToolbelt`, which they pass over: counts of writes,
 * owners, the id of the file, and as `keys.NAME.account` the `accountId` of a record, with a digest of the value
 * that it was put with. A value that somebody put in its place has no account.
 *
 * @example
 * const store = new SettingsFileStore('functions/settings.json');
 * await store.put({ key: 'MY_KEY', value: { client_id: 'an-id', client_secret: 'a-secret' } });
 */
export class SettingsFileStore implements SecretStore, FileStore {
  readonly #path: string;
  readonly #identity: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #isMissing = false;

  /**
   * @param path Path of the file, from the current folder. Nothing is read before the first operation.
   * @throws {ConfigError} for what is no path, or an unknown option.
   */
  constructor(path: string, options: SettingsFileOptions = {}) {
    if (typeof path !== 'string' || path === '') {
      throw new ConfigError(
        'path',
        'SettingsFileStore needs the path of a file, for example "functions/settings.json"',
      );
    }
    checkOptions('SettingsFileStore', options, TABLE);
    this.#path = resolve(path);
    this.#identity = options.identity;
  }

  /** @internal For the error of a secret that is not there. */
  get missingFile(): string | undefined {
    return this.#isMissing ? `settings:${this.#path}` : undefined;
  }

  async get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    return this.#inTurn(async () => {
      options?.signal?.throwIfAborted();
      return findSecret(await this.#read(key), key);
    });
  }

  async put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    const checked = checkedSecret(secret);
    const { key, managedBy } = checked;
    return this.#inTurn(async () => {
      const document = await this.#read(key);
      const existing = findSecret(document, key);
      assertMayAlter(existing, key, managedBy);
      assertConditionHolds(key, existing?.version, condition);
      const changed = withSecret(document, checked);
      await this.#write(key, changed);
      return { ...checked, version: versionOf(changed, key, checked.value) };
    });
  }

  async delete(key: string, options?: DeleteOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    return this.#inTurn(async () => {
      const document = await this.#read(key);
      const existing = findSecret(document, key);
      assertMayDelete(key, existing, options);
      if (existing !== undefined) await this.#write(key, withoutSecret(document, key));
    });
  }

  /** Names that no secret may have, such as the empty one of the official template, are left out. */
  async list(): Promise<SecretInfo[]> {
    return this.#inTurn(async () => {
      const document = await this.#read('');
      const keys = new Set(document.entries.map((entry) => entry.key).filter(isSecretKey));
      return [...keys]
        .flatMap((key) => findSecret(document, key) ?? [])
        .map(({ key, version, managedBy }) => ({ key, version, managedBy }))
        .sort(bySecretName);
    });
  }

  /** Without an `identity` option, the first call that may `create` writes an id into the file. */
  async identity({ create = true, signal }: IdentityOptions = {}): Promise<string | undefined> {
    signal?.throwIfAborted();
    if (this.#identity !== undefined) return this.#identity;
    return this.#inTurn(async () => {
      const document = await this.#read('');
      if (document.id === undefined && !create) return undefined;
      const named = withId(document);
      if (document.id === undefined) await this.#write('', named);
      return this.#attempt('', 'read', () => fileIdentity(this.#path, named.id));
    });
  }

  async checkWritable(key: string, options?: StoreOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    assertSecretKey(key);
    return this.#inTurn(async () => {
      await this.#read(key);
      await this.#attempt(key, 'write', () => checkReplaceable(this.#path));
    });
  }

  /** Runs an operation after those before it, whether they succeed or fail. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(operation);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #read(key: string): Promise<SettingsDocument> {
    return this.#attempt(key, 'read', async () => {
      const content = await readIfThere(this.#path);
      this.#isMissing = content === undefined;
      return content === undefined ? emptyDocument() : parseDocument(content.text, String(content.mtimeNs));
    });
  }

  async #write(key: string, document: SettingsDocument): Promise<void> {
    await this.#attempt(key, 'write', () => replaceFile(this.#path, formatDocument(document)));
  }

  async #attempt<T>(key: string, action: 'read' | 'write', operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      throw fileError(key, action, `the settings file ${this.#path}`, error);
    }
  }
}
