import { type Clock, systemClock } from '../../config/clock.js';
import { DEFAULT_LIMITS } from '../../config/limits.js';
import {
  certificates,
  checkedElsewhere,
  checkOptions,
  clock,
  flag,
  hostList,
  milliseconds,
  type OptionTable,
  objectWith,
  text,
} from '../../config/options.js';
import { DEFAULT_CSDS_DOMAIN } from '../../csds/csds-client.js';
import { ConfigError } from '../../errors/config-error.js';
import { type Around, aroundProblem } from '../../http/around.js';
import { createHostPolicy, isHost, LIVEPERSON_HOSTS } from '../../http/hosts.js';
import { Redactor } from '../../http/redact.js';
import type { Transport } from '../../http/transport.js';
import { createTransport } from '../../http/transports/create-transport.js';
import { type AdminLogin, type AdminSession, checkAdmin, isAdminLogin } from './admin-session.js';
import { PlatformHttp } from './http.js';
import { GivenSession, LoginSession, type PersonSession } from './person-session.js';

/** Options of {@link LivePersonPlatform}. */
export interface LivePersonPlatformOptions {
  /** The LivePerson account (brand) id. */
  readonly accountId: string;
  /** Who provisions: a session, or what the person types to log in. */
  readonly admin: AdminSession | AdminLogin;
  /** Host of CSDS. @default 'api.liveperson.net' */
  readonly csdsDomain?: string | undefined;
  /** Hosts that a credential may go to. @default ['*.liveperson.net', '*.lpcloud.io'] */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Allows `localhost` too, for the sandbox. @default false */
  readonly allowLoopback?: boolean | undefined;
  /** Certificate authorities in PEM, instead of those of Node. */
  readonly ca?: string | readonly string[] | undefined;
  /** A transport of your own, which `close` leaves open. @default one on got */
  readonly transport?: Transport | undefined;
  /** Client id of the application that the ID token was issued to: its `aud`. Without it no ID token counts. */
  readonly idTokenAudience?: string | undefined;
  /**
   * `compoundFeatureID` of Functions. LivePerson publishes none: give it if you were told. With it the feature
   * is read and granted by feature grants (experimental); without it CSDS tells, and a person activates it.
   */
  readonly featureId?: string | undefined;
  /** Milliseconds of one request until its headers, and between two pieces of its body. @default 10_000 */
  readonly timeoutMs?: number | undefined;
  /** Wraps each exchange with a server: CSDS, login, sentinel and the services. @default none */
  readonly around?: readonly Around[] | undefined;
  /** Time that the expiry of an ID token is judged by. @default the clock of this machine */
  readonly clock?: Clock | undefined;
}

/** What a platform is put together from. */
export interface LivePersonPlatformParts {
  readonly http: PlatformHttp;
  readonly session: PersonSession;
  readonly transport: Transport;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

/** @throws {ConfigError} that names the option at fault. */
export function openPlatformParts(options: LivePersonPlatformOptions): LivePersonPlatformParts {
  checkPlatform(options);
  const { accountId, admin, csdsDomain = DEFAULT_CSDS_DOMAIN, clock = systemClock } = options;
  const { allowedHosts = LIVEPERSON_HOSTS, allowLoopback = false, around = [] } = options;
  const { timeoutMs = DEFAULT_LIMITS.timeoutMs } = options;
  const redactor = new Redactor();
  const hostPolicy = createHostPolicy({ allowedHosts, allowLoopback, redactor });
  const transport = options.transport ?? createTransport('got', { ca: options.ca });
  const http = new PlatformHttp({
    accountId,
    csdsDomain,
    hostPolicy,
    transport,
    redactor,
    clock,
    around: [...around],
    timeoutMs,
  });
  const session = isAdminLogin(admin)
    ? new LoginSession(http, redactor, clock, admin)
    : new GivenSession(http, redactor, admin);
  return { http, session, transport, redactor, clock };
}

const TABLE = {
  accountId: { check: accountIdProblem },
  admin: { check: checkedElsewhere },
  csdsDomain: { check: domainProblem },
  allowedHosts: { check: hostList },
  allowLoopback: { check: flag },
  ca: { check: certificates },
  transport: { check: objectWith('send', 'close') },
  idTokenAudience: { check: text },
  featureId: { check: text },
  timeoutMs: { check: milliseconds() },
  around: { check: aroundProblem },
  clock: { check: clock },
} as const satisfies OptionTable<LivePersonPlatformOptions>;

function checkPlatform(options: LivePersonPlatformOptions): void {
  checkOptions('LivePersonPlatform', options, TABLE);
  if (options.accountId === undefined) {
    throw new ConfigError('accountId', 'accountId is missing: give the LivePerson account to provision.');
  }
  checkAdmin(options.admin);
}

function accountIdProblem(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? undefined : 'the LivePerson account to provision';
}

function domainProblem(value: unknown): string | undefined {
  return typeof value === 'string' && isHost(value.toLowerCase())
    ? undefined
    : 'a host name with an optional port';
}
