import type { Clock } from '../config/clock.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { SecretError } from '../errors/secret-error.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import { type Cancellation, withinMs } from '../http/cancellation.js';
import { LimitedCache } from '../http/limited-cache.js';
import type { Redactor } from '../http/redact.js';
import { type Lease, Renewable } from '../http/renewable.js';
import { missingSecret } from './missing-secret.js';
import { assertSecretKey } from './secret-rules.js';
import type { SecretReader, SecretRecord } from './secret-store.js';
import { unwrapSecret } from './wrapped-secret.js';

/** As the official toolbelt keeps secrets. */
export const SECRET_TTL_MS = 300_000;
/** How long a secret still serves while its store cannot be read. */
const USABLE_MS = 3_600_000;
const READ_TIMEOUT_MS = 5_000;

export interface SecretCacheParts {
  readonly reader: SecretReader;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Milliseconds until a secret is read again. @default 300_000 */
  readonly ttlMs?: number | undefined;
  /** Called for each secret that is stored in the form of a migrated account. */
  readonly onWrapped?: ((key: string) => void) | undefined;
}

/** Secrets as read from a store: each kept for a while, read once for all who ask at the same time. */
export class SecretCache {
  readonly #parts: SecretCacheParts;
  readonly #secrets = new LimitedCache<Renewable<SecretRecord>>(100);
  #lifeMs: number;

  constructor(parts: SecretCacheParts) {
    this.#parts = parts;
    this.#lifeMs = parts.ttlMs ?? SECRET_TTL_MS;
  }

  /** The secret, if it is kept and fresh. Its value is shared: do not hand it out. */
  peek(key: string): SecretRecord | undefined {
    return this.#secrets.get(key)?.peek();
  }

  /** @throws {SecretError} `secret.not-found`, `secret.op-timed-out` or `secret.op-failed`. */
  get(key: string, cancellation?: Cancellation): Promise<SecretRecord> {
    return this.#entry(key).get(cancellation);
  }

  /** Reads past the cache, and keeps what it read. */
  refresh(key: string, cancellation?: Cancellation): Promise<SecretRecord> {
    return this.#entry(key).refresh(cancellation);
  }

  /** Drops this record if it is still the one kept. */
  invalidate(record: SecretRecord): void {
    this.#secrets.get(record.key)?.invalidate(record);
  }

  /** Has the secret read again when it is next asked for. */
  expire(key: string): void {
    this.#secrets.get(key)?.expire();
  }

  /** Drops whatever is kept of this name: it is known to have changed. */
  forget(key: string): void {
    this.#secrets.delete(key);
  }

  /** Keeps a value as if it had been read. */
  keep(key: string, value: unknown, lifeMs = this.#lifeMs): void {
    assertSecretKey(key);
    this.#entry(key).keep(this.#lease(this.#opened({ key, value }), lifeMs));
  }

  /** Drops all. */
  clear(): void {
    this.#secrets.clear();
  }

  /** All that are kept and fresh, the longest unused first. Their values are shared: do not hand them out. */
  records(): SecretRecord[] {
    return [...this.#secrets.rvalues()]
      .map((entry) => entry?.peek())
      .filter((record) => record !== undefined);
  }

  /** How long what is read from now on is kept, in milliseconds. */
  setLife(lifeMs: number): void {
    this.#lifeMs = lifeMs;
  }

  #entry(key: string): Renewable<SecretRecord> {
    const known = this.#secrets.get(key);
    if (known !== undefined) return known;
    const entry: Renewable<SecretRecord> = new Renewable(
      async () => this.#lease(await this.#read(key, entry), this.#lifeMs),
      this.#parts.clock,
    );
    this.#secrets.set(key, entry);
    return entry;
  }

  #lease(value: SecretRecord, lifeMs: number): Lease<SecretRecord> {
    const now = this.#parts.clock.now();
    const renewAt = now + lifeMs;
    return { value, renewAt, usableUntil: Math.max(renewAt, now + USABLE_MS) };
  }

  async #read(key: string, entry: Renewable<SecretRecord>): Promise<SecretRecord> {
    assertSecretKey(key);
    const { redactor } = this.#parts;
    const found = await readOnce(this.#parts.reader, key, redactor);
    if (found === undefined) {
      // A secret that was deleted must not live on as a stale one.
      entry.clear();
      throw missingSecret(this.#parts.reader, key);
    }
    return this.#opened({ ...found, key });
  }

  /** A record as functions see it, its value held back from errors and logs. */
  #opened(record: SecretRecord): SecretRecord {
    const { key } = record;
    const value = unwrapSecret(key, record.value);
    this.#parts.redactor.hold(value);
    if (value === record.value) return record;
    this.#parts.onWrapped?.(key);
    return { ...record, value };
  }
}

async function readOnce(
  reader: SecretReader,
  key: string,
  redactor: Redactor,
): Promise<SecretRecord | undefined> {
  let limit: AbortSignal | undefined;
  try {
    const found: SecretRecord | null | undefined = await withinMs(READ_TIMEOUT_MS, (signal) => {
      limit = signal;
      return reader.get(key, { signal });
    });
    // A reader in plain JavaScript may say null.
    return found ?? undefined;
  } catch (error) {
    if (error instanceof ToolBeltError) throw error;
    if (limit?.aborted) {
      throw new SecretError(
        ErrorCodes.Secret.Timeout,
        key,
        `The store did not answer within ${READ_TIMEOUT_MS} ms when secret "${key}" was read`,
      );
    }
    throw new SecretError(ErrorCodes.Secret.Failure, key, `Secret "${key}" could not be read`, {
      cause: redactor.cause(error),
    });
  }
}
