import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fence } from './fence.js';
import { KeyProblem } from './file-problem.js';
import type { KeyRing, KeyRingChange } from './key-ring.js';
import { makePrivateFolder } from './private-access.js';
import { codeOf, existingFile } from './replace-file.js';
import { KEY_FORMS, SealingKey } from './sealing-key.js';

const HEADING =
  '# Opens the secrets of lp-functions-toolbelt. Keep it private, and apart from backups of them.';

/**
 * A file with the key of a secrets file, in one line. While a rotation is under way it has the next key in
 * a second line: the file changes at once, so at any moment one of its keys opens the secrets file.
 */
export class KeyFile implements KeyRing {
  readonly origin: string;
  readonly canMakeKeys = true;
  readonly file: string;

  constructor(path: string) {
    this.file = path;
    this.origin = `the key file ${path}`;
  }

  /** @throws {KeyProblem} for a file without a key in each line. */
  async read(): Promise<readonly SealingKey[]> {
    const text = await textOf(this.file);
    if (text === undefined) return [];
    const lines = text.split('\n').map((line) => line.trim());
    const keys = lines.filter((line) => line !== '' && !line.startsWith('#')).map(SealingKey.from);
    const known = keys.filter((key) => key !== undefined);
    if (known.length > 0 && known.length === keys.length) return known;
    throw new KeyProblem(`${this.origin} does not hold ${KEY_FORMS} in each line: restore it from a backup`);
  }

  async open(): Promise<KeyRingChange> {
    const { target, mode } = await existingFile(this.file);
    await makePrivateFolder(dirname(target));
    const fence = await Fence.raise(target);
    const replace = (keys: readonly SealingKey[]) =>
      fence.commit(`${HEADING}\n${keys.map((key) => `${key.reveal()}\n`).join('')}`, mode);
    return { replace, close: () => fence.lower() };
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
