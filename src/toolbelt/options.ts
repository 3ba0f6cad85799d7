import { findOptionProblem } from '../client/call-options.js';
import type { ResponseValidation } from '../client/response-checker.js';
import type { Clock } from '../config/clock.js';
import { systemClock } from '../config/clock.js';
import { readEnvironment } from '../config/environment.js';
import { DEFAULT_LIMITS, type RetryOptions } from '../config/limits.js';
import type { Logger } from '../config/logger.js';
import { quietLogger } from '../config/logger.js';
import { DEFAULT_CSDS_DOMAIN } from '../csds/csds-client.js';
import { ConfigError } from '../errors/config-error.js';
import { isHost, LIVEPERSON_HOSTS } from '../http/hosts.js';
import type { Transport } from '../http/transport.js';
import { openSecretStore } from '../secrets/open-store.js';
import { DEFAULT_APP_KEY_NAME, isSecretKey } from '../secrets/secret-rules.js';
import type { SecretReader } from '../secrets/secret-store.js';

/** Options of {@link createToolbelt}. What is left out comes from the environment, then from the defaults. */
export interface ToolbeltOptions {
  /** Account (brand, site) id. Environment: `X_LIVEPERSON_BRAND_ID`. Missing: a ConfigError at first use. */
  accountId?: string | undefined;
  /** Host of CSDS. Environment: `X_LIVEPERSON_CSDS_DOMAIN`. @default 'api.liveperson.net' */
  csdsDomain?: string | undefined;
  /**
   * Host of the Data Access API, which is not in CSDS. Environment: `LP_DATA_ACCESS_HOST`.
   * @default That of the region (`va`, `lo` or `sy`) that the account's hosts in CSDS lie in
   */
  dataAccessHost?: string | undefined;
  /**
   * Where secrets are read: an object with `get`, or `settings:PATH`, `file:PATH` (key: `LP_SECRETS_KEY`) or
   * `vault:https://HOST/MOUNT/PREFIX` (login: `VAULT_*`). Environment: `LP_SECRET_STORE`.
   * @default 'settings:functions/settings.json'
   */
  secretStore?: SecretReader | string | undefined;
  /** Secret that calls are authorised with. @default 'LIVEPERSON_DEFAULT_APP_KEY' */
  appKeySecretName?: string | undefined;
  /**
   * Hosts that a credential may go to, `*.` standing for any labels before a domain. Environment:
   * `LP_ALLOWED_HOSTS`, comma-separated. @default ['*.liveperson.net', '*.lpcloud.io']
   */
  allowedHosts?: readonly string[] | undefined;
  /** Allows `localhost` too, for the sandbox. Environment: `LP_ALLOW_LOOPBACK=1`. @default false */
  allowLoopback?: boolean | undefined;
  /**
   * `https` is Node's own and the fast one; `got` sends the same through the package got. Environment: `LP_TRANSPORT`.
   * A transport of your own, of `createTransport` for example, stays yours: `close` leaves it open. @default 'https'
   */
  transport?: 'https' | 'got' | Transport | undefined;
  /** Certificate authorities in PEM, instead of those of Node. */
  ca?: string | string[] | undefined;
  /** URL of a proxy, or `'env'` for `HTTPS_PROXY` and `NO_PROXY`. */
  proxy?: string | undefined;
  /** Milliseconds of one attempt until the headers of its answer. @default 10_000 */
  timeoutMs?: number | undefined;
  /** Milliseconds between two chunks of a body. @default 10_000 */
  bodyIdleMs?: number | undefined;
  /** Milliseconds of a whole call; of a raw call until its headers, of a list per page. @default 25_000 */
  deadlineMs?: number | undefined;
  /** @default `{ attempts: 4, maxWaitMs: 10_000 }` */
  retry?: RetryOptions | false | undefined;
  /**
   * What is done when an answer differs from its schema: `strict` throws; `warn` looks at the first five
   * answers of each operation and reports once; `off` does not look. @default 'warn'
   */
  responseValidation?: ResponseValidation | undefined;
  /** @default Writes warnings and errors to the console, nothing else. */
  logger?: Logger | undefined;
  clock?: Clock | undefined;
}

/** Options as they are used. */
export interface ToolbeltSettings {
  readonly accountId: string | undefined;
  readonly csdsDomain: string;
  readonly dataAccessHost: string | undefined;
  readonly secretReader: SecretReader;
  readonly appKeySecretName: string;
  readonly allowedHosts: readonly string[];
  readonly allowLoopback: boolean;
  readonly transport: 'https' | 'got' | Transport;
  readonly ca: string | readonly string[] | undefined;
  readonly proxy: string | undefined;
  readonly limits: {
    readonly timeoutMs: number;
    readonly bodyIdleMs: number;
    readonly deadlineMs: number;
    readonly retry: RetryOptions | false;
  };
  readonly responseValidation: ResponseValidation;
  readonly logger: Logger;
  readonly clock: Clock;
}

const NAMES: ReadonlySet<string> = new Set<keyof ToolbeltOptions>([
  'accountId',
  'csdsDomain',
  'dataAccessHost',
  'secretStore',
  'appKeySecretName',
  'allowedHosts',
  'allowLoopback',
  'transport',
  'ca',
  'proxy',
  'timeoutMs',
  'bodyIdleMs',
  'deadlineMs',
  'retry',
  'responseValidation',
  'logger',
  'clock',
]);
const DEFAULT_STORE = 'settings:functions/settings.json';
const ACCOUNT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws {ConfigError} for a malformed option; a missing account id is left to its first use. */
export function resolveOptions(options: ToolbeltOptions): ToolbeltSettings {
  checkOptions(options);
  const env = readEnvironment();
  return {
    accountId: checkAccountId(options.accountId ?? env.accountId),
    csdsDomain: options.csdsDomain ?? env.csdsDomain ?? DEFAULT_CSDS_DOMAIN,
    dataAccessHost: checkDataAccessHost(options.dataAccessHost ?? env.dataAccessHost),
    secretReader: readerOf(options.secretStore ?? env.secretStore ?? DEFAULT_STORE),
    appKeySecretName: options.appKeySecretName ?? DEFAULT_APP_KEY_NAME,
    allowedHosts: options.allowedHosts ?? env.allowedHosts ?? LIVEPERSON_HOSTS,
    allowLoopback: options.allowLoopback ?? env.allowLoopback,
    transport: transportOf(options.transport ?? env.transport),
    ca: options.ca,
    proxy: options.proxy,
    limits: {
      timeoutMs: options.timeoutMs ?? DEFAULT_LIMITS.timeoutMs,
      bodyIdleMs: options.bodyIdleMs ?? DEFAULT_LIMITS.bodyIdleMs,
      deadlineMs: options.deadlineMs ?? DEFAULT_LIMITS.deadlineMs,
      retry: options.retry ?? DEFAULT_LIMITS.retry,
    },
    responseValidation: options.responseValidation ?? 'warn',
    logger: options.logger ?? quietLogger,
    clock: options.clock ?? systemClock,
  };
}

/** The account id, at its first use. @throws {ConfigError} */
export function requireAccountId({ accountId }: ToolbeltSettings): string {
  if (accountId !== undefined) return accountId;
  throw new ConfigError(
    'accountId',
    'The account id is missing: pass accountId to createToolbelt, or set X_LIVEPERSON_BRAND_ID. Nothing was sent.',
  );
}

function checkOptions(options: ToolbeltOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new ConfigError('options', 'The options of a toolbelt must be an object');
  }
  const unknown = Object.keys(options).find((name) => !NAMES.has(name));
  if (unknown !== undefined) {
    const known = [...NAMES].join(', ');
    throw new ConfigError(unknown, `There is no option ${JSON.stringify(unknown)}; there are ${known}`);
  }
  const problem = findOptionProblem(options) ?? findShapeProblem(options);
  if (problem !== undefined) throw new ConfigError(problem.name, `${problem.name} must be ${problem.rule}`);
}

function findShapeProblem(options: ToolbeltOptions): { name: string; rule: string } | undefined {
  const { allowedHosts, allowLoopback, appKeySecretName, ca, csdsDomain, responseValidation } = options;
  if (csdsDomain !== undefined && typeof csdsDomain !== 'string') {
    return { name: 'csdsDomain', rule: 'a host, for example "api.liveperson.net"' };
  }
  if (appKeySecretName !== undefined && !isSecretKey(appKeySecretName)) {
    return { name: 'appKeySecretName', rule: 'the name of a secret: 1 to 100 characters of A-Z a-z 0-9 _ -' };
  }
  if (allowedHosts !== undefined && !(Array.isArray(allowedHosts) && allowedHosts.every(isText))) {
    return { name: 'allowedHosts', rule: 'a list of hosts, for example ["*.liveperson.net"]' };
  }
  // A text such as "false" would count as true.
  if (allowLoopback !== undefined && typeof allowLoopback !== 'boolean') {
    return { name: 'allowLoopback', rule: 'true or false' };
  }
  if (ca !== undefined && !(isText(ca) || (Array.isArray(ca) && ca.length > 0 && ca.every(isText)))) {
    return { name: 'ca', rule: 'a certificate in PEM, or a list of them' };
  }
  if (responseValidation !== undefined && !['strict', 'warn', 'off'].includes(responseValidation)) {
    return { name: 'responseValidation', rule: "'strict', 'warn' or 'off'" };
  }
  return findMethodProblem(options);
}

function findMethodProblem({ logger, clock }: ToolbeltOptions): { name: string; rule: string } | undefined {
  if (logger !== undefined && !hasMethods(logger, ['debug', 'info', 'warn', 'error'])) {
    return { name: 'logger', rule: 'an object with debug, info, warn and error, such as console' };
  }
  if (clock !== undefined && !hasMethods(clock, ['now', 'elapsed', 'sleep'])) {
    return { name: 'clock', rule: 'an object with now, elapsed and sleep' };
  }
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function hasMethods<T>(value: T, names: readonly (keyof T)[]): boolean {
  return names.every((name) => typeof value?.[name] === 'function');
}

function checkAccountId(accountId: string | undefined): string | undefined {
  if (accountId === undefined || (typeof accountId === 'string' && ACCOUNT_ID.test(accountId)))
    return accountId;
  throw new ConfigError(
    'accountId',
    `accountId (X_LIVEPERSON_BRAND_ID) must be an account id of letters, digits, "_" and "-" as a string, for example "12345678"; got ${describe(accountId)}`,
  );
}

function checkDataAccessHost(host: string | undefined): string | undefined {
  if (host === undefined || (typeof host === 'string' && isHost(host.toLowerCase()))) return host;
  throw new ConfigError(
    'dataAccessHost',
    `dataAccessHost (LP_DATA_ACCESS_HOST) must be a host, for example "lo.da.liveperson.net"; got ${describe(host)}`,
  );
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 70)) : typeof value;
}

function readerOf(store: SecretReader | string): SecretReader {
  if (typeof store === 'string') return openSecretStore(store);
  if (typeof store?.get === 'function') return store;
  throw new ConfigError(
    'secretStore',
    'secretStore must be a text such as "settings:PATH" or "file:PATH", or an object with the method get',
  );
}

function transportOf(transport: ToolbeltOptions['transport'] | string): ToolbeltSettings['transport'] {
  if (transport === undefined) return 'https';
  if (transport === 'https' || transport === 'got') return transport;
  if (typeof transport === 'object' && typeof transport.send === 'function') return transport;
  throw new ConfigError(
    'transport',
    `transport (LP_TRANSPORT) must be 'https', 'got' or an object with send and close; got ${describe(transport)}`,
  );
}
