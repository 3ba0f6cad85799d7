import type { Clock } from '../config/clock.js';
import { CsdsError } from '../errors/csds-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import type { HostResolver } from '../http/host-resolver.js';
import type { HostPolicy } from '../http/hosts.js';
import { expandPath } from '../http/path.js';
import type { Pipeline } from '../http/pipeline.js';
import { Renewable } from '../http/renewable.js';

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
  readonly pipeline: Pipeline;
  readonly hostPolicy: HostPolicy;
  readonly clock: Clock;
  readonly csdsDomain: string;
  readonly accountId: string;
}

type Hosts = ReadonlyMap<string, string>;

/** The hosts of one account: fetched once, kept for ten minutes, and longer while CSDS fails. */
export class CsdsDirectory implements HostResolver {
  readonly #parts: CsdsParts;
  readonly #hosts: Renewable<Hosts>;

  constructor(parts: CsdsParts) {
    this.#parts = parts;
    this.#hosts = new Renewable(async () => {
      const value = await this.#fetch();
      const now = parts.clock.now();
      return { value, renewAt: now + TTL_MS, usableUntil: now + USABLE_MS };
    }, parts.clock);
  }

  async host(service: string, options?: { signal?: AbortSignal | undefined }): Promise<string> {
    const hosts = this.#hosts.peek() ?? (await this.#hosts.get(options?.signal));
    const host = hosts.get(service);
    if (host === undefined) throw unknownService(service, hosts);
    return this.#parts.hostPolicy.check(host);
  }

  async all(options?: { signal?: AbortSignal | undefined }): Promise<Record<string, string>[]> {
    const hosts = await this.#hosts.get(options?.signal);
    return [...hosts].map(([service, host]) => ({ [service]: host }));
  }

  async #fetch(): Promise<Hosts> {
    const { pipeline, csdsDomain, accountId } = this.#parts;
    try {
      return await pipeline.send(
        {
          service: 'csds',
          operation: 'csds.list',
          host: csdsDomain,
          method: 'GET',
          path: `${expandPath(PATH, { accountId })}?version=1.0`,
          headers: { accept: 'application/json' },
          repeatable: true,
          limits: {},
        },
        readHosts,
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

async function readHosts(answer: Answer): Promise<Hosts> {
  const body = await answer.read();
  if (answer.status !== 200) throw failure(`CSDS answered with status ${answer.status}`);
  const entries = parseEntries(body.toString('utf8'));
  if (entries.length === 0) {
    throw failure('CSDS lists no service for this account; check accountId (X_LIVEPERSON_BRAND_ID)');
  }
  return new Map(entries);
}

function parseEntries(text: string): [string, string][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw failure('the answer of CSDS is not JSON');
  }
  const list = (parsed as { baseURIs?: unknown } | null)?.baseURIs;
  if (!Array.isArray(list)) throw failure('the answer of CSDS has no list "baseURIs"');
  return list.map((entry: unknown) => {
    const { service, baseURI } = (entry ?? {}) as { service?: unknown; baseURI?: unknown };
    if (typeof service === 'string' && typeof baseURI === 'string') return [service, baseURI];
    throw failure('the list "baseURIs" of CSDS has an entry without "service" and "baseURI"');
  });
}

function unknownService(service: string, hosts: Hosts): CsdsError {
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
