import { isJsonObject, parseJson } from './json.js';
import { entity } from './writings.js';

/** What a failed answer says. It is as it came: `Redactor.words` comes between it and whoever is told. */
export interface Said {
  /**
   * `page` is HTML: a firewall, a proxy or a CDN answered in place of the service. `service` has one of the known
   * forms, or nothing at all; `text` is anything else.
   */
  readonly by: 'service' | 'page' | 'text';
  readonly code?: string | undefined;
  readonly words?: string | undefined;
}

type Headers = Readonly<Record<string, string | string[]>>;
type Fields = Readonly<Record<string, unknown>>;

/** Each service has its own form, and most are undocumented: the first field that has words is taken. */
const WORDS = ['message', 'errorMsg', 'details', 'detail', 'title'];
const CODES = ['code', 'errorCode', 'internalCode'];
/** Looked into where there are no words. */
const INNER = ['error', 'errors', 'body'];
const DEEPEST = 4;

/** Characters of the text of a page behind which its reference would be cut off. */
const PAGE_WORDS = 160;
/** What a firewall's people ask for. */
const REFERENCE =
  /\b(?:reference|incident|support|request|event|ray)\s*(?:id|number|no\.?)?\s*[:#]{1,2}\s*\S{4,80}/i;

/**
 * Reads what an answer says that is no success.
 *
 * @param redact Hides credentials. Of a page only parts are taken, and half a credential is none that can be found.
 */
export function readSaid(text: string, headers: Headers, redact: (text: string) => string): Said {
  const body = parseJson(text);
  if (typeof body === 'object' && body !== null) {
    const { code, words } = fieldsOf(body, 0);
    return { by: 'service', code, words: words ?? challengeOf(headers) };
  }
  const plain = text.trim();
  if (isPage(plain)) return { by: 'page', words: pageWords(redact(plain)) };
  const problem = oauthProblem(plain) ?? challengeOf(headers);
  if (problem !== undefined || plain === '') return { by: 'service', words: problem };
  return { by: 'text', words: plain };
}

/** What a failed answer says, for a message; undefined when it says nothing. */
export function wordsOf({ by, words }: Said): string | undefined {
  if (by !== 'page') return words;
  const page = "an HTML page that is not LivePerson's API";
  return words ? `${page}: ${words}` : page;
}

function fieldsOf(value: unknown, depth: number): Pick<Said, 'code' | 'words'> {
  if (typeof value === 'string') return { words: value.trim() || undefined };
  if (depth > DEEPEST) return {};
  if (Array.isArray(value)) return listed(value, depth);
  if (!isJsonObject(value)) return {};
  const code = CODES.map((name) => value[name]).find((code) => isCode(code));
  const words = firstWords(value, WORDS, depth) ?? problemOf((name) => textAt(value, name));
  const inner = words === undefined ? INNER.map((name) => fieldsOf(value[name], depth + 1)) : [];
  const within = inner.find((found) => found.words !== undefined);
  return { code: code === undefined ? within?.code : String(code), words: words ?? within?.words };
}

/** The first three of a list. */
function listed(list: readonly unknown[], depth: number): Pick<Said, 'code' | 'words'> {
  const found = list.slice(0, 3).map((item) => fieldsOf(item, depth + 1));
  const words = found.flatMap((item) => item.words ?? []).join('; ');
  return { code: found[0]?.code, words: words || undefined };
}

function firstWords(value: Fields, names: readonly string[], depth: number): string | undefined {
  for (const name of names) {
    const { words } = fieldsOf(value[name], depth + 1);
    if (words !== undefined) return words;
  }
  return undefined;
}

function isCode(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function textAt(value: Fields, name: string): string | undefined {
  const text = value[name];
  return typeof text === 'string' ? text : undefined;
}

/** OAuth 1.0a Problem Reporting, and RFC 6750 section 3. */
function problemOf(field: (name: string) => string | undefined): string | undefined {
  const problem = field('oauth_problem') ?? field('error');
  const advice = field('oauth_problem_advice') ?? field('error_description');
  const told = [problem, advice].filter((part) => part !== undefined && part !== '');
  return told.length === 0 ? undefined : told.join(': ');
}

function oauthProblem(text: string): string | undefined {
  if (!/^[\w.]+=[^\s<>]*$/.test(text)) return undefined;
  const form = new URLSearchParams(text);
  return problemOf((name) => form.get(name) ?? undefined);
}

function challengeOf(headers: Headers): string | undefined {
  const header = [headers['www-authenticate'] ?? []].flat().join(', ');
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of header.matchAll(/\b(\w+)=(?:"([^"]*)"|([^\s",]*))/g)) {
    fields.set(name.toLowerCase(), quoted ?? plain);
  }
  return problemOf((name) => fields.get(name));
}

function isPage(text: string): boolean {
  return text.startsWith('<') && /<(?:!doctype html|html|head|body|title)\b/i.test(text.slice(0, 1_024));
}

/** Title and text, with the number that its people ask for near the beginning. */
function pageWords(page: string): string {
  const [, title = ''] = /<title[^<>]*>([^<]*)/i.exec(page) ?? [];
  const heading = visible(title);
  const text = visible(withoutCode(page)).replace(heading, '').trim();
  const { 0: reference = '', index = 0 } = REFERENCE.exec(text) ?? {};
  const parts = [heading, index > PAGE_WORDS ? `(${reference})` : '', text];
  return parts.filter((part) => part !== '').join(' ');
}

/** Without scripts and style sheets; one that does not end goes to the end. */
function withoutCode(page: string): string {
  const [before = '', ...parts] = page.split(/<(?:script|style)\b/i);
  const after = parts.map((part) => /<\/(?:script|style)[^<>]*>(.*)$/is.exec(part)?.[1] ?? '');
  return [before, ...after].join(' ');
}

/** What a reader sees of HTML, roughly. */
function visible(html: string): string {
  return html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&([#\w]{2,9});/g, (found, name: string) => entity(name) ?? found)
    .replace(/\s+/g, ' ')
    .trim();
}
