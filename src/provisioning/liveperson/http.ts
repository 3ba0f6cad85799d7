import type { ApiDefinition } from '../../apis/define-api.js';
import { AbandonedAnswers } from '../../client/abandoned-answers.js';
import { type BoundMethod, bindApi } from '../../client/bind-api.js';
import type { WireAccount } from '../../client/parameters.js';
import { ResponseChecker } from '../../client/response-checker.js';
import type { Clock } from '../../config/clock.js';
import { DEFAULT_LIMITS } from '../../config/limits.js';
import { quietLogger } from '../../config/logger.js';
import { CsdsDirectory } from '../../csds/csds-client.js';
import type { Around } from '../../http/around.js';
import type { Authorizer } from '../../http/authorizer.js';
import { call } from '../../http/call.js';
import { openChannels, openInvalidResponseChannel } from '../../http/channels.js';
import type { Engine } from '../../http/engine.js';
import type { HostPolicy } from '../../http/hosts.js';
import { expandPath, formatQuery } from '../../http/path.js';
import type { Redactor } from '../../http/redact.js';
import { Throttling } from '../../http/throttling.js';
import type { Transport } from '../../http/transport.js';
import { contentOf, type PlatformReply, type PlatformRequest, readReply } from './request.js';

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
 * goes there, no redirect is followed, and nothing is repeated but once after a renewed session, or on a connection that
 * had died while it was idle: in a run only the run repeats, so that each repetition is told.
 */
export class PlatformHttp {
  readonly #parts: PlatformHttpParts;
  readonly #engine: Engine;
  readonly #plain: WireAccount['plain'] = new Map();
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
      (answer) => readReply(answer, request, this.#parts.redactor),
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
      plain: this.#plain,
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
}
