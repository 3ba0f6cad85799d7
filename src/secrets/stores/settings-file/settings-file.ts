import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../../../errors/config-error.js';
import { ErrorCodes } from '../../../errors/error-codes.js';
import { SecretError } from '../../../errors/secret-error.js';
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
  PutCondition,
  SecretInfo,
  SecretStore,
  SecretToPut,
  StoredSecret,
  StoreOptions,
} from '../../secret-store.js';
import { makePrivateFolder } from '../private-access.js';
import { replaceFile } from '../replace-file.js';
import { codeOf } from '../system-error.js';
import {
  emptyDocument,
  findSecret,
  formatDocument,
  parseDocument,
  type SettingsDocument,
  versionOf,
  withoutSecret,
  withSecret,
} from './document.js';

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
 * and its folder, readable by the owner only.
 *
 * @example
 * const store = new SettingsFileStore('functions/settings.json');
 * await store.put({ key: 'MY_KEY', value: { client_id: 'an-id', client_secret: 'a-secret' } });
 */
export class SettingsFileStore implements SecretStore, FileStore {
  readonly #path: string;
  #queue: Promise<unknown> = Promise.resolve();
  #isMissing = false;

  /**
   * @param path Path of the file, from the current folder. Nothing is read before the first operation.
   * @throws {ConfigError} for what is no path.
   */
  constructor(path: string) {
    if (typeof path !== 'string' || path === '') {
      throw new ConfigError(
        'path',
        'SettingsFileStore needs the path of a file, for example "functions/settings.json"',
      );
    }
    this.#path = resolve(path);
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

  /** Runs an operation after those before it, whether they succeed or fail. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(operation);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #read(key: string): Promise<SettingsDocument> {
    try {
      const { mtimeNs } = await stat(this.#path, { bigint: true });
      const text = await readFile(this.#path, 'utf8');
      this.#isMissing = false;
      return parseDocument(text, String(mtimeNs));
    } catch (error) {
      this.#isMissing = codeOf(error) === 'ENOENT';
      if (this.#isMissing) return emptyDocument();
      throw this.#failure(key, 'read', error);
    }
  }

  async #write(key: string, document: SettingsDocument): Promise<void> {
    try {
      await makePrivateFolder(dirname(this.#path));
      await replaceFile(this.#path, formatDocument(document));
    } catch (error) {
      throw this.#failure(key, 'write', error);
    }
  }

  /** The cause is not kept: it may hold the content of the file. */
  #failure(key: string, action: 'read' | 'write', error: unknown): SecretError {
    const reason = codeOf(error) ?? (error instanceof Error ? error.message : 'unknown reason');
    return new SecretError(
      ErrorCodes.Secret.Failure,
      key,
      `Cannot ${action} the settings file ${this.#path}: ${reason}. The file was left as it is`,
    );
  }
}
