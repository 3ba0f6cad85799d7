const HIDDEN = '[redacted]';
/** Generous: a process holds a handful of secrets and their tokens, but one secret can have 1,800 texts. */
const MOST_HELD = 20_000;
/** Shorter values are no secrets worth the name, and hiding them would garble ordinary words. */
const SHORTEST_SECRET = 6;

const CREDENTIAL =
  /(authorization\\?["']?\s*[:=]\s*\\?["']?)?\b(Bearer|Basic|DPoP|OAuth)\s+([^\s"'<>]{6,}(?:,\s*[a-z_]+="[^"]*")*)/gi;
/** What follows "Basic" in prose. No token looks like it. */
const PLAIN_WORD = /^[A-Za-z]?[a-z]{1,15}[.,;:!?)]*$/;
const OAUTH_PARAMETER = /\b(oauth_(?:signature|token|consumer_key|nonce))=("[^"]*"|[^\s&,]+)/gi;
const SECRET_FIELD =
  /(\\?["']?\b(?:client_secret|clientSecret|consumerSecret|tokenSecret|access_token|accessToken|refresh_token|id_token|password|bearer|csrf)\b\\?["']?\s*[:=]\s*)(\\"[^"]*"|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s&,;}"']+)/gi;
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
 * credential, and by value, for every credential that is held now.
 */
export class Redactor {
  // Oldest first. Not an lru-cache: one of this size takes a cold start more time than all its later use.
  readonly #held = new Set<string>();

  /** Remembers every string in `value`, at any depth, as a credential. */
  hold(value: unknown): void {
    for (const text of stringsIn(value)) {
      if (text.length < SHORTEST_SECRET) continue;
      for (const writing of writingsOf(text)) this.#keep(writing);
    }
  }

  text(text: string): string {
    let safe = text;
    // Longest first: one secret may be part of another.
    const held = [...this.#held].sort((a, b) => b.length - a.length);
    for (const secret of held) safe = safe.replaceAll(secret, HIDDEN);
    return safe
      .replace(OAUTH_PARAMETER, `$1=${HIDDEN}`)
      .replace(CREDENTIAL, (found: string, header: string | undefined, scheme: string, value: string) =>
        header === undefined && PLAIN_WORD.test(value) ? found : `${header ?? ''}${scheme} ${HIDDEN}`,
      )
      .replace(SECRET_FIELD, `$1${HIDDEN}`);
  }

  headers(headers: Readonly<Record<string, string | string[]>>): Record<string, string | string[]> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        if (SECRET_HEADERS.has(name.toLowerCase())) return [name, HIDDEN];
        return [name, Array.isArray(value) ? value.map((item) => this.text(item)) : this.text(value)];
      }),
    );
  }

  #keep(writing: string): void {
    this.#held.delete(writing);
    this.#held.add(writing);
    const [oldest = ''] = this.#held;
    if (this.#held.size > MOST_HELD) this.#held.delete(oldest);
  }

  /** Name, code, message and stack of a foreign error, redacted; its other fields are left behind. */
  cause(error: unknown): SafeCause {
    if (!(error instanceof Error)) return new Error(this.text(textOf(error)));
    const copy: SafeCause = new Error(this.text(error.message));
    Object.defineProperty(copy, 'name', { value: this.text(String(error.name)), enumerable: false });
    copy.stack = this.text(String(error.stack ?? ''));
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' || typeof code === 'number') copy.code = this.text(String(code));
    return copy;
  }
}

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* stringsIn(item);
  }
}

/** A text as it is, and as URLs, forms and JSON write it. */
function writingsOf(text: string): Set<string> {
  if (/^[\w.~-]+$/.test(text)) return new Set([text]);
  const url = encodeURIComponent(text.toWellFormed());
  const strict = url.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  const encoded = [url, strict, form];
  const lowerCase = encoded.map((writing) => writing.replace(/%../g, (octet) => octet.toLowerCase()));
  return new Set([text, ...encoded, ...lowerCase, JSON.stringify(text).slice(1, -1)]);
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'unknown';
  }
}
