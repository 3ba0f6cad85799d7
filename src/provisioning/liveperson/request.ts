import type { Answer } from '../../http/answer.js';
import { isJsonObject, parseJson } from '../../http/json.js';
import type { Redactor } from '../../http/redact.js';
import { readSaid, wordsOf } from '../../http/said.js';

const NAME_BYTES = 100;

/** A request of a platform: at most one of `json` and `form` is its body. */
export interface PlatformRequest {
  /** Service in CSDS that answers. */
  readonly service: string;
  /** Names the request in errors. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path template; `{accountId}` is filled in. */
  readonly path: string;
  /** What else the path names. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The answer to a {@link PlatformRequest}, whatever its status. */
export interface PlatformReply {
  readonly request: PlatformRequest;
  readonly status: number;
  /** Redacted; names in lower case. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly requestId: string;
  /** The body, where it is JSON. */
  readonly json: unknown;
  /** What a refusal says, with its `type` and `internalCode`: redacted, where it has a known form or is a page of HTML. */
  readonly said?: { readonly words: string; readonly isPage: boolean } | undefined;
}

/** The reply that an answer is, read to its end. */
export async function readReply(
  answer: Answer,
  request: PlatformRequest,
  redactor: Redactor,
): Promise<PlatformReply> {
  const { status, requestId } = answer;
  const text = await answer.text();
  const headers = redactor.headers(answer.headers);
  const said = status < 400 ? undefined : refusalIn(text, answer.headers, redactor);
  return { request, status, requestId, json: parseJson(text), headers, said };
}

/** A text without a known form is not told: answers of login, app-install and sentinel carry credentials. */
function refusalIn(text: string, headers: Answer['headers'], redactor: Redactor): PlatformReply['said'] {
  const said = readSaid(text, headers, (page) => redactor.text(page));
  const words = said.by === 'text' ? '' : redactor.words(wordsOf(said) ?? '');
  const names = said.by === 'service' ? namesIn(parseJson(text), redactor) : '';
  return { words: [names, words].filter((part) => part !== '').join(': '), isPage: said.by === 'page' };
}

/** What account configuration puts beside its message (documented): LivePerson's support asks for it. */
function namesIn(body: unknown, redactor: Redactor): string {
  if (!isJsonObject(body)) return '';
  const named = (['type', 'internalCode'] as const).flatMap((name) => {
    const value = body[name];
    const isName = (typeof value === 'string' && value !== '') || typeof value === 'number';
    return isName ? [`${name} ${redactor.words(String(value), NAME_BYTES)}`] : [];
  });
  return named.join(', ');
}

export function contentOf({ json, form }: PlatformRequest) {
  if (form !== undefined) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { headers, body: new URLSearchParams(form).toString() };
  }
  if (json === undefined) return undefined;
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}
