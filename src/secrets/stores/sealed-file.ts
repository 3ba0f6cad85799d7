import { readFile } from 'node:fs/promises';
import {
  type EncryptedDocument,
  emptyDocument,
  formatDocument,
  readDocument,
  resealed,
} from './encrypted-document.js';
import { Fence } from './fence.js';
import { KeyProblem } from './file-problem.js';
import type { KeyRing } from './key-ring.js';
import { PrivateAccess } from './private-access.js';
import { codeOf, existingFile } from './replace-file.js';
import { SealingKey } from './sealing-key.js';

/** What a file holds, and the key that opened it. */
export interface OpenedFile {
  readonly document: EncryptedDocument;
  readonly key: SealingKey;
}

/** Decides on a change: throws to refuse it, gives undefined when there is nothing to change. */
export type Plan = (document: EncryptedDocument) => ((key: SealingKey) => EncryptedDocument) | undefined;

/** A file of encrypted secrets and its key: read anew each time, changed by one process at a time. */
export class SealedFile {
  readonly path: string;
  readonly #keys: KeyRing;
  readonly #lockTimeoutMs: number;
  readonly #access = new PrivateAccess();

  constructor(path: string, keys: KeyRing, lockTimeoutMs: number) {
    this.path = path;
    this.#keys = keys;
    this.#lockTimeoutMs = lockTimeoutMs;
  }

  /** @returns undefined when there is no file. Waits for nobody: a file is replaced at once. */
  async read(): Promise<OpenedFile | undefined> {
    let seen: string | undefined;
    for (;;) {
      const text = await this.#text();
      if (text === undefined) return undefined;
      const keys = await this.#keys.read();
      try {
        return readDocument(text, (id) => this.#keyOf(id, keys));
      } catch (error) {
        // A rotation may have come between the two reads; when nothing changed since, none did.
        const found = [text, ...keys.map(({ id }) => id)].join('\n');
        if (!(error instanceof KeyProblem) || found === seen) throw error;
        seen = found;
      }
    }
  }

  /** Changes the file. A plan that is refused, or changes nothing, waits for no lock and makes no file. */
  async change(plan: Plan): Promise<void> {
    if (plan((await this.read())?.document ?? emptyDocument()) === undefined) return;
    await this.#alone(async (target, mode) => {
      const fence = await Fence.raise(target);
      try {
        const opened = await this.read();
        const make = plan(opened?.document ?? emptyDocument());
        if (make === undefined) return;
        const key = opened?.key ?? (await this.#firstKey());
        await fence.commit(formatDocument(make(key), key), mode);
      } finally {
        await fence.lower();
      }
      await this.#settle(target);
    });
  }

  /**
   * Encrypts everything under another key. Of the two files only one can be replaced at once, so the ring
   * of keys holds both while it happens.
   */
  async rotate(next: SealingKey): Promise<void> {
    await this.#alone(async (target, mode) => {
      const fence = await Fence.raise(target);
      try {
        const ring = await this.#keys.open();
        try {
          const opened = await this.read();
          if (opened === undefined) return await ring.replace([next]);
          if (opened.key.id === next.id) return;
          await ring.replace([opened.key, next]);
          await fence.commit(formatDocument(resealed(opened.document, opened.key, next), next), mode);
        } finally {
          await ring.close();
        }
      } finally {
        await fence.lower();
      }
    });
    await this.#alone((target) => this.#settle(target));
  }

  /** Takes away the keys that do not open the file: what is left of a rotation. */
  async #settle(target: string): Promise<void> {
    if ((await this.#keys.read()).length < 2) return;
    // Nobody can rotate between reading here and replacing: that would take both fences.
    const fence = await Fence.raise(target);
    try {
      const ring = await this.#keys.open();
      try {
        const opened = await this.read();
        if (opened !== undefined) await ring.replace([opened.key]);
      } finally {
        await ring.close();
      }
    } finally {
      await fence.lower();
    }
  }

  /** The key of a file that is about to be made. It is on the disk before anything is encrypted with it. */
  async #firstKey(): Promise<SealingKey> {
    const [known] = await this.#keys.read();
    if (known !== undefined) return known;
    const ring = await this.#keys.open();
    try {
      const [made] = await this.#keys.read();
      if (made !== undefined) return made;
      const key = SealingKey.random();
      await ring.replace([key]);
      return key;
    } finally {
      await ring.close();
    }
  }

  async #alone(change: (target: string, mode: number) => Promise<void>): Promise<void> {
    const { target } = await existingFile(this.path);
    // Loaded here, since readers need no lock.
    const { withFileLock } = await import('./file-lock.js');
    await withFileLock(target, this.#lockTimeoutMs, async () => {
      if (this.#keys.file !== undefined) await this.#access.enforce(this.#keys.file);
      await change(target, (await existingFile(target)).mode);
    });
  }

  async #text(): Promise<string | undefined> {
    try {
      const text = await readFile(this.path, 'utf8');
      await this.#access.report(this.path);
      if (this.#keys.file !== undefined) await this.#access.report(this.#keys.file);
      return text;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #keyOf(id: string, keys: readonly SealingKey[]): SealingKey {
    const key = keys.find((candidate) => candidate.id === id);
    if (key !== undefined) return key;
    const { origin } = this.#keys;
    if (keys.length === 0) {
      throw new KeyProblem(`${origin} is missing, which opens it (key id ${id}): put that file back`);
    }
    const ids = keys.map((candidate) => candidate.id).join(' and ');
    throw new KeyProblem(
      `it was encrypted with the key of id ${id}, but ${origin} has the one of id ${ids}: give the key that belongs to it`,
    );
  }
}
