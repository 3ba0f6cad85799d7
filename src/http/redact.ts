import { HeldTexts } from './held-texts.js';
import { beginning, oneLine } from './one-line.js';

const HIDDEN = '[redacted]';
/** Texts. Generous: a process holds a handful of secrets and their tokens, but one secret can have 1,800. */
const MOST_HELD = 20_000;
/** Shorter values are no secrets worth the name, and hiding them would garble ordinary words. */
const SHORTEST_SECRET = 6;
/** Bytes of a header, and of the message of a foreign error. Node lets headers of 16 KiB pass. */
const LONGEST_HEADER = 2_048;
const LONGEST_MESSAGE = 2_048;
type Pair = readonly [id: string, secret: string];

/** Fields of a credential that a Basic header joins. */
const PAIRS = [
  ['client_id', 'client_secret'],
  ['clientId', 'clientSecret'],
  ['consumerKey', 'consumerSecret'],
] as const;

const CREDENTIAL =
  /(authorization\\?["']?\s*[:=]\s*\\?["']?)?\b(Bearer|Basic|DPoP|OAuth)\s+([^\s"'<>]{6,}(?:,\s*[a-z_]+="[^"]*")*)/gi;
/** What follows "Basic" in prose. No token looks like it. */
const PLAIN_WORD = /^[A-Za-z]?[a-z]{1,15}[.,;:!?)]*$/;
const OAUTH_PARAMETER = /\b(oauth_(?:signature|token|consumer_key|nonce))=("[^"]*"|[^\s&,]+)/gi;
/** Also JSON within JSON, and a value whose end was cut off. `passwordSh` is the hash of a user's password. */
const SECRET_FIELD =
  /(\\{0,7}["']?\b(?:client_secret|clientSecret|consumerSecret|tokenSecret|access_token|accessToken|refresh_token|id_token|password|passwordSh|oldPassword|confirmPassword|bearer|csrf)\b\\{0,7}["']?\s*[:=]\s*)(\\{1,7}"[^"]*"?|"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s&,;}"']+)/gi;
/** What may be bytes, and how it is read. What stands before them shifts Base64: it is read from four places. */
const ENCODED = [
  ['base64', /(?:[\w+/-]|%2[bf]){8,}=*/gi],
  ['hex', /[\da-f]{12,}/gi],
] as const;
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-auth-token',
  'x-auth-key',
  'x-vault-token',
  'maven-api-key',
]);

/** A copy of a foreign error: what helps, and nothing that could carry a header or an option. */
export interface SafeCause extends Error {
  code?: string;
}

/**
 * Hides credentials in whatever is told to the outside: by the name of a header or field, by the form of a
 * credential, and by value, for every credential that is held now, whatever it is escaped as.
 */
export class Redactor {
  // Oldest first. Not an lru-cache: one of this size takes a cold start more time than all its later use.
  readonly #held = new Set<string>();
  /** Made when the first text comes: a cold start holds credentials, and seldom has anything to tell. */
  #finder: HeldTexts | undefined;

  /** Remembers every string in `value`, at any depth, as a credential; a client id with its secret also as a pair. */
  hold(value: unknown): void {
    for (const text of textsIn(value)) if (isLongEnough(text)) this.#keep(text);
    for (const pair of pairsIn(value)) this.#keep(pair.join(':'));
  }

  /** A text of our own, or of the caller: its credentials hidden, else as it is. */
  text(text: string): string {
    return this.#withoutEncoded(this.#withoutHeld(text))
      .replace(OAUTH_PARAMETER, `$1=${HIDDEN}`)
      .replace(CREDENTIAL, (found: string, header: string | undefined, scheme: string, value: string) =>
        header === undefined && PLAIN_WORD.test(value) ? found : `${header ?? ''}${scheme} ${HIDDEN}`,
      )
      .replace(SECRET_FIELD, `$1${HIDDEN}`);
  }

  /**
   * What a server said, for an error, a log, a channel or a terminal: redacted, in one line, cut.
   *
   * @param longest Bytes of UTF-8; by default what is told of why a request failed.
   */
  words(text: string, longest = 300): string {
    const safe = this.text(text);
    const line = oneLine(safe);
    // A space in place of a line break may be just the one that a credential has.
    const words = line === safe ? line : this.text(line);
    // Cut after it was redacted, or the beginning of a credential could remain.
    return beginning(words.trim(), longest);
  }

  /** Headers of an answer: those that carry credentials hidden, names and values of the others as {@link words}. */
  headers(headers: Readonly<Record<string, string | string[]>>): Record<string, string | string[]> {
    const words = (text: string) => this.words(text, LONGEST_HEADER);
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        if (SECRET_HEADERS.has(name.toLowerCase())) return [name, HIDDEN];
        return [words(name), Array.isArray(value) ? value.map(words) : words(value)];
      }),
    );
  }

  #keep(text: string): void {
    if (!this.#held.delete(text)) this.#finder = undefined;
    this.#held.add(text);
    const [oldest = ''] = this.#held;
    if (this.#held.size <= MOST_HELD) return;
    this.#held.delete(oldest);
  }

  #withoutHeld(text: string): string {
    this.#finder ??= new HeldTexts([...this.#held].flatMap(writingsOf));
    return this.#finder.hide(text, HIDDEN);
  }

  /** Bytes that have a held text in them are hidden as a whole. */
  #withoutEncoded(text: string): string {
    const holds = (bytes: string) => this.#withoutHeld(bytes) !== bytes;
    let safe = text;
    for (const [encoding, pattern] of ENCODED) {
      safe = safe.replace(pattern, (found) =>
        [0, 1, 2, 3].some((from) =>
          holds(Buffer.from(decodeURIComponent(found).slice(from), encoding).toString()),
        )
          ? HIDDEN
          : found,
      );
    }
    return safe;
  }

  /** Name, code, message and stack of a foreign error, as {@link words}; its other fields are left behind. */
  cause(error: unknown): SafeCause {
    const words = (text: string) => this.words(text, LONGEST_MESSAGE);
    if (!(error instanceof Error)) return new Error(words(textOf(error)));
    const copy: SafeCause = new Error(words(error.message));
    const name = words(String(error.name));
    Object.defineProperty(copy, 'name', { value: name, enumerable: false });
    const frames = framesOf(error).map((frame) => `\n    ${this.words(frame, LONGEST_MESSAGE)}`);
    copy.stack = `${name}: ${copy.message}${frames.join('')}`;
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' || typeof code === 'number') copy.code = words(String(code));
    return copy;
  }
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* textsIn(item);
  }
}

function* pairsIn(value: unknown): Generator<Pair> {
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const [idField, secretField] of PAIRS) {
    const { [idField]: id, [secretField]: secret } = fields;
    if (typeof id === 'string' && typeof secret === 'string') yield [id, secret];
  }
  for (const item of Object.values(fields)) yield* pairsIn(item);
}

/** A text in the writings that no reader of escapes sees through; Base64 without its padding. */
function writingsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  return [text, text.toWellFormed(), oneLine(text).trim(), ...base64].filter(isLongEnough);
}

function isLongEnough(text: string): boolean {
  return text.length >= SHORTEST_SECRET;
}

/** Where an error was made, without the message that its stack begins with. */
function framesOf({ message, stack }: Error): string[] {
  const text = String(stack ?? '');
  const end = text.indexOf(message);
  const lines = (end < 0 ? text : text.slice(end + message.length)).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'unknown';
  }
}
