import { elapsed } from '../../../config/elapsed.js';
import { ErrorCodes } from '../../../errors/error-codes.js';
import { SecretError } from '../../../errors/secret-error.js';
import type { ToolBeltError } from '../../../errors/toolbelt-error.js';
import type { Redactor } from '../../../http/redact.js';
import type { SecretOwner } from '../../secret-store.js';
import type { VaultAuth, VaultToken } from './auth.js';
import { refusalError, storeError, unknownOutcome, type VaultPurpose } from './errors.js';
import {
  deadlineError,
  isUnavailable,
  type VaultAnswer,
  type VaultCall,
  type VaultHttp,
  type VaultRequest,
} from './http.js';
import { decodeVersion, type EncodedVersion, type StoredVersion } from './record.js';

/** A check-and-set that no version of a secret meets: what fails by it alone would have been written. */
const IMPOSSIBLE_VERSION = 2_147_483_647;
/** The text by which Vault tells a failed check-and-set from every other 400. */
const CAS_MISMATCH = /check-and-set parameter did not match/;

/** The latest version of a secret. */
export interface LatestVersion {
  /** 0 when nothing was ever written. */
  readonly version: number;
  /** undefined when that version is deleted, or there is none. */
  readonly stored: StoredVersion | undefined;
}

/** What the metadata of a secret says, without its value. */
export interface SecretMetadata {
  readonly version: number;
  /** Whether the latest version has, or will have, a time of deletion, or is destroyed. */
  readonly mayBeDeleted: boolean;
  /** Of the latest version; undefined when the custom metadata tells of another one. */
  readonly managedBy: SecretOwner | undefined;
}

export interface VaultKvParts {
  readonly http: VaultHttp;
  readonly auth: VaultAuth;
  readonly redactor: Redactor;
  readonly mount: string;
  readonly prefix: string;
}

interface KvData {
  readonly data?: unknown;
  readonly metadata?: {
    version?: unknown;
    deletion_time?: unknown;
    custom_metadata?: Record<string, unknown> | null;
  };
}

/** The requests of the KV version 2 engine that the store is made of. */
export class VaultKv {
  readonly #parts: VaultKvParts;
  /** Names of secrets whose deletion by Vault has been told. */
  readonly #told = new Set<string>();
  /** Whether an answer proved that the engine keeps versions. */
  #keepsVersions = false;

  constructor(parts: VaultKvParts) {
    this.#parts = parts;
  }

  async latest(call: VaultCall): Promise<LatestVersion> {
    const { answer, purpose } = await this.#read(call);
    // Of a deleted version, Vault gives the metadata with a 404.
    const found = answer.body?.data as KvData | undefined;
    const version = found?.metadata?.version;
    if (typeof version === 'number') this.#keepsVersions = true;
    if (answer.status === 404 && answer.errors.length === 0) {
      return { version: typeof version === 'number' ? version : 0, stored: undefined };
    }
    if (answer.status !== 200) throw this.#refusal(call, answer, purpose);
    if (typeof version !== 'number') throw this.#notVersioned(call);
    const stored = decodeVersion(call.key, found?.data, found?.metadata?.custom_metadata ?? {});
    if (stored.record !== undefined) this.#tellOfDeletion(call.key, found?.metadata?.deletion_time);
    return { version, stored };
  }

  /**
   * Asks which engine this is, unless that is known: version 1 takes what is written at a path of version 2, and keeps it
   * where nobody looks for it.
   *
   * @throws {SecretError} when it is not KV version 2. Where Vault does not say, the write itself tells.
   */
  async checkKeepsVersions(call: VaultCall): Promise<void> {
    if (this.#keepsVersions) return;
    const path = `sys/internal/ui/mounts/${this.#parts.mount}`;
    const { status, body } = await this.#send(call, { method: 'GET', path });
    if (status !== 200) return;
    const { type, options } = (body?.data ?? {}) as {
      type?: unknown;
      options?: { version?: unknown } | null;
    };
    if (type !== 'kv' || options?.version !== '2') throw this.#notVersioned(call, type);
    this.#keepsVersions = true;
  }

  /** Rejects with what a write would. It is a write that cannot succeed, since no other request tells as much. */
  async checkWritable(call: VaultCall): Promise<void> {
    // Where nothing proved that the engine looks at versions, such a write would be one.
    if (!this.#keepsVersions) return;
    const purpose = this.#purpose('data', call.key, 'create and update');
    const body = { options: { cas: IMPOSSIBLE_VERSION }, data: {} };
    const answer = await this.#send(call, { method: 'POST', path: purpose.path, body });
    if (!isMismatch(answer)) throw this.#refusal(call, answer, purpose);
  }

  /**
   * Writes the version after `version`, if that is still the latest.
   *
   * @param data Its `writeId` is what tells this write from others when its answer was lost.
   * @returns The new version; undefined when another write came first.
   */
  async write(call: VaultCall, version: number, data: EncodedVersion): Promise<number | undefined> {
    const purpose = this.#purpose('data', call.key, 'create and update');
    const answer = await this.#sendWrite(call, purpose, { options: { cas: version }, data });
    if (answer.status === 200) {
      const written = answer.body?.data as KvData['metadata'];
      if (typeof written?.version !== 'number') throw this.#notVersioned(call);
      if (data.deleted !== true) this.#tellOfDeletion(call.key, written.deletion_time);
      return written.version;
    }
    if (isMismatch(answer)) {
      const isOurs = await this.#isOwnWrite(call, version + 1, data.writeId, answer);
      return isOurs ? version + 1 : undefined;
    }
    // 204 is what version 1 of the engine answers.
    if (answer.status === 204) throw writtenUnversioned(call.key, purpose.path);
    const refused = this.#refusal(call, answer, purpose);
    throw answer.uncertain || isUnavailable(answer)
      ? unknownOutcome(call.key, purpose.path, refused)
      : refused;
  }

  /**
   * Marks these versions, and no other, as deleted.
   *
   * @throws {SecretError} which says that a tombstone is there all the same.
   */
  async softDelete(call: VaultCall, versions: readonly number[]): Promise<void> {
    const purpose = this.#purpose('delete', call.key, 'update');
    try {
      const answer = await this.#send(call, { method: 'POST', path: purpose.path, body: { versions } });
      if (answer.status !== 204) throw this.#refusal(call, answer, purpose);
    } catch (error) {
      throw halfDeleted(call.key, storeError(call.key, error, this.#parts.redactor));
    }
  }

  /** Notes the owner where policies, people and lists see it. It only repeats the record, so it may fail. */
  async describe(call: VaultCall, version: number, managedBy: SecretOwner): Promise<void> {
    const { path } = this.#purpose('metadata', call.key, 'update');
    const body = { custom_metadata: { managedBy, managedByVersion: String(version) } };
    try {
      if ((await this.#token(call)).isLimited) return;
      await this.#send(call, { method: 'PATCH', path, body, retry: false });
    } catch {
      // The put has happened. Lists look into the record where this note is missing.
    }
  }

  async metadata(call: VaultCall): Promise<SecretMetadata | undefined> {
    const purpose = this.#purpose('metadata', call.key, 'read');
    const answer = await this.#send(call, { method: 'GET', path: purpose.path });
    if (answer.status === 404 && answer.errors.length === 0) return undefined;
    if (answer.status !== 200) throw this.#refusal(call, answer, purpose);
    return readMetadata(answer.body?.data);
  }

  /** Names below the prefix, those of folders with a slash at their end. */
  async names(call: VaultCall): Promise<string[]> {
    const purpose = this.#purpose('metadata', '', 'list');
    const answer = await this.#send(call, { method: 'GET', path: `${purpose.path}?list=true` });
    if (answer.status === 404 && answer.errors.length === 0) return [];
    if (answer.status !== 200) throw this.#refusal(call, answer, purpose);
    const { keys } = (answer.body?.data ?? {}) as { keys?: unknown };
    return Array.isArray(keys) ? keys.map(String) : [];
  }

  async #sendWrite(
    call: VaultCall,
    purpose: VaultPurpose,
    body: Readonly<Record<string, unknown>>,
  ): Promise<VaultAnswer> {
    try {
      return await this.#send(call, { method: 'POST', path: purpose.path, body });
    } catch (error) {
      const failure = storeError(call.key, error, this.#parts.redactor);
      if (!(failure instanceof SecretError) || failure.code === ErrorCodes.Secret.AuthFailure) throw failure;
      throw unknownOutcome(call.key, purpose.path, failure);
    }
  }

  /** Whether a version is what this very write made: its answer may have been lost, and the write repeated. */
  async #isOwnWrite(
    call: VaultCall,
    version: number,
    writeId: string,
    mismatch: VaultAnswer,
  ): Promise<boolean> {
    const { answer, purpose } = await this.#read(call, version);
    const found = answer.body?.data as KvData | undefined;
    if (answer.status === 200) return decodeVersion(call.key, found?.data, {}).writeId === writeId;
    const refused = this.#refusal(call, answer, purpose);
    // Not to be read, deleted meanwhile, or pushed out by later versions: whose it was cannot be told any more.
    if (mismatch.uncertain) throw unknownOutcome(call.key, purpose.path, refused);
    if (answer.status !== 404) throw refused;
    return false;
  }

  async #read(call: VaultCall, version?: number): Promise<{ answer: VaultAnswer; purpose: VaultPurpose }> {
    const purpose = this.#purpose('data', call.key, 'read');
    const query = version === undefined ? '' : `?version=${version}`;
    return { answer: await this.#send(call, { method: 'GET', path: `${purpose.path}${query}` }), purpose };
  }

  /** Sends with a token, and once more with a new one if that was dead. */
  async #send(call: VaultCall, request: VaultRequest): Promise<VaultAnswer> {
    const { auth, http } = this.#parts;
    const token = await this.#token(call);
    const answer = await http.send({ ...request, token: token.text }, call);
    if (answer.status !== 403 || !(await auth.isDead(token, call))) return answer;
    const renewed = await this.#token(call);
    const second = await http.send({ ...request, token: renewed.text }, call);
    return { ...second, uncertain: second.uncertain || answer.uncertain };
  }

  /** A login is shared and has its own time limit; this operation waits for it no longer than it may take. */
  async #token(call: VaultCall): Promise<VaultToken> {
    const limit = AbortSignal.timeout(Math.max(0, Math.ceil(call.endsAt - elapsed())));
    const signals = call.signal === undefined ? [limit] : [call.signal, limit];
    try {
      return await this.#parts.auth.token(AbortSignal.any(signals));
    } catch (error) {
      throw limit.aborted && error === limit.reason ? deadlineError('the login to Vault', call) : error;
    }
  }

  /** A setting of the engine or of the secret, which its writer may know nothing of. Once for each secret. */
  #tellOfDeletion(key: string, deletionTime: unknown): void {
    const at = typeof deletionTime === 'string' ? Date.parse(deletionTime) : Number.NaN;
    if (Number.isNaN(at) || this.#told.has(key)) return;
    this.#told.add(key);
    process.emitWarning(
      `Vault deletes secret "${key}" on ${new Date(at).toISOString()}, since delete_version_after is set for it or for its engine (${this.#parts.mount}). Set that to 0s, and write the secret again`,
      { code: 'LP_VAULT_DELETION' },
    );
  }

  /** @param type What the engine says it is. */
  #notVersioned({ key }: VaultCall, type: unknown = 'kv'): SecretError {
    const { mount, redactor } = this.#parts;
    const another = 'name the mount of another one ("vault secrets enable -path=NAME -version=2 kv")';
    const message =
      type === 'kv'
        ? `The engine at ${mount} is KV version 1, which keeps no versions. Upgrade it with "vault kv enable-versioning ${mount}", which changes the paths for all who use it, or ${another}`
        : `The engine at ${mount} is of the type ${redactor.words(String(type), 50)}, not KV version 2: ${another}`;
    return new SecretError(ErrorCodes.Secret.Failure, key, `${message}. Nothing was written`);
  }

  #purpose(area: string, key: string, capability: VaultPurpose['capability']): VaultPurpose {
    const { mount, prefix } = this.#parts;
    return { path: [mount, area, prefix, key].filter((part) => part !== '').join('/'), capability };
  }

  #refusal(call: VaultCall, answer: VaultAnswer, purpose: VaultPurpose): SecretError {
    return refusalError(call.key, answer, purpose, this.#parts.redactor);
  }
}

function readMetadata(data: unknown): SecretMetadata {
  const {
    current_version: version = 0,
    versions = {},
    custom_metadata: custom,
  } = (data ?? {}) as {
    current_version?: number;
    versions?: Record<string, { deletion_time?: string; destroyed?: boolean }>;
    custom_metadata?: Record<string, unknown> | null;
  };
  const present = versions[version];
  const { managedBy, managedByVersion } = custom ?? {};
  const isKnown = managedByVersion === String(version) && (managedBy === 'user' || managedBy === 'system');
  return {
    version,
    mayBeDeleted: present === undefined || present.destroyed === true || present.deletion_time !== '',
    managedBy: isKnown ? managedBy : undefined,
  };
}

function isMismatch({ status, errors }: VaultAnswer): boolean {
  return status === 400 && errors.some((text) => CAS_MISMATCH.test(text));
}

function writtenUnversioned(key: string, path: string): SecretError {
  return new SecretError(
    ErrorCodes.Secret.Failure,
    key,
    `The engine behind ${path} is not KV version 2, and took the secret without a version: delete it there, and name a mount of KV version 2`,
  );
}

function halfDeleted(key: string, cause: ToolBeltError): SecretError {
  return new SecretError(
    cause instanceof SecretError
      ? (cause.code as typeof ErrorCodes.Secret.Failure)
      : ErrorCodes.Secret.Failure,
    key,
    `Secret "${key}" was deleted, but its last value can still be read in Vault as an older version: ${cause.message}. Delete it again`,
    { cause: cause.cause },
  );
}
