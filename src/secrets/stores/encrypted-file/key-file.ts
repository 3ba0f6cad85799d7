import { dirname } from 'node:path';
import { KeyProblem } from '../file-problem.js';
import { makePrivateFolder, PrivateAccess } from '../private-access.js';
import { existingFile, readIfThere } from '../replace-file.js';
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
  readonly origin: string;
  readonly canMakeKeys = true;
  readonly #path: string;
  readonly #access = new PrivateAccess();

  constructor(path: string) {
    this.#path = path;
    this.origin = `the key file ${path}`;
  }

  /** @throws {KeyProblem} for a file without a key in each line. */
  async read(): Promise<readonly SealingKey[]> {
    const keys = this.#keysIn(await readIfThere(this.#path));
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
    await this.#access.enforce(this.#path);
    const { target } = await existingFile(this.#path);
    await Fence.clear(target);
  }

  /** Adds a key unless it is there. What others add at the same moment is kept, or makes this throw {@link LockLost}. */
  async #change(next: (keys: readonly SealingKey[]) => SealingKey): Promise<SealingKey> {
    const { target, mode } = await existingFile(this.#path);
    await makePrivateFolder(dirname(target));
    const fence = await Fence.raise(target);
    try {
      const text = await readIfThere(target);
      const keys = this.#keysIn(text);
      const key = next(keys);
      if (keys.at(-1)?.id !== key.id) {
        await fence.commit(`${text?.trimEnd().concat('\n') ?? HEADING}${key.reveal()}\n`, mode);
      }
      return key;
    } finally {
      await fence.lower();
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
