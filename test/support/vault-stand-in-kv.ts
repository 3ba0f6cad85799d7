import type { Clock } from '../../src/config/clock.js';
import { secondsOf } from './vault-stand-in-logins.js';

/** What the stand-in answers; `data` is wrapped as Vault wraps it. */
export interface VaultReply {
  readonly status: number;
  readonly data?: unknown;
  readonly auth?: unknown;
  readonly errors?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

interface Version {
  readonly data: unknown;
  readonly createdAt: number;
  deletedAt: number | undefined;
  destroyed: boolean;
}

interface Entry {
  current: number;
  readonly versions: Map<number, Version>;
  custom: Record<string, string> | null;
  customVersion: number;
  readonly createdAt: number;
  updatedAt: number;
}

type Body = Readonly<Record<string, unknown>> | undefined;

/** What the engine keeps of a secret, unless it is told otherwise. */
const KEPT_VERSIONS = 10;
const NOT_FOUND: VaultReply = { status: 404, errors: [] };
const DONE: VaultReply = { status: 204 };

/** The KV version 2 engine at one mount, in memory. */
export class StandInKv {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  /** `delete_version_after` of the engine, in milliseconds. */
  #deleteAfterMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a write is an update, as policies see it. */
  exists(area: string, path: string): boolean {
    return (area !== 'data' && area !== 'metadata') || this.#entries.has(path);
  }

  /** @param path Behind `MOUNT/AREA/`. */
  answer(method: string, area: string, path: string, query: URLSearchParams, body: Body): VaultReply {
    switch (`${method} ${area}`) {
      case 'POST config':
        this.#deleteAfterMs = (secondsOf(body?.delete_version_after) ?? 0) * 1000;
        return DONE;
      case 'GET data':
        return this.#read(path, query.get('version') ?? '0');
      case 'POST data':
        return this.#write(path, body);
      case 'DELETE data':
        return this.#delete(path, [this.#entries.get(path)?.current ?? 0]);
      case 'POST delete':
        return this.#withVersions(body, (versions) => this.#delete(path, versions));
      case 'POST undelete':
        return this.#withVersions(body, (versions) => this.#undelete(path, versions));
      case 'POST destroy':
        return this.#withVersions(body, (versions) => this.#destroy(path, versions));
      case 'LIST metadata':
        return this.#list(path);
      case 'GET metadata':
        return this.#readMetadata(path);
      case 'PATCH metadata':
        return this.#patchMetadata(path, body);
      case 'DELETE metadata':
        this.#entries.delete(path);
        return DONE;
      default:
        return { status: 405, errors: ['unsupported operation'] };
    }
  }

  #read(path: string, asked: string): VaultReply {
    if (!/^\d+$/.test(asked)) return { status: 400, errors: ['Field validation failed: version'] };
    const entry = this.#entries.get(path);
    const number = Number(asked) || (entry?.current ?? 0);
    const version = entry?.versions.get(number);
    if (entry === undefined || version === undefined) return NOT_FOUND;
    const metadata = { ...this.#describe(version), custom_metadata: entry.custom, version: number };
    if (version.destroyed || this.#isDeleted(version)) return { status: 404, data: { data: null, metadata } };
    return { status: 200, data: { data: version.data, metadata } };
  }

  #write(path: string, body: Body): VaultReply {
    if (body?.data === undefined) return { status: 400, errors: ['no data provided'] };
    if (typeof body.data !== 'object')
      return { status: 400, errors: ['error converting input for field "data"'] };
    const options = (body.options ?? {}) as { cas?: unknown };
    const existing = this.#entries.get(path);
    if (options.cas !== undefined) {
      if (!Number.isInteger(Number(options.cas))) {
        return { status: 400, errors: ['error parsing check-and-set parameter'] };
      }
      if (Number(options.cas) !== (existing?.current ?? 0)) {
        return { status: 400, errors: ['check-and-set parameter did not match the current version'] };
      }
    }
    const now = this.#clock.now();
    const entry = existing ?? this.#create(path, now);
    const deletedAt = this.#deleteAfterMs === 0 ? undefined : now + this.#deleteAfterMs;
    const version: Version = { data: body.data, createdAt: now, deletedAt, destroyed: false };
    entry.current += 1;
    entry.updatedAt = now;
    entry.versions.set(entry.current, version);
    entry.versions.delete(entry.current - KEPT_VERSIONS);
    const data = { ...this.#describe(version), custom_metadata: entry.custom, version: entry.current };
    return { status: 200, data };
  }

  #create(path: string, now: number): Entry {
    const entry: Entry = {
      current: 0,
      versions: new Map(),
      custom: null,
      customVersion: 0,
      createdAt: now,
      updatedAt: now,
    };
    this.#entries.set(path, entry);
    return entry;
  }

  #withVersions(body: Body, run: (versions: number[]) => VaultReply): VaultReply {
    if (!Array.isArray(body?.versions)) return { status: 400, errors: ['No version number provided'] };
    return run(body.versions.map(Number));
  }

  #delete(path: string, versions: readonly number[]): VaultReply {
    for (const number of versions) {
      const version = this.#entries.get(path)?.versions.get(number);
      if (version !== undefined && !this.#isDeleted(version)) version.deletedAt = this.#clock.now();
    }
    return DONE;
  }

  #undelete(path: string, versions: readonly number[]): VaultReply {
    for (const number of versions) {
      const version = this.#entries.get(path)?.versions.get(number);
      if (version !== undefined) version.deletedAt = undefined;
    }
    return DONE;
  }

  #destroy(path: string, versions: readonly number[]): VaultReply {
    for (const number of versions) {
      const version = this.#entries.get(path)?.versions.get(number);
      if (version !== undefined) version.destroyed = true;
    }
    return DONE;
  }

  #list(path: string): VaultReply {
    const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
    const below = [...this.#entries.keys()].filter((key) => key.startsWith(folder));
    const names = below.map((key) => key.slice(folder.length).replace(/\/.*$/, '/'));
    if (names.length === 0) return NOT_FOUND;
    return { status: 200, data: { keys: [...new Set(names)].sort() } };
  }

  #readMetadata(path: string): VaultReply {
    const entry = this.#entries.get(path);
    if (entry === undefined) return NOT_FOUND;
    const versions = [...entry.versions].map(([number, version]) => [number, this.#describe(version)]);
    return {
      status: 200,
      data: {
        cas_required: false,
        created_time: timeText(entry.createdAt),
        current_metadata_version: entry.customVersion,
        current_version: entry.current,
        custom_metadata: entry.custom,
        delete_version_after: '0s',
        max_versions: 0,
        metadata_cas_required: false,
        oldest_version:
          Math.max(0, entry.current - KEPT_VERSIONS + 1) * Number(entry.current > KEPT_VERSIONS),
        updated_time: timeText(entry.updatedAt),
        versions: Object.fromEntries(versions),
      },
    };
  }

  #patchMetadata(path: string, body: Body): VaultReply {
    const entry = this.#entries.get(path);
    if (entry === undefined) return { status: 404 };
    const merged = { ...entry.custom, ...(body?.custom_metadata as Record<string, string | null>) };
    const kept = Object.entries(merged).filter((field): field is [string, string] => field[1] !== null);
    entry.custom = Object.fromEntries(kept);
    entry.customVersion += 1;
    return DONE;
  }

  #describe(version: Version) {
    return {
      created_time: timeText(version.createdAt),
      deletion_time: version.deletedAt === undefined ? '' : timeText(version.deletedAt),
      destroyed: version.destroyed,
    };
  }

  #isDeleted({ deletedAt }: Version): boolean {
    return deletedAt !== undefined && deletedAt <= this.#clock.now();
  }
}

function timeText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
