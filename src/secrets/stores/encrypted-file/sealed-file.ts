import { FileProblem, KeyProblem } from '../file-problem.js';
import { checkReplaceable, fileTarget, readIfThere } from '../file-target.js';
import { PrivateAccess } from '../private-access.js';
import { type EncryptedDocument, emptyDocument, formatDocument, readDocument, resealed } from './document.js';
import { Fence } from './fence.js';
import type { KeyRing } from './key-ring.js';
import type { SealingKey } from './sealing-key.js';

/**
 * A write encrypts the index anew and reads and writes the whole file, so that each costs as much as there is: 1,000
 * secrets of 16 KB took minutes.
 */
const MOST_BYTES = 4 * 1024 * 1024;

/** What a file holds, and the key that opened it. */
export interface OpenedFile {
  readonly document: EncryptedDocument;
  readonly key: SealingKey;
  /** Length of its text. */
  readonly bytes: number;
}

/** What a file is to hold, and the key to seal it with. */
type ToWrite = Omit<OpenedFile, 'bytes'>;

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
  async read(path = this.path): Promise<OpenedFile | undefined> {
    const content = await readIfThere(path);
    if (content === undefined) return undefined;
    await this.#access.report(path);
    // Read after the file, so that the key of a rotation in between is among them.
    const keys = await this.#keys.read();
    const opened = readDocument(content.text, (id) => this.#keyOf(id, keys));
    return { ...opened, bytes: Buffer.byteLength(content.text) };
  }

  /** Changes the file. A plan that is refused, or changes nothing, waits for no lock and makes no file. */
  async change(plan: Plan): Promise<void> {
    if (plan((await this.read())?.document ?? emptyDocument()) === undefined) return;
    await this.#replace(async (opened) => {
      const make = plan(opened?.document ?? emptyDocument());
      if (make === undefined) return undefined;
      const key = opened?.key ?? (await this.#keys.newest());
      return { document: make(key), key };
    });
  }

  /** Whether a change could be written. Writes nothing, and waits for no lock. */
  async checkWritable(): Promise<void> {
    if ((await this.read()) === undefined) await this.#keys.checkNewest();
    await checkReplaceable(this.path);
  }

  /** Encrypts everything under another key, which is in the ring before and stays there with the old one. */
  async rotate(next: SealingKey): Promise<void> {
    await this.#replace(async (opened) => {
      await this.#keys.add(next);
      if (opened === undefined || opened.key.id === next.id) return undefined;
      return { document: resealed(opened.document, opened.key, next), key: next };
    });
  }

  /** Runs `make` with what the file holds, and writes what it gives; as often as it takes to do so alone. */
  async #replace(make: (opened: OpenedFile | undefined) => Promise<ToWrite | undefined>): Promise<void> {
    const { path } = await fileTarget(this.path);
    // Loaded here, since readers need no lock.
    const { withFileLock } = await import('./file-lock.js');
    await withFileLock(path, this.#lockTimeoutMs, async () => {
      await this.#keys.tend();
      const fence = await Fence.raise(await fileTarget(path));
      try {
        const opened = await this.read(path);
        const made = await make(opened);
        if (made !== undefined) await fence.commit(textOf(made, opened?.bytes ?? 0));
      } finally {
        await fence.lower();
      }
    });
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

/** @param bytesBefore What is too large already may still shrink, or get another key. */
function textOf({ document, key }: ToWrite, bytesBefore: number): string {
  const text = formatDocument(document, key);
  const bytes = Buffer.byteLength(text);
  if (bytes <= Math.max(MOST_BYTES, bytesBefore)) return text;
  throw new FileProblem(
    `it would have ${bytes} bytes, and the most is ${MOST_BYTES} (4 MiB, some 180 secrets of the largest size); delete secrets, or use a Vault`,
  );
}
