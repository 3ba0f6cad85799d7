import { randomBytes } from 'node:crypto';
import { isJsonObject, parseJsonObject } from '../../../http/json.js';
import { accountPart } from '../../secret-rules.js';
import type { StoredSecret } from '../../secret-store.js';
import { freshFileId } from '../file-identity.js';
import { FileProblem } from '../file-problem.js';
import type { Sealed, SealingKey } from './sealing-key.js';

type JsonObject = Readonly<Record<string, unknown>>;
type Description = Omit<StoredSecret, 'value'>;

/** A secret as it lies in the file: only the key that it was sealed with shows its value. */
export interface SealedSecret extends Description {
  readonly sealed: Sealed;
}

/** The content of a file of encrypted secrets. */
export interface EncryptedDocument {
  /** Writes of secrets so far. It never goes back, so no version comes twice. */
  readonly writes: number;
  readonly secrets: ReadonlyMap<string, SealedSecret>;
  /** Tells this file from others that lay at its place; undefined in one that has no secret of ours yet. */
  readonly id: string | undefined;
}

/** Reads the document of a file of one version, whose key is known to be the right one. */
export type DocumentReader = (file: JsonObject, key: SealingKey) => EncryptedDocument;

const FORMAT = 'lp-functions-toolbelt/secrets';
const VERSION = 1;

/**
 * One entry for each version that can be read; what is written has the newest. A reader of an older version
 * seals its secrets anew, so that a file is of one version throughout.
 */
export const DOCUMENT_READERS: Readonly<Record<number, DocumentReader>> = Object.freeze({
  1: readVersion1,
});

/** The document of a file that does not exist yet. */
export function emptyDocument(): EncryptedDocument {
  return { writes: 0, secrets: new Map(), id: undefined };
}

/**
 * Opens the text of a file.
 *
 * @param keyOf Gives the key of an id, or throws.
 * @returns The document, and the key that opened it.
 * @throws {FileProblem} for a text that is cut off, foreign, too new, or not what this library wrote.
 */
export function readDocument(
  text: string,
  keyOf: (id: string) => SealingKey,
  readers: Readonly<Record<number, DocumentReader>> = DOCUMENT_READERS,
): { document: EncryptedDocument; key: SealingKey } {
  const file = fileOf(text);
  const { version, keyId } = file;
  const read = typeof version === 'number' && Object.hasOwn(readers, version) ? readers[version] : undefined;
  if (read === undefined) throw unknownVersion(version);
  // By its form, so that it may be shown.
  if (typeof keyId !== 'string' || !/^[0-9a-f]{16}$/.test(keyId)) throw damaged('it names no key');
  const key = keyOf(keyId);
  return { document: read(file, key), key };
}

/**
 * The file's text. The index is sealed as a whole and holds the tag of each secret, so that none of them can
 * be dropped, exchanged or set back to what it was; it is encrypted because names are nobody's business.
 */
export function formatDocument({ writes, secrets, id }: EncryptedDocument, key: SealingKey): string {
  const sealed = [...secrets.values()];
  const index = sealed.map(({ sealed: { tag }, ...description }) => ({ ...description, tag }));
  const file = {
    format: FORMAT,
    version: VERSION,
    keyId: key.id,
    index: key.seal(JSON.stringify({ writes, id, secrets: index }), indexContext(key.id)),
    secrets: sealed.map((secret) => secret.sealed),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The secret of a name, decrypted. */
export function findSecret(
  document: EncryptedDocument,
  name: string,
  key: SealingKey,
): StoredSecret | undefined {
  const secret = document.secrets.get(name);
  if (secret === undefined) return undefined;
  const { sealed, ...description } = secret;
  const text = key.open(sealed, secretContext(description));
  if (text === undefined) throw damaged('a secret in it does not match its seal');
  return { ...description, value: JSON.parse(text) };
}

/** The document with a secret added or replaced, at a version that no file has had before, and with an id. */
export function withSecret(
  document: EncryptedDocument,
  { key: name, managedBy, value, accountId }: Omit<StoredSecret, 'version'>,
  key: SealingKey,
): { document: EncryptedDocument; version: string } {
  const writes = document.writes + 1;
  // The random part tells two histories apart, after a file was deleted or taken from a backup.
  const version = `${writes}-${randomBytes(4).toString('hex')}`;
  const secret = sealSecret({ key: name, version, managedBy, value, ...accountPart({ accountId }) }, key);
  const secrets = new Map(document.secrets).set(name, secret);
  return { document: { ...withId(document), writes, secrets }, version };
}

export function withoutSecret(document: EncryptedDocument, name: string): EncryptedDocument {
  const secrets = new Map(document.secrets);
  secrets.delete(name);
  return { ...document, secrets };
}

/** The document with an id, which it keeps. */
export function withId(document: EncryptedDocument): EncryptedDocument & { readonly id: string } {
  return { ...document, id: document.id ?? freshFileId() };
}

/** The same secrets at the same versions, under another key. */
export function resealed(document: EncryptedDocument, from: SealingKey, to: SealingKey): EncryptedDocument {
  const secrets = new Map<string, SealedSecret>();
  for (const name of document.secrets.keys()) {
    const secret = findSecret(document, name, from);
    if (secret !== undefined) secrets.set(name, sealSecret(secret, to));
  }
  return { ...document, secrets };
}

/** Encrypts a value, bound to its name, version and owner. */
export function sealSecret({ value, ...description }: StoredSecret, key: SealingKey): SealedSecret {
  return { ...description, sealed: key.seal(JSON.stringify(value), secretContext(description)) };
}

function readVersion1(file: JsonObject, key: SealingKey): EncryptedDocument {
  if (!isSealed(file.index) || !Array.isArray(file.secrets)) throw damaged('a part of it is missing');
  const text = key.open(file.index, indexContext(key.id));
  if (text === undefined) throw damaged('its index does not match its seal');
  // The seal vouches for the shape: only formatDocument makes such a text.
  const index: { writes: number; id?: string; secrets: (Description & { tag: string })[] } = JSON.parse(text);
  const parts: unknown[] = file.secrets;
  if (parts.length !== index.secrets.length) throw damaged('secrets were added to it or taken out of it');
  const secrets = index.secrets.map(({ tag, ...description }, place) => {
    const sealed = parts[place];
    if (!isSealed(sealed) || sealed.tag !== tag) throw damaged('a secret in it is not the one of its index');
    return [description.key, { ...description, sealed }] as const;
  });
  return { writes: index.writes, secrets: new Map(secrets), id: index.id };
}

function fileOf(text: string): JsonObject {
  if (text.trim() === '') throw damaged('it is empty');
  const file = parseJsonObject(text);
  if (file === undefined) {
    const complete = text.trimEnd().endsWith('}');
    throw damaged(complete ? 'it is not JSON' : 'it is cut off: its end is missing');
  }
  if (file.format !== FORMAT) {
    throw new FileProblem(
      'it is no file of encrypted secrets: give the path of one, or one where no file is yet',
    );
  }
  return file;
}

function isSealed(value: unknown): value is Sealed {
  return isJsonObject(value) && ['nonce', 'data', 'tag'].every((name) => typeof value[name] === 'string');
}

// Both name the version, so that no part of a file can pass as a part of a file of another version.
function indexContext(keyId: string): string {
  return JSON.stringify([FORMAT, VERSION, 'index', keyId]);
}

// The account is not in it: the sealed index has it beside the tag of the secret.
function secretContext({ key, version, managedBy }: Description): string {
  return JSON.stringify([FORMAT, VERSION, 'secret', key, version, managedBy]);
}

function damaged(reason: string): FileProblem {
  return new FileProblem(
    `${reason}. It was cut off, damaged or changed by something else than this library: restore it from a backup`,
  );
}

function unknownVersion(version: unknown): FileProblem {
  if (typeof version !== 'number') return damaged('it names no version of its format');
  return new FileProblem(
    version > VERSION
      ? `its format has version ${version}, and this release knows versions up to ${VERSION}: update lp-functions-toolbelt`
      : `its format has version ${version}, which this release does not know`,
  );
}
