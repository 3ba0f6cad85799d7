import type { CallOptions } from '../apis/api-call.js';
import { callLimitTable } from '../config/limits.js';
import { abortSignal, checkedElsewhere, type OptionTable, optionProblem, text } from '../config/options.js';
import { ParameterError } from '../errors/parameter-error.js';
import type { IgnoredRequestInit, LPRequestOptions } from './request-options.js';

/** Options of the calls of clients that have a credential of their own. */
export type CallControls = Omit<CallOptions, 'appKeySecretName'>;

export const controlTable = {
  ...callLimitTable,
  signal: { check: (value) => (value === null ? undefined : abortSignal(value)) },
} as const satisfies OptionTable<CallControls>;

const callTable = {
  ...controlTable,
  appKeySecretName: { check: (value) => text(value) && 'the name of a secret' },
} as const satisfies OptionTable<CallOptions>;

const ignoredTable = {
  cache: { check: checkedElsewhere },
  credentials: { check: checkedElsewhere },
  dispatcher: { check: checkedElsewhere },
  duplex: { check: checkedElsewhere },
  integrity: { check: checkedElsewhere },
  keepalive: { check: checkedElsewhere },
  mode: { check: checkedElsewhere },
  priority: { check: checkedElsewhere },
  redirect: { check: checkedElsewhere },
  referrer: { check: checkedElsewhere },
  referrerPolicy: { check: checkedElsewhere },
  window: { check: checkedElsewhere },
} as const satisfies OptionTable<IgnoredRequestInit>;

const rawTable = {
  ...callTable,
  ...ignoredTable,
  method: { check: checkedElsewhere },
  headers: { check: checkedElsewhere },
  body: { check: checkedElsewhere },
} as const satisfies OptionTable<LPRequestOptions>;

/** Options of the V1 client that changed what a call sends or gives, and what does it here. */
const REPLACED: Readonly<Record<string, string>> = Object.freeze({
  json: 'pass JSON.stringify(value) as body with the header content-type: application/json, and read the answer with await response.json()',
  form: 'pass new URLSearchParams(form) as body',
  formData: 'pass a FormData as body',
  qs: 'write it into the path, for example path + "?" + new URLSearchParams(qs)',
  simple: 'a raw call resolves for every status: look at response.ok',
  resolveWithFullResponse:
    'a raw call always gives the response: response.status, response.headers, await response.json()',
  timeout: 'it is called timeoutMs; deadlineMs limits the whole call',
});

/** Options of a typed call. @throws {ParameterError} also for a name that there is not. */
export function checkCallOptions(options: CallOptions): void {
  const problem = optionProblem('A call', options, callTable);
  if (problem !== undefined) throw refusal(problem);
}

/**
 * Options of a raw call, which may have been written for `fetch`. Names that are no option of it are told and passed over.
 *
 * @throws {ParameterError} also for an option of the V1 client that would be missed.
 */
export function checkRawOptions(
  options: LPRequestOptions,
  warn: (code: string, message: string) => void,
): void {
  if (typeof options !== 'object') checkCallOptions(options);
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(rawTable, name));
  const replaced = unknown.find((name) => Object.hasOwn(REPLACED, name) && isGiven(options, name));
  if (replaced !== undefined) {
    throw refusal({
      name: replaced,
      message: `"${replaced}" is an option of the V1 client, and none of this one: ${REPLACED[replaced]}`,
    });
  }
  const isKnown = ([name]: [string, unknown]) => !unknown.includes(name);
  const known = unknown.length === 0 ? options : Object.fromEntries(Object.entries(options).filter(isKnown));
  const problem = optionProblem('A call', known, rawTable);
  if (problem !== undefined) throw refusal(problem);
  const passedOver = unknown.filter((name) => isGiven(options, name));
  if (passedOver.length > 0) warn('LP_UNKNOWN_OPTION', unknownOptionsWarning(passedOver));
}

function unknownOptionsWarning(names: readonly string[]): string {
  return `A call through LPClient was given ${names.map((name) => JSON.stringify(name.slice(0, 100))).join(', ')}, which is no option of it and was passed over. The next ones are not told.`;
}

function isGiven(options: object, name: string): boolean {
  return (options as Readonly<Record<string, unknown>>)[name] !== undefined;
}

function refusal({ name, message }: { readonly name: string; readonly message: string }): ParameterError {
  return new ParameterError(name, `${message}. Nothing was sent.`);
}
