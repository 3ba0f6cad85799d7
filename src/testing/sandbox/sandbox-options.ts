import {
  anyText,
  callback,
  checkOptions,
  flag,
  hasMethod,
  type Option,
  type OptionTable,
  oneOf,
  optionProblem,
  text,
  wholeNumber,
} from '../../config/options.js';
import { unknownNameProblem } from '../../config/unknown-name.js';
import { isJsonObject, type Leniency } from './exchange.js';
import type { GivenFunctions, TestFunction } from './functions/lambda.js';
import { SANDBOX_SERVICES, type SandboxService } from './sandbox-services.js';

/** Options of {@link startSandbox}. */
export interface SandboxOptions {
  /** 1 to 20 letters, digits and underscores. @default '12345678' */
  readonly accountId?: string | undefined;
  /** Ports by service, `csds` for CSDS itself; 0 or none is any free one. */
  readonly ports?: Readonly<Record<string, number>> | undefined;
  /** Whether Functions is there already: feature, infrastructure, application and system secret. @default true */
  readonly provisioned?: boolean | undefined;
  /** Kind of the system secret of a provisioned sandbox. OAuth 1.0a keys may not invoke functions. @default 'oauth2' */
  readonly credentials?: 'oauth2' | 'oauth1' | undefined;
  /** Chooses the data; the same seed gives the same data. @default 1 */
  readonly seed?: number | undefined;
  /**
   * Time when the sandbox starts, in milliseconds since the epoch, or `'today'` for the time it is: clock and data go by
   * it. Left out, the clock has the time it is, and the data are those of 30 June 2026, the same on every day.
   */
  readonly now?: number | 'today' | undefined;
  /**
   * What LivePerson was observed to let pass, though it is documented as required. Strict by default, so that a program
   * which forgets it notices.
   */
  readonly leniency?: SandboxLeniency | undefined;
  /** Milliseconds of the sandbox clock that the infrastructure takes to be built. @default 2_000 */
  readonly infrastructureMs?: number | undefined;
  /**
   * What the Functions gateway runs: handlers by name, or the path of a folder with a folder for each function
   * (`index.js` and `config.json`), which run in processes of their own, with the limits of the platform.
   * @default the functions of the fixtures
   */
  readonly functions?: GivenFunctions | undefined;
  /**
   * Whether the functions of the folder have the form of V1: CommonJS, `function lambda(input, callback)`. A single
   * one has it by `"isCompV1": true` in its `config.json`. @default false
   */
  readonly functionsV1?: boolean | undefined;
}

/** Options of `sandbox.env()`. */
export interface SandboxEnvOptions {
  /** Whether the process is to call LivePerson's own names, through the proxy of the sandbox. @default false */
  readonly proxy?: boolean | undefined;
}

/** What a sandbox lets pass. */
export interface SandboxLeniency {
  /**
   * Lists of users, skills, agent groups, status reasons and predefined content, and single users and skills, without
   * `v`: they are answered in the default version. @default false
   */
  readonly missingVersion?: boolean | undefined;
  /** Searches of Engagement History and Messaging Interactions without `source`. @default false */
  readonly missingSource?: boolean | undefined;
}

/** Options with their defaults, checked. */
export interface CheckedSandboxOptions {
  readonly accountId: string;
  readonly ports: Readonly<Partial<Record<SandboxService, number>>>;
  readonly provisioned: boolean;
  readonly credentials: 'oauth2' | 'oauth1';
  readonly seed: number;
  readonly now: number | 'today' | undefined;
  readonly leniency: Leniency;
  readonly infrastructureMs: number;
  readonly functions: GivenFunctions | undefined;
  readonly functionsV1: boolean;
}

/** The certificates end a year later. */
const LATEST_TIME = Date.UTC(2099, 0);

const FLAG = { check: flag, default: false } as const;

const TABLE = {
  accountId: { check: accountIdProblem, default: '12345678' },
  ports: { check: portsProblem, fields: portTable() },
  provisioned: { check: flag, default: true },
  credentials: { check: oneOf('oauth2', 'oauth1'), default: 'oauth2' },
  seed: { check: wholeNumber(Number.MIN_SAFE_INTEGER), default: 1 },
  now: { check: nowProblem },
  leniency: { check: leniencyProblem, fields: { missingVersion: FLAG, missingSource: FLAG } },
  infrastructureMs: { check: durationProblem, default: 2_000 },
  functions: { check: functionsProblem },
  functionsV1: { check: flag, default: false },
} as const satisfies OptionTable<SandboxOptions>;

const ENV_TABLE = {
  proxy: { check: flag, default: false },
} as const satisfies OptionTable<SandboxEnvOptions>;

/** @throws {ConfigError} that names the option at fault. */
export function checkEnvOptions(options: SandboxEnvOptions): void {
  checkOptions('sandbox.env', options, ENV_TABLE);
}

/** @throws {ConfigError} that names the option at fault. */
export function checkSandboxOptions(options: SandboxOptions): CheckedSandboxOptions {
  checkOptions('startSandbox', options, TABLE);
  const { accountId, ports, provisioned, credentials, seed, now, leniency, infrastructureMs } = options;
  const { functions, functionsV1 } = options;
  return {
    accountId: accountId ?? TABLE.accountId.default,
    ports: { ...ports },
    provisioned: provisioned ?? TABLE.provisioned.default,
    credentials: credentials ?? TABLE.credentials.default,
    seed: seed ?? TABLE.seed.default,
    now,
    leniency: {
      missingVersion: leniency?.missingVersion ?? FLAG.default,
      missingSource: leniency?.missingSource ?? FLAG.default,
    },
    infrastructureMs: infrastructureMs ?? TABLE.infrastructureMs.default,
    functions,
    functionsV1: functionsV1 ?? TABLE.functionsV1.default,
  };
}

function portsProblem(value: unknown): string | undefined {
  if (!isJsonObject(value)) return 'an object of ports by service';
  const services: readonly string[] = SANDBOX_SERVICES;
  const unknown = Object.keys(value).find((name) => !services.includes(name));
  if (unknown === undefined) return undefined;
  return `an object of ports by service: ${unknownNameProblem('the sandbox', 'service', unknown, services).message}`;
}

function nowProblem(value: unknown): string | undefined {
  const isTime = Number.isInteger(value) && Number(value) >= 0 && Number(value) < LATEST_TIME;
  return isTime || value === 'today'
    ? undefined
    : "'today', or whole milliseconds since the epoch before 2099";
}

function leniencyProblem(value: unknown): string | undefined {
  return isJsonObject(value) ? undefined : 'an object such as { missingVersion: true }';
}

function portTable(): Readonly<Record<string, Option>> {
  const port = { check: wholeNumber(0, 65_535) };
  return Object.fromEntries(SANDBOX_SERVICES.map((service) => [service, port]));
}

const TEST_FUNCTION = {
  lambda: { check: callback },
  event: { check: anyText },
  skills: { check: listOfIds },
  uuid: { check: text },
} as const satisfies OptionTable<TestFunction>;

function functionsProblem(value: unknown): string | undefined {
  if (typeof value === 'string') return text(value);
  if (!isJsonObject(value)) return 'the path of a folder, or an object of functions by name';
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === 'function') continue;
    const owner = `functions.${name}`;
    const problem = hasMethod(one, 'lambda')
      ? optionProblem(owner, one, TEST_FUNCTION)?.message
      : `${owner} must be a function, or an object with the function "lambda"`;
    if (problem !== undefined) return `an object of functions by name: ${problem}`;
  }
  return undefined;
}

function listOfIds(value: unknown): string | undefined {
  const isList = Array.isArray(value) && value.every((id) => Number.isSafeInteger(id));
  return isList ? undefined : 'an array of ids';
}

function accountIdProblem(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w{1,20}$/.test(value)
    ? undefined
    : '1 to 20 letters, digits or underscores, as a string';
}

function durationProblem(value: unknown): string | undefined {
  return Number.isFinite(value) && Number(value) >= 0 ? undefined : 'a number of milliseconds, 0 or more';
}
