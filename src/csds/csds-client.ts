import { SMALL_ANSWER_BYTES } from '../config/limits.js';
import { CsdsError } from '../errors/csds-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import { call } from '../http/call.js';
import type { Cancellation } from '../http/cancellation.js';
import type { Engine } from '../http/engine.js';
import type { HostResolver } from '../http/host-resolver.js';
import { isJsonObject, parseJson } from '../http/json.js';
import { expandPath } from '../http/path.js';
import type { Redactor } from '../http/redact.js';
import { Renewable } from '../http/renewable.js';
import { readSaid, wordsOf } from '../http/said.js';

/** One host serves all accounts (documented). */
export const DEFAULT_CSDS_DOMAIN = 'api.liveperson.net';
/** As all official clients keep the list. */
const TTL_MS = 600_000;
/** Hosts seldom move: an old list serves while CSDS is out of reach. */
const USABLE_MS = 86_400_000;
const PATH = '/api/account/{accountId}/service/baseURI.json';

/** The LivePerson Domain API (CSDS): which host serves which service of the account. */
export interface CsdsClient {
  /**
   * @param service Case sensitive, for example `LpServices.MSG_HIST`.
   * @returns Host with optional port, in lower case.
   * @throws {CsdsError} `csds.domain.not-found` for an unknown service, `csds.op-failed` when CSDS failed.
   * @throws {HostNotAllowedError} when CSDS names a host outside `allowedHosts`.
   */
  get(service: string): Promise<string>;
  /** All services, each as an object with one key. Hosts are given as CSDS named them, unchecked. */
  getAll(): Promise<Record<string, string>[]>;
}

export interface CsdsParts {
  readonly engine: Engine;
  readonly csdsDomain: string;
  readonly accountId: string;
}

/** How long a list serves that named a host which could not be reached. */
const UNREACHABLE_PAUSE_MS = 5_000;

interface Hosts {
  /** As CSDS names them; undefined where its entry is malformed. */
  readonly named: ReadonlyMap<string, string | undefined>;
  /** Those that were found to be allowed, in lower case. */
  readonly allowed: Map<string, string>;
}

interface LookUp {
  readonly cancellation?: Cancellation | undefined;
}

/** The hosts of one account: fetched once, kept for ten minutes, and longer while CSDS fails. */
export class CsdsDirectory implements HostResolver {
  readonly #parts: CsdsParts;
  readonly #hosts: Renewable<Hosts>;
  #unreachableAt = Number.NEGATIVE_INFINITY;

  constructor(parts: CsdsParts) {
    const { clock } = parts.engine;
    this.#parts = parts;
    this.#hosts = new Renewable(async () => {
      const value = await this.#fetch();
      const now = clock.now();
      return { value, renewAt: now + TTL_MS, usableUntil: now + USABLE_MS };
    }, clock);
  }

  host(service: string, options: LookUp = {}): string | Promise<string> {
    return this.#hosts.peek()?.allowed.get(service) ?? this.#find(service, options);
  }

  /** A host that cannot be reached may have moved: CSDS is asked again, at most every five seconds. */
  unreachable(): void {
    const now = this.#parts.engine.clock.elapsed();
    if (now - this.#unreachableAt < UNREACHABLE_PAUSE_MS) return;
    this.#unreachableAt = now;
    this.#hosts.expire();
  }

  async all({ cancellation }: LookUp = {}): Promise<Record<string, string>[]> {
    const { named } = await this.#hosts.get(cancellation);
    return [...named].flatMap(([service, host]) => (host === undefined ? [] : [{ [service]: host }]));
  }

  async #find(service: string, { cancellation }: LookUp): Promise<string> {
    const { named, allowed } = this.#hosts.peek() ?? (await this.#hosts.get(cancellation));
    const name = named.get(service);
    if (name === undefined) throw unknownService(service, named);
    const host = this.#parts.engine.hostPolicy.check(name);
    allowed.set(service, host);
    return host;
  }

  async #fetch(): Promise<Hosts> {
    const { engine, csdsDomain, accountId } = this.#parts;
    try {
      return await call(
        engine,
        {
          service: 'csds',
          operation: 'csds.list',
          host: csdsDomain,
          method: 'GET',
          path: `${expandPath(PATH, { accountId })}?version=1.0`,
          headers: { accept: 'application/json' },
          policy: { repeatable: true, maxAnswerBytes: SMALL_ANSWER_BYTES },
        },
        (answer) => readHosts(answer, engine.redactor),
      );
    } catch (error) {
      if (!(error instanceof ToolBeltError) || error instanceof CsdsError) throw error;
      if (error.code === ErrorCodes.LpClient.HostNotAllowed) throw error;
      throw failure(error.message, error);
    }
  }
}

/** @param resolve Gives the directory at each call. */
export function createCsdsClient(resolve: () => CsdsDirectory): CsdsClient {
  return {
    get: async (service) => resolve().host(service),
    getAll: async () => resolve().all(),
  };
}

async function readHosts(answer: Answer, redactor: Redactor): Promise<Hosts> {
  if (answer.status !== 200) throw await refusal(answer, redactor);
  const named = parseEntries(await answer.text());
  if (![...named.values()].some((host) => host !== undefined)) {
    throw failure('CSDS lists no service for this account; check accountId (X_LIVEPERSON_BRAND_ID)');
  }
  return { named, allowed: new Map() };
}

async function refusal(answer: Answer, redactor: Redactor): Promise<CsdsError> {
  const said = readSaid(await answer.errorText(), answer.headers, (page) => redactor.text(page));
  const words = redactor.words(wordsOf(said) ?? '');
  const advice = said.by === 'page' ? '; look at proxy and firewall' : '';
  return failure(`CSDS answered with status ${answer.status}${words && `: ${words}`}${advice}`);
}

/** A malformed entry spoils its own service only; one without a name is nobody's. */
function parseEntries(text: string): Map<string, string | undefined> {
  const parsed = parseJson(text);
  if (parsed === undefined) throw failure('the answer of CSDS is not JSON');
  const list = isJsonObject(parsed) ? parsed.baseURIs : undefined;
  if (!Array.isArray(list)) throw failure('the answer of CSDS has no list "baseURIs"');
  const named = new Map<string, string | undefined>();
  for (const entry of list) {
    const { service, baseURI } = isJsonObject(entry) ? entry : {};
    if (typeof service !== 'string') continue;
    if (typeof baseURI === 'string') named.set(service, baseURI);
    else if (!named.has(service)) named.set(service, undefined);
  }
  return named;
}

function unknownService(service: string, hosts: Hosts['named']): CsdsError {
  if (hosts.has(service)) {
    return failure(`CSDS lists ${JSON.stringify(service)} for this account, but its host is no text`);
  }
  const same = [...hosts.keys()].find((name) => name.toLowerCase() === String(service).toLowerCase());
  const hint = same === undefined ? 'see LpServices for the names' : `names are case sensitive: "${same}"?`;
  return new CsdsError(
    ErrorCodes.Csds.NotFound,
    `CSDS knows no service ${JSON.stringify(String(service))} for this account; ${hint}`,
  );
}

function failure(why: string, cause?: unknown): CsdsError {
  return new CsdsError(ErrorCodes.Csds.Failure, `The hosts of the account could not be found: ${why}`, {
    cause,
  });
}
