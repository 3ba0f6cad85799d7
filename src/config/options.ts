import { ConfigError } from '../errors/config-error.js';
import { LONGEST_TIMER_MS } from './clock.js';
import { unknownNameProblem } from './unknown-name.js';

/** Tells what a value must be; undefined when it is that. */
export type Check = (value: unknown) => string | undefined;

/** An option that may be left out: what its value must be, and its value then. */
export interface Option {
  readonly check: Check;
  readonly default?: unknown;
  /** Where the value may be an object of options itself: theirs. */
  readonly fields?: Readonly<Record<string, Option>>;
}

/** An entry for each option of an interface: the compiler refuses a table that lacks one, or has one more. */
export type OptionTable<Options> = { readonly [Name in keyof Options]-?: Option };

/** The defaults of a table; undefined where an entry has none. */
export type Defaults<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly default: infer Default }
    ? Default
    : undefined;
};

/** What is wrong with one option. */
export interface OptionProblem {
  readonly name: string;
  readonly message: string;
}

/**
 * The first fault of an object of options: a name that there is not, or a value that its check refuses. An option
 * that is undefined counts as left out; null does not.
 *
 * @param owner Who takes the options, as messages name it: `createToolbelt`.
 */
export function optionProblem<Options>(
  owner: string,
  options: unknown,
  table: OptionTable<Options>,
): OptionProblem | undefined {
  if (!isObject(options)) return { name: 'options', message: `The options of ${owner} must be an object` };
  for (const [name, value] of Object.entries(options)) {
    const option = optionOf(table, name);
    if (option === undefined) return unknownNameProblem(owner, 'option', name, Object.keys(table));
    const problem = value === undefined ? undefined : valueProblem(owner, name, value, option);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The entry of a name; undefined for one that there is not, `constructor` included. */
function optionOf(table: object, name: string): Option | undefined {
  return Object.hasOwn(table, name) ? (table as Readonly<Record<string, Option>>)[name] : undefined;
}

function valueProblem(
  owner: string,
  name: string,
  value: unknown,
  { check, fields }: Option,
): OptionProblem | undefined {
  const must = check(value);
  if (must !== undefined) return { name, message: `${owner}: ${name} must be ${must}` };
  if (fields === undefined || !isObject(value)) return undefined;
  const inner = optionProblem(`${owner}: ${name}`, value, fields);
  return inner && { ...inner, name: `${name}.${inner.name}` };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** @throws {ConfigError} naming the option at fault. See {@link optionProblem}. */
export function checkOptions<Options>(owner: string, options: unknown, table: OptionTable<Options>): void {
  const problem = optionProblem(owner, options, table);
  if (problem !== undefined) throw new ConfigError(problem.name, problem.message);
}

/** The values of a table of options where none is given. */
export function defaultsOf<Table extends Readonly<Record<string, Option>>>(table: Table): Defaults<Table> {
  const defaults = Object.entries(table).map(([name, option]) => [name, option.default]);
  // One for each name of the table, which TypeScript cannot see.
  return Object.freeze(Object.fromEntries(defaults)) as Defaults<Table>;
}

/** For an option whose value is looked at where it is used. */
export const checkedElsewhere: Check = () => undefined;

/** Certificates in PEM. A path is what is given by mistake most often. */
export const certificates: Check = (value) => {
  const list = Array.isArray(value) ? value : [value];
  if (list.length > 0 && list.every(holdsCertificate)) return undefined;
  const path = list.find((item) => typeof item === 'string' && CERTIFICATE_FILE.test(item)) ?? '…';
  return `a certificate in PEM (-----BEGIN CERTIFICATE-----), or a list of them, and no path: read the file, readFileSync('${path}', 'utf8')`;
};

export const object: Check = (value) => (isObject(value) ? undefined : 'an object');

export const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export const text: Check = (value) =>
  typeof value === 'string' && value !== '' ? undefined : 'a text that is not empty';

export const anyText: Check = (value) => (typeof value === 'string' ? undefined : 'a text');

/** Hosts, each perhaps with `*.` before it. */
export const hostList: Check = (value) => {
  const isList = Array.isArray(value) && value.every((item) => text(item) === undefined);
  return isList ? undefined : 'a list of hosts, for example ["*.liveperson.net"]';
};

export const abortSignal: Check = (value) => (value instanceof AbortSignal ? undefined : 'an AbortSignal');

export const callback: Check = (value) => (typeof value === 'function' ? undefined : 'a function');

/** A time that a timer can wait. */
export const milliseconds =
  (least = 1): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= LONGEST_TIMER_MS
      ? undefined
      : `a number of milliseconds from ${least} to ${LONGEST_TIMER_MS}`;

export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : most === Number.MAX_SAFE_INTEGER
        ? `a whole number, ${least} or more`
        : `a whole number from ${least} to ${most}`;

export const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string) ? undefined : values.map((name) => `'${name}'`).join(' or ');

/** An object of the caller's with these methods. */
export const objectWith =
  (...methods: readonly string[]): Check =>
  (value) => {
    const missing = methods.filter((name) => !hasMethod(value, name));
    if (missing.length === 0) return undefined;
    const lacks = missing.length < methods.length ? `; it lacks ${missing.join(', ')}` : '';
    return `an object with the method${methods.length > 1 ? 's' : ''} ${methods.join(', ')}${lacks}`;
  };

export const clock: Check = objectWith('now', 'elapsed', 'sleep');

export const logger: Check = (value) => {
  const must = objectWith('debug', 'info', 'warn', 'error')(value);
  return must && `${must}, such as console`;
};

export function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Readonly<Record<string, unknown>> | null | undefined)?.[name] === 'function';
}

const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]+-----END /;
/** What may be repeated in a message: a text of another form could be a key that was put into the wrong option. */
const CERTIFICATE_FILE = /^[\w./\\:~ -]{1,200}\.(?:pem|crt|cer|cert)$/i;

function holdsCertificate(value: unknown): boolean {
  return typeof value === 'string' && CERTIFICATE.test(value);
}
