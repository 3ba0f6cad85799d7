import type { ApiDefinition } from '../../apis/define-api.js';
import { AbandonedAnswers } from '../../client/abandoned-answers.js';
import { type BoundMethod, bindApi } from '../../client/bind-api.js';
import type { PreparedOperation } from '../../client/parameters.js';
import { ResponseChecker } from '../../client/response-checker.js';
import type { Clock } from '../../config/clock.js';
import { DEFAULT_LIMITS } from '../../config/limits.js';
import { quietLogger } from '../../config/logger.js';
import { CsdsDirectory } from '../../csds/csds-client.js';
import type { Answer } from '../../http/answer.js';
import type { Around } from '../../http/around.js';
import type { Authorizer } from '../../http/authorizer.js';
import { call } from '../../http/call.js';
import { openChannels, openInvalidResponseChannel } from '../../http/channels.js';
import type { Engine } from '../../http/engine.js';
import type { HostPolicy } from '../../http/hosts.js';
import { isJsonObject, parseJson } from '../../http/json.js';
import { expandPath, formatQuery } from '../../http/path.js';
import type { Redactor } from '../../http/redact.js';
import { readSaid, wordsOf } from '../../http/said.js';
import { Throttling } from '../../http/throttling.js';
import type { Transport } from '../../http/transport.js';

const WORDS_BYTES = 300;
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

/** What {@link PlatformHttp} is made of. */
export interface PlatformHttpParts {
  readonly accountId: string;
  readonly csdsDomain: string;
  readonly hostPolicy: HostPolicy;
  readonly transport: Transport;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly around: readonly Around[];
  /** Milliseconds until the headers of an answer, and between two pieces of its body. */
  readonly timeoutMs: number;
}

/**
 * The policies that platform calls go by; the engine of all calls carries them. Hosts are checked before anything
 * goes there, no redirect is followed, and nothing is repeated but once after a renewed session: in a run only the
 * run repeats, so that each repetition is told.
 */
export class PlatformHttp {
  readonly #parts: PlatformHttpParts;
  readonly #engine: Engine;
  readonly #prepared = new Map<string, PreparedOperation>();
  readonly #abandoned = new AbandonedAnswers();
  #directory: CsdsDirectory;

  constructor(parts: PlatformHttpParts) {
    const { transport, hostPolicy, clock, redactor, around, timeoutMs } = parts;
    // Room for the look-up of the host, a login, and the request itself a second time.
    const deadlineMs = 2.5 * timeoutMs;
    const { maxAnswerBytes } = DEFAULT_LIMITS;
    this.#parts = parts;
    this.#engine = {
      transport,
      hostPolicy,
      clock,
      redactor,
      channels: openChannels(),
      throttling: new Throttling(clock),
      around,
      policy: { timeoutMs, bodyIdleMs: timeoutMs, deadlineMs, retry: false, maxAnswerBytes },
    };
    this.#directory = this.#newDirectory();
  }

  /**
   * @param authorizer Authorises the request; without one it carries no credential.
   * @throws {NetworkError} {@link TimeoutError} {@link CsdsError} {@link HostNotAllowedError}
   */
  send(request: PlatformRequest, authorizer?: Authorizer): Promise<PlatformReply> {
    const { service, operation, method, signal } = request;
    const content = contentOf(request);
    return call(
      this.#engine,
      {
        service,
        operation,
        method,
        host: this.#directory,
        path: this.#path(request),
        headers: { accept: 'application/json', ...content?.headers, ...request.headers },
        body: content?.body,
        authorizer,
        signal,
        policy: {},
      },
      (answer) => this.#read(answer, request),
    );
  }

  /** The operations of an API, sent in the name of `authorizer`; options of a call that name a secret have no effect. */
  operations(api: ApiDefinition, authorizer: Authorizer): Record<string, BoundMethod> {
    const { accountId, hostPolicy, redactor } = this.#parts;
    return bindApi(api, () => ({
      accountId,
      engine: this.#engine,
      invocationDeadlineMs: this.#engine.policy.deadlineMs,
      hosts: this.#directory,
      links: hostPolicy,
      authorizers: { with: () => authorizer },
      appKeySecretName: '',
      checker: new ResponseChecker('off', quietLogger, openInvalidResponseChannel(), redactor),
      prepared: this.#prepared,
      abandoned: this.#abandoned,
    }));
  }

  /** Hosts by service, asked for anew: what CSDS answered a minute ago may have changed by now. */
  async freshHosts(signal: AbortSignal | undefined): Promise<Readonly<Record<string, string>>> {
    const directory = this.#newDirectory();
    const entries = await directory.all({ cancellation: signal });
    this.#directory = directory;
    return Object.assign({}, ...entries);
  }

  #newDirectory(): CsdsDirectory {
    const { csdsDomain, accountId } = this.#parts;
    return new CsdsDirectory({ engine: this.#engine, csdsDomain, accountId });
  }

  #path({ path, params, query = {} }: PlatformRequest): string {
    const { accountId } = this.#parts;
    return expandPath(path, { ...params, accountId }) + formatQuery(Object.entries(query));
  }

  async #read(answer: Answer, request: PlatformRequest): Promise<PlatformReply> {
    const { status, requestId } = answer;
    const { redactor } = this.#parts;
    const text = await answer.text();
    const headers = redactor.headers(answer.headers);
    const said = status < 400 ? undefined : refusalIn(text, answer.headers, redactor);
    return { request, status, requestId, json: parseJson(text), headers, said };
  }
}

/** A text without a known form is not told: answers of login, app-install and sentinel carry credentials. */
function refusalIn(text: string, headers: Answer['headers'], redactor: Redactor): PlatformReply['said'] {
  const said = readSaid(text, headers, (page) => redactor.text(page));
  const words = said.by === 'text' ? '' : redactor.words(wordsOf(said) ?? '', WORDS_BYTES);
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

function contentOf({ json, form }: PlatformRequest) {
  if (form !== undefined) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { headers, body: new URLSearchParams(form).toString() };
  }
  if (json === undefined) return undefined;
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}
