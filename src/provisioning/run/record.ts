import type { Installation } from '../platform.js';

/** An application that a run left, though provisioning made it. */
export interface LeftApplication {
  readonly clientName: string;
  /** When it was installed: milliseconds since the epoch; absent where the platform does not tell. */
  readonly since?: number | undefined;
  /** Why it was left, in words. */
  readonly why: string;
}

/** The application that a run is making: until it is stored, or dropped. */
export interface Attempt {
  /** Nobody else knows the name, so nobody else refers to an application of it. */
  readonly clientName: string;
  /** What became of the write: whether the store may hold the credential. */
  put: 'not sent' | 'sent' | 'refused at first';
}

/** What one run did and saw. Holds no secret. */
export class RunRecord {
  /** Client names of the applications that it made, stored or not. */
  readonly made: string[] = [];
  /** Client names. */
  readonly deleted: string[] = [];
  /** What the person should know, each once. */
  readonly warnings = new Set<string>();
  /** What it is making. */
  attempt: Attempt | undefined;
  /** Ids of what `takeOver` names; undefined until the first list. */
  takenOver: ReadonlySet<string> | undefined;
  /** Whether it wrote the secret or deleted an application. */
  hasChanged = false;
  /** Client id that the secret names, as far as the run knows. */
  storedClientId: string | undefined;
  readonly #installed = new Map<string, Installation>();
  readonly #names = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #undeletable = new Set<string>();
  #latest: readonly Installation[] = [];

  /** Keeps a list: what is on it belongs to this account. */
  saw(items: readonly Installation[]): void {
    this.#latest = items;
    for (const item of items) {
      this.#seen.add(item.clientId);
      if (this.#names.has(item.clientName)) this.#madeOne(item);
    }
  }

  /** Whether a list showed it, at any time of this run. */
  hasSeen(clientId: string | undefined): boolean {
    return clientId !== undefined && this.#seen.has(clientId);
  }

  begins(clientName: string): Attempt {
    this.#names.add(clientName);
    this.attempt = { clientName, put: 'not sent' };
    return this.attempt;
  }

  /** What this run installed and did not see gone. */
  get installed(): readonly Installation[] {
    return [...this.#installed.values()];
  }

  hasInstalled({ clientName }: Installation): boolean {
    return this.#names.has(clientName);
  }

  sawGone({ id, clientId }: Installation): void {
    this.#gone.add(clientId);
    this.#installed.delete(id);
    this.#latest = this.#latest.filter((item) => item.id !== id);
  }

  hasDeleted(installation: Installation): void {
    this.sawGone(installation);
    this.hasChanged = true;
    this.deleted.push(installation.clientName);
  }

  /** Whether this run deleted the application of that client id, or saw it gone. */
  isGone(clientId: string): boolean {
    return this.#gone.has(clientId);
  }

  mayNotDelete({ id }: Installation): void {
    this.#undeletable.add(id);
  }

  /** Whether the platform refused to delete it. */
  isUndeletable({ id }: Installation): boolean {
    return this.#undeletable.has(id);
  }

  /** What the latest list showed, without what is gone since. */
  get latest(): readonly Installation[] {
    return this.#latest;
  }

  #madeOne(item: Installation): void {
    if (this.#gone.has(item.clientId)) return;
    this.#installed.set(item.id, item);
    if (!this.made.includes(item.clientName)) this.made.push(item.clientName);
  }
}
