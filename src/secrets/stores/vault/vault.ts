import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../../../config/clock.js';
import { ErrorCodes } from '../../../errors/error-codes.js';
import { SecretConflictError } from '../../../errors/secret-conflict-error.js';
import { SecretError } from '../../../errors/secret-error.js';
import { mapLimited } from '../../../http/map-limited.js';
import { Redactor } from '../../../http/redact.js';
import type { Transport } from '../../../http/transport.js';
import { createTransport } from '../../../http/transports/create-transport.js';
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
import { VaultAuth } from './auth.js';
import { secretOf } from './credentials.js';
import { storeError } from './errors.js';
import { startCall, type VaultCall, VaultHttp } from './http.js';
import { type LatestVersion, VaultKv } from './kv.js';
import { checkVaultOptions, type VaultStoreOptions } from './options.js';
import { encodeRecord, encodeTombstone } from './record.js';

/** How many secrets `list` looks up at a time. */
const LIST_WIDTH = 8;
/** A writer that loses this often meets something else than other writers. */
const MOST_ATTEMPTS = 100;
/** Upper limit of the pause after another write came first; the next ones grow with their number. */
const CONTENTION_PAUSE_MS = 20;
/** A node that lags behind the active one is asked again after these, in milliseconds. */
const STALE_PAUSES_MS: readonly number[] = [100, 200, 400, 800];

/**
 * Keeps secrets in the KV engine, version 2, of HashiCorp Vault or OpenBao: for many machines at once. It
 * logs in with a token, by AppRole or as a Kubernetes service account, and renews what it got.
 *
 * Versions are those of the engine; every write states the one it expects, so no write is lost. Deletes are
 * soft, since an engine that forgets a secret begins again at version 1: never remove its metadata. A delete
 * first writes a version that says "deleted", since Vault cannot delete on a condition, then hides that one
 * and the one before. Vault keeps ten versions, unless its `max_versions` says otherwise.
 *
 * Each version is a record that holds value, owner and account (its field `accountId`). It alone decides who may alter the secret, being written
 * at once. Custom metadata (`managedBy`, and the version it is true of) repeats the owner for people and for
 * `list`. The checks of the store stop mistakes; a policy in Vault stops attackers (`examples/vault/`).
 *
 * Before the first write Vault is asked whether the engine keeps versions, unless a read has shown it. What Vault will
 * delete by itself (`delete_version_after`) is told once by a process warning, code LP_VAULT_DELETION. A token with a number
 * of uses needs two for a put or a delete, and a third for the first put of a secret that there is not yet.
 *
 * While Vault has no leader, is sealed or throttles, requests are repeated until `deadlineMs`. A write whose
 * answer was lost is repeated too: an id in its record tells whether it took effect.
 *
 * @throws {SecretError} from every operation: `secret.auth-failed` for a refused login, token or path,
 *   `secret.op-timed-out`, or `secret.op-failed`. After one of the last two, a write may have taken effect.
 * @example
 * const store = new VaultStore({
 *   address: 'https://vault.example.com:8200', mount: 'secret', prefix: 'lp/12345678',
 *   auth: { method: 'approle', roleId, secretId },
 * });
 */
export class VaultStore implements SecretStore {
  readonly #kv: VaultKv;
  readonly #clock: Clock;
  readonly #redactor = new Redactor();
  readonly #deadlineMs: number;
  readonly #identity: string;
  #ownTransport: Transport | undefined;

  /**
   * Nothing is sent before the first operation.
   * @throws {ConfigError}
   */
  constructor(options: VaultStoreOptions) {
    const { location, credential, namespace, timeoutMs, deadlineMs, identity } = checkVaultOptions(options);
    const { clock = systemClock, ca, transport } = options;
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#identity = identity;
    const carrier = transport ?? createTransport('got', { ca });
    if (transport === undefined) this.#ownTransport = carrier;
    const redactor = this.#redactor;
    redactor.hold(secretOf(credential));
    const http = new VaultHttp({
      address: location.address,
      namespace,
      transport: carrier,
      clock,
      redactor,
      timeoutMs,
    });
    const auth = new VaultAuth({ http, credential, clock, redactor, deadlineMs });
    this.#kv = new VaultKv({ http, auth, redactor, mount: location.mount, prefix: location.prefix });
  }

  async get(key: string, options?: StoreOptions): Promise<StoredSecret | undefined> {
    assertSecretKey(key);
    return this.#run(key, options?.signal, async (call) => present(key, await this.#kv.latest(call)));
  }

  async put(secret: SecretToPut, condition?: PutCondition): Promise<StoredSecret> {
    const checked = checkedSecret(secret);
    const { key, managedBy } = checked;
    const data = encodeRecord(checked, randomUUID());
    return this.#run(key, undefined, (call) =>
      this.#untilWritten(call, condition !== undefined, async (latest) => {
        const existing = present(key, latest);
        assertMayAlter(existing, key, managedBy);
        assertConditionHolds(key, existing?.version, condition);
        await this.#kv.checkKeepsVersions(call);
        const version = await this.#kv.write(call, latest.version, data);
        if (version === undefined) return undefined;
        await this.#kv.describe(call, version, managedBy);
        return { ...checked, version: String(version) };
      }),
    );
  }

  async delete(key: string, options?: DeleteOptions): Promise<void> {
    assertSecretKey(key);
    const data = encodeTombstone(randomUUID());
    await this.#run(key, options?.signal, (call) =>
      this.#untilWritten(call, options?.ifVersion !== undefined, async (latest) => {
        const existing = present(key, latest);
        assertMayDelete(key, existing, options);
        // Nothing there, or a delete that was cut short before it hid what it had deleted.
        const tombstone =
          existing === undefined ? latest.version : await this.#kv.write(call, latest.version, data);
        if (tombstone === undefined) return undefined;
        if (latest.stored !== undefined) await this.#kv.softDelete(call, [tombstone - 1, tombstone]);
        return true;
      }),
    );
  }

  /** Reads no value, unless the custom metadata of a secret does not tell its owner. */
  async list(): Promise<SecretInfo[]> {
    return this.#run('', undefined, async (call) => {
      const keys = (await this.#kv.names(call)).filter(isSecretKey);
      const found = await mapLimited(keys, LIST_WIDTH, (key) => this.#info({ ...call, key }));
      return found.filter((info) => info !== undefined).sort(bySecretName);
    });
  }

  /** The place has a name without being asked: nothing is sent. */
  async identity(options?: IdentityOptions): Promise<string> {
    options?.signal?.throwIfAborted();
    return this.#identity;
  }

  async checkWritable(key: string, options?: StoreOptions): Promise<void> {
    assertSecretKey(key);
    await this.#run(key, options?.signal, async (call) => {
      await this.#kv.latest(call);
      await this.#kv.checkKeepsVersions(call);
      await this.#kv.checkWritable(call);
    });
  }

  /** Closes idle connections, unless the transport was given. Operations under way fail. */
  async close(): Promise<void> {
    await this.#ownTransport?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #info(call: VaultCall): Promise<SecretInfo | undefined> {
    const { key } = call;
    const metadata = await this.#kv.metadata(call);
    if (metadata === undefined) return undefined;
    if (metadata.managedBy !== undefined && !metadata.mayBeDeleted) {
      return { key, version: String(metadata.version), managedBy: metadata.managedBy };
    }
    const secret = present(key, await this.#kv.latest(call));
    return secret && { key, version: secret.version, managedBy: secret.managedBy };
  }

  /** Repeats what another write came between, until it succeeds or its condition fails. */
  async #untilWritten<T>(
    call: VaultCall,
    isConditional: boolean,
    attempt: (latest: LatestVersion) => Promise<T | undefined>,
  ): Promise<T> {
    let refused = -1;
    for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts += 1) {
      const latest = await this.#after(call, refused, isConditional);
      const done = await attempt(latest);
      if (done !== undefined) return done;
      refused = latest.version;
      // Writers that lost together do not come back together.
      await this.#clock.sleep(Math.random() * CONTENTION_PAUSE_MS * Math.min(attempts, 10));
    }
    throw new SecretError(
      ErrorCodes.Secret.Failure,
      call.key,
      `Secret "${call.key}" was changed by others each of the ${MOST_ATTEMPTS} times that it was to be written; nothing was written`,
    );
  }

  /**
   * What is stored, once it is newer than a version that a write was refused at: a standby may answer from an old copy.
   *
   * @throws {SecretConflictError | SecretError} when it stays old.
   */
  async #after(call: VaultCall, refused: number, isConditional: boolean): Promise<LatestVersion> {
    for (const pauseMs of STALE_PAUSES_MS) {
      const latest = await this.#kv.latest(call);
      if (latest.version > refused) return latest;
      await this.#clock.sleep(pauseMs, call.signal);
    }
    const latest = await this.#kv.latest(call);
    if (latest.version > refused) return latest;
    const message = `Secret "${call.key}" was changed by somebody else, and this node of Vault still shows version ${refused}, which is not the latest; nothing was written. Read it again later, or name the active node as address`;
    if (isConditional) throw new SecretConflictError(call.key, message);
    throw new SecretError(ErrorCodes.Secret.Failure, call.key, message);
  }

  async #run<T>(
    key: string,
    signal: AbortSignal | undefined,
    operation: (call: VaultCall) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    try {
      return await operation(startCall(key, this.#deadlineMs, signal));
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      throw storeError(key, error, this.#redactor);
    }
  }
}

function present(key: string, { version, stored }: LatestVersion): StoredSecret | undefined {
  if (stored?.record === undefined) return undefined;
  return { key, ...stored.record, version: String(version) };
}
