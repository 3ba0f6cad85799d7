import { createHmac, randomBytes } from 'node:crypto';
import { isJsonObject } from '../../../http/json.js';
import { isSystemSecretName } from '../../secret-rules.js';
import type { SecretOwner, StoredSecret } from '../../secret-store.js';
import { freshFileId } from '../file-identity.js';
import { FileProblem } from '../file-problem.js';
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
  /** The account of the value that we wrote: not of one that was put in its place since. */
  readonly account?: Account;
}

interface Account {
  readonly id: string;
  /** Digest of the value, as in its version. */
  readonly of: string;
}

/** The content of a settings file: the official entries, and what versions and owners are made of. */
export interface SettingsDocument {
  /** The file as it was read; parts that are not ours are written back as they are. */
  readonly root: JsonObject;
  readonly entries: readonly Entry[];
  readonly traces: ReadonlyMap<string, Trace>;
  /** Keeps versions from telling anything about the value; no secret itself. */
  readonly salt: string;
  /** Tells this file from others that lay at its place; undefined until our first put. */
  readonly id: string | undefined;
}

/** The document of a file that does not exist yet. */
export function emptyDocument(): SettingsDocument {
  const salt = randomBytes(16).toString('base64url');
  return { root: {}, entries: [], traces: new Map(), salt, id: undefined };
}

/**
 * @param text Content of the file.
 * @param fileStamp Changes when the file does; salts the versions of a file that we have not written yet.
 * @throws {FileProblem} with a message that quotes nothing of the file.
 */
export function parseDocument(text: string, fileStamp: string): SettingsDocument {
  const root = asObject(parseJson(text), 'the file');
  const own = asObject(root[OWN_PART] ?? {}, OWN_PART);
  if (!Array.isArray(root.secrets)) throw new FileProblem('"secrets" must be an array of {"key", "value"}');
  return {
    root,
    entries: root.secrets.map(asEntry),
    traces: new Map(Object.entries(asObject(own.keys ?? {}, `${OWN_PART}.keys`)).map(asTrace)),
    salt: typeof own.salt === 'string' ? own.salt : fileStamp,
    id: typeof own.id === 'string' && own.id !== '' ? own.id : undefined,
  };
}

/** The document with an id, which it keeps. */
export function withId(document: SettingsDocument): SettingsDocument & { readonly id: string } {
  return { ...document, id: document.id ?? freshFileId() };
}

/** The file's text: indented as the official tools do it. */
export function formatDocument({ root, entries, traces, salt, id }: SettingsDocument): string {
  const own = { salt, id, keys: Object.fromEntries(traces) };
  return `${JSON.stringify({ ...root, secrets: entries, [OWN_PART]: own }, null, 4)}\n`;
}

/** The secret of a name. Of several entries the first counts, as for the official toolbelt. */
export function findSecret(document: SettingsDocument, key: string): StoredSecret | undefined {
  const entry = document.entries.find((candidate) => candidate.key === key);
  if (entry === undefined) return undefined;
  const { managedBy = ownerByName(key), account } = document.traces.get(key) ?? {};
  const isOurs = account?.of === digestOf(document, key, entry.value);
  return {
    key,
    value: entry.value,
    version: versionOf(document, key, entry.value),
    managedBy,
    ...(isOurs && { accountId: account?.id }),
  };
}

/**
 * The version of a value under a name. The count of our writes never goes back; the digest notices what
 * a person or the official tools changed.
 */
export function versionOf(document: SettingsDocument, key: string, value: unknown): string {
  return `${document.traces.get(key)?.writes ?? 0}-${digestOf(document, key, value)}`;
}

/** The document with a secret added, or the first entry of that name changed, and with an id. */
export function withSecret(
  document: SettingsDocument,
  { key, value, managedBy, accountId }: Omit<StoredSecret, 'version'>,
): SettingsDocument {
  const index = document.entries.findIndex((entry) => entry.key === key);
  const entry = { ...document.entries[index], key, value };
  const entries = index < 0 ? [...document.entries, entry] : document.entries.with(index, entry);
  const account =
    accountId === undefined ? {} : { account: { id: accountId, of: digestOf(document, key, value) } };
  return { ...withId(document), entries, traces: tracedWrite(document, key, { managedBy, ...account }) };
}

/** The document without any entry of a name. */
export function withoutSecret(document: SettingsDocument, key: string): SettingsDocument {
  const entries = document.entries.filter((entry) => entry.key !== key);
  return { ...document, entries, traces: tracedWrite(document, key, {}) };
}

function tracedWrite({ traces }: SettingsDocument, key: string, rest: Omit<Trace, 'writes'>) {
  return new Map(traces).set(key, { writes: (traces.get(key)?.writes ?? 0) + 1, ...rest });
}

function digestOf({ salt }: SettingsDocument, key: string, value: unknown): string {
  const digest = createHmac('sha256', salt).update(JSON.stringify([key, value]));
  return digest.digest('hex').slice(0, 16);
}

function ownerByName(key: string): SecretOwner {
  return isSystemSecretName(key) ? 'system' : 'user';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileProblem(`it is not JSON at ${jsonErrorPosition(text)}`);
  }
}

function asObject(value: unknown, name: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new FileProblem(`${name} must be a JSON object`);
}

function asEntry(value: unknown, index: number): Entry {
  const entry = asObject(value, `secrets[${index}]`);
  const { key } = entry;
  if (typeof key !== 'string') throw new FileProblem(`secrets[${index}].key must be a string`);
  if (!Object.hasOwn(entry, 'value')) throw new FileProblem(`secrets[${index}].value is missing`);
  return { ...entry, key, value: entry.value };
}

function asTrace([key, value]: [string, unknown]): readonly [string, Trace] {
  const name = `${OWN_PART}.keys.${key}`;
  const { writes, managedBy, account } = asObject(value, name);
  if (typeof writes !== 'number' || !Number.isSafeInteger(writes) || writes < 0) {
    throw new FileProblem(`${name}.writes must be a whole number`);
  }
  if (managedBy !== undefined && managedBy !== 'user' && managedBy !== 'system') {
    throw new FileProblem(`${name}.managedBy must be "user" or "system"`);
  }
  return [
    key,
    {
      writes,
      ...(managedBy !== undefined && { managedBy }),
      ...(account !== undefined && { account: asAccount(account, name) }),
    },
  ];
}

function asAccount(value: unknown, name: string): Account {
  const { id, of } = asObject(value, `${name}.account`);
  if (typeof id === 'string' && typeof of === 'string') return { id, of };
  throw new FileProblem(`${name}.account must have the texts "id" and "of"`);
}
