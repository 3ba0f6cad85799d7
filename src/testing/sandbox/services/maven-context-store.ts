import type { Clock } from '../../../config/clock.js';

/** Session that the properties of a namespace itself are in (documented). */
export const DEFAULT_SESSION = '__default__';

/** Where properties are. */
export interface Place {
  readonly namespace: string;
  readonly session: string;
}

/** A page of sessions, counted from 0. */
export interface Page {
  readonly page: number;
  readonly perPage: number;
}

/** A namespace or session that was made, or given a time to live, by name. */
interface Registration {
  readonly createdAt: string;
  readonly ttlSecond: number | undefined;
}

interface Property {
  readonly value: unknown;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Namespaces, sessions and properties of one account. Only properties are stored things (documented): a session
 * is there while it has one, and a time to live holds for what is written after it was set.
 */
export class ContextStore {
  readonly #clock: Clock;
  readonly #registered = new Map<string, Registration>();
  readonly #properties = new Map<string, Map<string, Map<string, Property>>>();
  readonly #sessionTtls = new Map<string, Map<string, Registration>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Making one again sets its time to live. */
  createNamespace(name: string, ttlSecond: number | undefined): void {
    const { createdAt = this.#now() } = this.#registered.get(name) ?? {};
    this.#registered.set(name, { createdAt, ttlSecond });
  }

  /** Namespaces that were made by name; one that properties were merely written to is not told (documented). */
  namespaces(): unknown[] {
    return [...this.#registered].map(([name, registration]) => ({ name, ...told(registration) }));
  }

  /** @returns whether there was such a namespace. */
  deleteNamespace(name: string): boolean {
    const isKnown = this.#isKnown(name);
    this.#registered.delete(name);
    this.#properties.delete(name);
    this.#sessionTtls.delete(name);
    return isKnown;
  }

  set(place: Place, values: Readonly<Record<string, unknown>>): void {
    const sessions = entryOf(this.#properties, place.namespace, () => new Map());
    const properties: Map<string, Property> = entryOf(sessions, place.session, () => new Map());
    const expiresAt = this.#expiryOf(place);
    for (const [name, value] of Object.entries(values)) properties.set(name, { value, expiresAt });
  }

  /** The properties of a session, or undefined when there is none. */
  properties({ namespace, session }: Place): Record<string, unknown> | undefined {
    const sessions = this.sessions(namespace);
    return sessions?.get(session) ?? (sessions && session === DEFAULT_SESSION ? {} : undefined);
  }

  /** Sessions that have properties, with these; undefined for an unknown namespace. */
  sessions(namespace: string): ReadonlyMap<string, Record<string, unknown>> | undefined {
    if (!this.#isKnown(namespace)) return undefined;
    const sessions = [...(this.#properties.get(namespace) ?? [])].map(([id, all]) => {
      const live = [...all].filter(([, { expiresAt }]) => expiresAt > this.#clock.now());
      return [id, Object.fromEntries(live.map(([name, { value }]) => [name, value]))] as const;
    });
    return new Map(sessions.filter(([, properties]) => Object.keys(properties).length > 0));
  }

  /** @returns whether there was such a property. */
  deleteProperty(place: Place, name: string): boolean {
    const isThere = Object.hasOwn(this.properties(place) ?? {}, name);
    this.#properties.get(place.namespace)?.get(place.session)?.delete(name);
    return isThere;
  }

  /** Deletes all properties of a session; its time to live stays (documented). */
  deleteSession({ namespace, session }: Place): boolean {
    const isThere = this.sessions(namespace)?.has(session) === true;
    this.#properties.get(namespace)?.delete(session);
    return isThere;
  }

  setSessionTtl({ namespace, session }: Place, ttlSecond: number | undefined): void {
    const ofNamespace = entryOf(this.#sessionTtls, namespace, () => new Map<string, Registration>());
    ofNamespace.set(session, { createdAt: this.#now(), ttlSecond });
  }

  sessionsWithTtl(namespace: string): unknown[] {
    const registered = [...(this.#sessionTtls.get(namespace) ?? [])];
    return registered.map(([sessionId, registration]) => ({ sessionId, ...told(registration) }));
  }

  #expiryOf({ namespace, session }: Place): number {
    const own = this.#sessionTtls.get(namespace)?.get(session);
    const registration = own ?? (session === DEFAULT_SESSION ? this.#registered.get(namespace) : undefined);
    const seconds = registration?.ttlSecond ?? Infinity;
    return this.#clock.now() + seconds * 1_000;
  }

  #isKnown(namespace: string): boolean {
    return this.#registered.has(namespace) || (this.#properties.get(namespace)?.size ?? 0) > 0;
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

function told({ createdAt, ttlSecond }: Registration) {
  return { createdAt, ...(ttlSecond === undefined ? {} : { ttlSecond }) };
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
