import { dirname } from 'node:path';
import { FileProblem, KeyProblem } from '../file-problem.js';
import { checkReplaceable, fileTarget, readIfThere } from '../file-target.js';
import { makePrivateFolder, PrivateAccess } from '../private-access.js';
import { codeOf } from '../system-error.js';
import { Fence } from './fence.js';
import type { KeyRing } from './key-ring.js';
import { KEY_FORMS, SealingKey } from './sealing-key.js';

const HEADING = `# Keys of lp-functions-toolbelt for files of encrypted secrets: keep this file private.
# The last one is in use. Those above it open older files and backups; delete them when nothing needs them.
`;

/**
 * A file with one key in each line. It is only ever added to: a rotation cannot replace two files at once, and
 * with both keys in this one, the secrets file can be opened before and after it is encrypted anew. Other
 * files of secrets may have their keys here too.
 */
export class KeyFile implements KeyRing {
  readonly canMakeKeys = true;
  readonly #locate: () => Promise<string>;
  readonly #access = new PrivateAccess();
  #path = '';

  /** @param locate Gives the path: anew each time, since it may depend on where a link leads. */
  constructor(locate: () => Promise<string>) {
    this.#locate = locate;
  }

  get origin(): string {
    return `the key file ${this.#path}`;
  }

  /** @throws {KeyProblem} for a file without a key in each line; it is not touched. */
  async read(): Promise<readonly SealingKey[]> {
    this.#path = await this.#locate();
    const keys = this.#keysIn(await this.#textAt(this.#path));
    await this.#access.report(this.#path);
    return keys;
  }

  async newest(): Promise<SealingKey> {
    return (await this.read()).at(-1) ?? (await this.#change((keys) => keys.at(-1) ?? SealingKey.random()));
  }

  async add(key: SealingKey): Promise<void> {
    await this.#change(() => key);
  }

  async tend(): Promise<void> {
    // Read before: of a file that is no key file, not even the mode is changed.
    if ((await this.read()).length > 0) await this.#access.enforce(this.#path);
    await Fence.clear(await fileTarget(this.#path));
  }

  async checkNewest(): Promise<void> {
    if ((await this.read()).length > 0) return;
    await this.#told(() => checkReplaceable(this.#path));
  }

  /** Adds a key unless it is there. What others add at the same moment is kept, or makes this throw {@link LockLost}. */
  async #change(next: (keys: readonly SealingKey[]) => SealingKey): Promise<SealingKey> {
    const target = await fileTarget(this.#path);
    await makePrivateFolder(dirname(target.path));
    const fence = await Fence.raise(target);
    try {
      const text = await this.#textAt(target.path);
      const keys = this.#keysIn(text);
      const key = next(keys);
      if (keys.at(-1)?.id !== key.id) {
        await fence.commit(`${text?.trimEnd().concat('\n') ?? HEADING}${key.reveal()}\n`);
      }
      return key;
    } finally {
      await fence.lower();
    }
  }

  async #textAt(path: string): Promise<string | undefined> {
    return (await this.#told(() => readIfThere(path)))?.text;
  }

  /** Says that it is the key file, since the file of secrets is what the store's errors name. */
  async #told<T>(operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      const reason = error instanceof FileProblem ? error.message : (codeOf(error) ?? 'unknown reason');
      throw new FileProblem(`${this.origin} cannot be used: ${reason}`);
    }
  }

  #keysIn(text: string | undefined): readonly SealingKey[] {
    if (text === undefined) return [];
    const lines = text.split('\n').map((line) => line.trim());
    const keys = lines.filter((line) => line !== '' && !line.startsWith('#')).map(SealingKey.from);
    const known = keys.filter((key) => key !== undefined);
    if (known.length > 0 && known.length === keys.length) return known;
    throw new KeyProblem(`${this.origin} does not hold ${KEY_FORMS} in each line: restore it from a backup`);
  }
}
