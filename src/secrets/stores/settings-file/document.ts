import { createHmac, randomBytes } from 'node:crypto';
import { isJsonObject } from '../../../http/json.js';
import { isSystemSecretName } from '../../secret-rules.js';
import type { SecretOwner, StoredSecret } from '../../secret-store.js';
import { jsonErrorPosition } from '../json-position.js';

/**
 * Name of our own part of the file. It stands beside `secrets`, not inside its entries, because the
 * official toolbelt replaces a whole entry when it updates a secret, and keeps all other parts.
 */
const OWN_PART = 'lpFunctionsToolbelt';

type JsonObject = Readonly<Record<string, unknown>>;
type Entry = JsonObject & { readonly key: string; readonly value: unknown };

/** What we remember of a name, also when its entry is gone. */
interface Trace {
  /** How many puts and deletes of ours this name has seen. */
  readonly writes: number;
  readonly managedBy?: SecretOwner;
}

/** The content of a settings file: the official entries, and what versions and owners are made of. */
export interface SettingsDocument {
  /** The file as it was read; parts that are not ours are written back as they are. */
  readonly root: JsonObject;
  readonly entries: readonly Entry[];
  readonly traces: ReadonlyMap<string, Trace>;
  /** Keeps versions from telling anything about the value; no secret itself. */
  readonly salt: string;
}

/** The document of a file that does not exist yet. */
export function emptyDocument(): SettingsDocument {
  return { root: {}, entries: [], traces: new Map(), salt: randomBytes(16).toString('base64url') };
}

/**
 * @param text Content of the file.
 * @param fileStamp Changes when the file does; salts the versions of a file that we have not written yet.
 * @throws {Error} with a message that quotes nothing of the file.
 */
export function parseDocument(text: string, fileStamp: string): SettingsDocument {
  const root = asObject(parseJson(text), 'the file');
  const own = asObject(root[OWN_PART] ?? {}, OWN_PART);
  if (!Array.isArray(root.secrets)) throw new Error('"secrets" must be an array of {"key", "value"}');
  return {
    root,
    entries: root.secrets.map(asEntry),
    traces: new Map(Object.entries(asObject(own.keys ?? {}, `${OWN_PART}.keys`)).map(asTrace)),
    salt: typeof own.salt === 'string' ? own.salt : fileStamp,
  };
}

/** The file's text: indented as the official tools do it. */
export function formatDocument({ root, entries, traces, salt }: SettingsDocument): string {
  const own = { salt, keys: Object.fromEntries(traces) };
  return `${JSON.stringify({ ...root, secrets: entries, [OWN_PART]: own }, null, 4)}\n`;
}

/** The secret of a name. Of several entries the first counts, as for the official toolbelt. */
export function findSecret(document: SettingsDocument, key: string): StoredSecret | undefined {
  const entry = document.entries.find((candidate) => candidate.key === key);
  if (entry === undefined) return undefined;
  const managedBy = document.traces.get(key)?.managedBy ?? ownerByName(key);
  return { key, value: entry.value, version: versionOf(document, key, entry.value), managedBy };
}

/**
 * The version of a value under a name. The count of our writes never goes back; the digest notices what
 * a person or the official tools changed.
 */
export function versionOf({ salt, traces }: SettingsDocument, key: string, value: unknown): string {
  const digest = createHmac('sha256', salt)
    .update(JSON.stringify([key, value]))
    .digest('hex');
  return `${traces.get(key)?.writes ?? 0}-${digest.slice(0, 16)}`;
}

/** The document with a secret added, or the first entry of that name changed. */
export function withSecret(
  document: SettingsDocument,
  { key, value, managedBy }: Pick<StoredSecret, 'key' | 'value' | 'managedBy'>,
): SettingsDocument {
  const index = document.entries.findIndex((entry) => entry.key === key);
  const entry = { ...document.entries[index], key, value };
  const entries = index < 0 ? [...document.entries, entry] : document.entries.with(index, entry);
  return { ...document, entries, traces: tracedWrite(document, key, { managedBy }) };
}

/** The document without any entry of a name. */
export function withoutSecret(document: SettingsDocument, key: string): SettingsDocument {
  const entries = document.entries.filter((entry) => entry.key !== key);
  return { ...document, entries, traces: tracedWrite(document, key, {}) };
}

function tracedWrite({ traces }: SettingsDocument, key: string, owner: Pick<Trace, 'managedBy'>) {
  return new Map(traces).set(key, { writes: (traces.get(key)?.writes ?? 0) + 1, ...owner });
}

function ownerByName(key: string): SecretOwner {
  return isSystemSecretName(key) ? 'system' : 'user';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`it is not JSON at ${jsonErrorPosition(text)}`);
  }
}

function asObject(value: unknown, name: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new Error(`${name} must be a JSON object`);
}

function asEntry(value: unknown, index: number): Entry {
  const entry = asObject(value, `secrets[${index}]`);
  const { key } = entry;
  if (typeof key !== 'string') throw new Error(`secrets[${index}].key must be a string`);
  if (!Object.hasOwn(entry, 'value')) throw new Error(`secrets[${index}].value is missing`);
  return { ...entry, key, value: entry.value };
}

function asTrace([key, value]: [string, unknown]): [string, Trace] {
  const name = `${OWN_PART}.keys.${key}`;
  const { writes, managedBy } = asObject(value, name);
  if (typeof writes !== 'number' || !Number.isSafeInteger(writes) || writes < 0) {
    throw new Error(`${name}.writes must be a whole number`);
  }
  if (managedBy === undefined) return [key, { writes }];
  if (managedBy === 'user' || managedBy === 'system') return [key, { writes, managedBy }];
  throw new Error(`${name}.managedBy must be "user" or "system"`);
}
