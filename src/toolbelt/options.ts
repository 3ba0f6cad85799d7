import type { ResponseValidation } from '../client/response-checker.js';
import { type Clock, systemClock } from '../config/clock.js';
import { hasBrandIdOfV1, readEnvironment } from '../config/environment.js';
import { INVOCATION_DEADLINE_MS, type LimitOptions, limitTable } from '../config/limits.js';
import { type Logger, quietLogger } from '../config/logger.js';
import {
  certificates,
  checkOptions,
  clock,
  flag,
  hasMethod,
  hostList,
  logger,
  type Option,
  type OptionTable,
  oneOf,
  text,
} from '../config/options.js';
import { DEFAULT_CSDS_DOMAIN } from '../csds/csds-client.js';
import { ConfigError } from '../errors/config-error.js';
import { type Around, aroundProblem } from '../http/around.js';
import { isHost, LIVEPERSON_HOSTS } from '../http/hosts.js';
import type { Transport } from '../http/transport.js';
import { openSecretStore } from '../secrets/open-store.js';
import { DEFAULT_APP_KEY_NAME, isSecretKey } from '../secrets/secret-rules.js';
import type { SecretReader } from '../secrets/secret-store.js';

/**
 * Options of {@link createToolbelt}. What is left out comes from the environment, then from the defaults. Any other
 * name is refused.
 */
export interface ToolbeltOptions extends LimitOptions {
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
  /** Functions that wrap each exchange with a server, outermost first: for spans, limits, recording. @default [] */
  around?: readonly Around[] | undefined;
  /** Certificate authorities in PEM, instead of those of Node: the text of a file, not its path. */
  ca?: string | string[] | undefined;
  /** URL of a proxy, or `'env'` for `HTTPS_PROXY` and `NO_PROXY`. */
  proxy?: string | undefined;
  /**
   * What is done when an answer differs from its schema: `strict` throws; `warn` looks at the first five
   * answers of each operation and reports once; `off` does not look. @default 'warn'
   */
  responseValidation?: ResponseValidation | undefined;
  /** @default Writes warnings and errors to the console, nothing else. */
  logger?: Logger | undefined;
  /** Time, replaceable in tests. @default The clock of this machine */
  clock?: Clock | undefined;
}

const ACCOUNT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Each option with its check and its default. The environment has the fields of the same names, and goes before a default. */
const TABLE = {
  ...limitTable,
  accountId: { check: accountIdProblem },
  csdsDomain: { check: domainProblem, default: DEFAULT_CSDS_DOMAIN },
  dataAccessHost: { check: dataAccessHostProblem },
  secretStore: { check: storeProblem, default: 'settings:functions/settings.json' },
  appKeySecretName: { check: secretNameProblem, default: DEFAULT_APP_KEY_NAME },
  allowedHosts: { check: hostList, default: LIVEPERSON_HOSTS },
  // A text such as "false" would count as true.
  allowLoopback: { check: flag, default: false },
  transport: { check: transportProblem, default: 'https' },
  around: { check: aroundProblem, default: [] },
  ca: { check: certificates },
  proxy: { check: text },
  responseValidation: { check: oneOf('strict', 'warn', 'off'), default: 'warn' },
  logger: { check: logger, default: quietLogger },
  clock: { check: clock, default: systemClock },
} as const satisfies OptionTable<ToolbeltOptions>;

/** The options as they are used. One without a default may stay undefined. */
type Settled = {
  readonly [Name in keyof typeof TABLE]: (typeof TABLE)[Name] extends { readonly default: unknown }
    ? Exclude<ToolbeltOptions[Name], undefined>
    : ToolbeltOptions[Name];
};

/** Options as the parts of an account take them. */
export interface ToolbeltSettings extends Omit<Settled, 'secretStore' | keyof LimitOptions> {
  readonly secretReader: SecretReader;
  readonly limits: Pick<Settled, keyof LimitOptions>;
  /** `deadlineMs` of calls that wait for a function. */
  readonly invocationDeadlineMs: number;
}

/**
 * @param owner Who takes the options, as errors name it.
 * @throws {ConfigError} for a malformed option; a missing account id is left to its first use.
 */
export function resolveOptions(options: ToolbeltOptions, owner = 'createToolbelt'): ToolbeltSettings {
  checkOptions(owner, options, TABLE);
  const settled = settle(options);
  // Once more, for what the environment gave.
  checkOptions(owner, settled, TABLE);
  const { secretStore, timeoutMs, bodyIdleMs, deadlineMs, retry, maxAnswerBytes, ...rest } = settled;
  return {
    ...rest,
    secretReader: typeof secretStore === 'string' ? openSecretStore(secretStore) : secretStore,
    limits: { timeoutMs, bodyIdleMs, deadlineMs, retry, maxAnswerBytes },
    invocationDeadlineMs: options.deadlineMs ?? INVOCATION_DEADLINE_MS,
  };
}

/** Given, else of the environment, else the default. */
function settle(options: ToolbeltOptions): Settled {
  const environment: Partial<Record<string, unknown>> = { ...readEnvironment() };
  const given: Partial<Record<string, unknown>> = { ...options };
  const values = Object.entries<Option>(TABLE).map(([name, option]) => [
    name,
    given[name] ?? environment[name] ?? option.default,
  ]);
  // One for each name of the table, which TypeScript cannot see.
  return Object.fromEntries(values) as Settled;
}

/** The account id, at its first use. @throws {ConfigError} */
export function requireAccountId({ accountId }: Pick<ToolbeltSettings, 'accountId'>): string {
  if (accountId !== undefined) return accountId;
  const hint = hasBrandIdOfV1()
    ? ' BRAND_ID is set, which is the name of Functions V1: X_LIVEPERSON_BRAND_ID is read, and nothing else.'
    : '';
  throw new ConfigError(
    'accountId',
    `The account id is missing: pass accountId to createToolbelt, or set X_LIVEPERSON_BRAND_ID.${hint} Nothing was sent.`,
  );
}

/** What an account id has to be, as words that go on from "must be"; undefined when it is one. */
export function accountIdProblem(value: unknown): string | undefined {
  if (typeof value === 'string' && ACCOUNT_ID.test(value)) return undefined;
  return `an account id (X_LIVEPERSON_BRAND_ID) of letters, digits, "_" and "-" as a string, for example "12345678"; got ${describe(value)}`;
}

function domainProblem(value: unknown): string | undefined {
  return typeof value === 'string'
    ? undefined
    : 'a host (X_LIVEPERSON_CSDS_DOMAIN), for example "api.liveperson.net"';
}

function dataAccessHostProblem(value: unknown): string | undefined {
  if (typeof value === 'string' && isHost(value.toLowerCase())) return undefined;
  return `a host (LP_DATA_ACCESS_HOST), for example "lo.da.liveperson.net"; got ${describe(value)}`;
}

function storeProblem(value: unknown): string | undefined {
  if (typeof value === 'string' || hasMethod(value, 'get')) return undefined;
  return 'a text such as "settings:PATH" or "file:PATH", or an object with the method get';
}

function secretNameProblem(value: unknown): string | undefined {
  if (typeof value === 'string' && isSecretKey(value)) return undefined;
  return 'the name of a secret: 1 to 100 characters of A-Z a-z 0-9 _ -';
}

function transportProblem(value: unknown): string | undefined {
  if (value === 'https' || value === 'got' || hasMethod(value, 'send')) return undefined;
  return `'https', 'got' (LP_TRANSPORT) or an object with send and close; got ${describe(value)}`;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 70)) : typeof value;
}
