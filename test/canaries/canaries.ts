import { createHash } from 'node:crypto';

/** A made-up secret of each kind that the library handles. Random to look at: no part of one is an ordinary word. */
export const CANARIES = {
  clientSecret: canary('client secret'),
  accessToken: canary('access token'),
  consumerKey: canary('consumer key'),
  consumerSecret: canary('consumer secret'),
  token: canary('token of OAuth 1.0a'),
  tokenSecret: canary('token secret of OAuth 1.0a'),
  bearer: canary('bearer of an administrator'),
  password: canary('password of an administrator'),
  idToken: canary('ID token'),
  vaultToken: canary('token of a Vault'),
  vaultSecretId: canary('secret id of an AppRole'),
  kubernetesToken: canary('token of Kubernetes'),
  fileKey: createHash('sha256').update('key of an encrypted file').digest('base64'),
  postgresPassword: canary('password in the URL of a database'),
  gdprPassword: canary('password of the object store'),
  gdprToken: canary('token of the object store'),
  contextKey: canary('key of the context service'),
  forwarded: canary('authorization for the server of a brand'),
  salesforcePassword: canary('password of Salesforce'),
  userSecret: `${canary('value of a secret')} "with" <&> ä`,
} as const;

function canary(kind: string): string {
  return createHash('sha256').update(`canary: ${kind}`).digest('base64');
}

const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${hex(byte)}`).join('');
const hex = (code: number) => code.toString(16).padStart(2, '0');
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** How a server may write what it was sent, by the name of the form. */
export const FORMS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  percent: encodeURIComponent,
  'percent, lower case': (text) => encodeURIComponent(text).replace(/%../g, (octet) => octet.toLowerCase()),
  'percent, mixed case': (text) => {
    let turn = 0;
    return percent(text).replace(/%../g, (octet) => (turn++ % 2 ? octet : octet.toUpperCase()));
  },
  'percent, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ v: text }).toString().slice(2),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON, all escaped': (text) => [...text].map((char) => `\\u00${hex(char.charCodeAt(0))}`).join(''),
  HTML: (text) => text.replace(/[&<>"]/g, (char) => entities[char] ?? char),
  'HTML, decimal': (text) => [...text].map((char) => `&#${char.charCodeAt(0)};`).join(''),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64, one byte on': (text) => Buffer.from(`:${text}:`).toString('base64'),
  'base64, two bytes on': (text) => Buffer.from(`a:${text}, and more`).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64url, one byte on': (text) => Buffer.from(`:${text}`).toString('base64url'),
  'base64url, two bytes on': (text) => Buffer.from(`a:${text}:`).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex, upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
};

/** Characters of a canary that give it away. */
const PIECE = 12;
/** Characters of Base64 at either end that others may have a part in. */
const EDGE = 4;

export interface Found {
  /** Name of what was found. */
  readonly kind: string;
  readonly form: string;
  /** What stands around it. */
  readonly where: string;
}

interface Needle {
  readonly kind: string;
  readonly form: string;
  readonly text: string;
}

/** Looks for values in a text: whole in every form, and any piece of them as it is. */
export class Scanner {
  readonly #needles: readonly Needle[];

  /** @param values By the names that are told. None shorter than a piece. */
  constructor(values: Readonly<Record<string, string>> = CANARIES) {
    this.#needles = Object.entries(values).flatMap(([kind, value]) => [
      ...Object.entries(FORMS).map(([form, write]) => ({ kind, form, text: core(form, write(value)) })),
      ...piecesOf(value).map((text) => ({ kind, form: 'piece', text })),
    ]);
  }

  scan(text: string): Found[] {
    return this.#needles.flatMap(({ kind, form, text: needle }) => {
      const at = text.indexOf(needle);
      return at < 0 ? [] : [{ kind, form, where: text.slice(Math.max(0, at - 80), at + needle.length + 80) }];
    });
  }
}

function core(form: string, written: string): string {
  return form.startsWith('base64') ? written.slice(EDGE, -EDGE * 2 - 8) : written;
}

function piecesOf(value: string): string[] {
  return Array.from({ length: Math.max(0, value.length - PIECE + 1) }, (_, from) =>
    value.slice(from, from + PIECE),
  );
}
