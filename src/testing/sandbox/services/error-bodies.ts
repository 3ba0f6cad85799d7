import { AnswerError, type SandboxRequest } from '../exchange.js';
import type { SandboxService } from '../sandbox-services.js';
import { SMT_CODES, type SmtCode, smtErrorBody } from './smt-errors.js';

/** Kinds of refusal of an API service. */
export type Refusal = 'bad-request' | 'unauthenticated' | 'forbidden' | 'not-found';

/** Kinds of refusal of the writes of account configuration. */
export type ConfigurationRefusal = Refusal | 'wrong-revision' | 'name-taken' | 'quota-reached';

// Numbers of the sandbox; LivePerson documents one, 12 for missing data.
const INTERNAL_CODES: Readonly<Record<ConfigurationRefusal, number>> = {
  'bad-request': 1,
  unauthenticated: 2,
  forbidden: 3,
  'wrong-revision': 4,
  'name-taken': 5,
  'quota-reached': 6,
  'not-found': 12,
};

/** The status of each kind of refusal. */
export const STATUSES: Readonly<Record<ConfigurationRefusal, number>> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'name-taken': 409,
  'wrong-revision': 412,
  'quota-reached': 422,
};

const SMT_REFUSALS: Readonly<Record<Refusal, SmtCode>> = {
  'bad-request': SMT_CODES.badRequest,
  unauthenticated: SMT_CODES.noPermission,
  forbidden: SMT_CODES.noPermission,
  'not-found': SMT_CODES.sessionNotFound,
};

/** Codes of the services of Functions, V2 and V1. */
interface FunctionsCodes {
  readonly v2: Readonly<Record<Refusal, string>>;
  readonly v1: Readonly<Record<Refusal, string>>;
}

const GATEWAY_CODES: FunctionsCodes = {
  v2: {
    'bad-request': 'com.liveperson.faas.evg.invalid',
    unauthenticated: 'com.liveperson.faas.evg.general',
    forbidden: 'com.liveperson.faas.evg.general',
    'not-found': 'com.liveperson.faas.function.not-found',
  },
  v1: {
    'bad-request': 'com.liveperson.faas.es.badinput',
    unauthenticated: 'com.liveperson.faas.es.general',
    forbidden: 'com.liveperson.faas.es.general',
    'not-found': 'com.liveperson.faas.es.missinglambda',
  },
};

// Of the management service few codes were seen: one of V1 stands for all that are not.
const MANAGEMENT_CODES: FunctionsCodes['v2'] = {
  'bad-request': 'com.liveperson.faas.fm.validation.interface-wrong',
  unauthenticated: 'com.liveperson.faas.fm.general',
  forbidden: 'com.liveperson.faas.fm.general',
  'not-found': 'com.liveperson.faas.function.not-found',
};

const FUNCTIONS_CODES: Readonly<Partial<Record<SandboxService, FunctionsCodes>>> = {
  faasGW: GATEWAY_CODES,
  faasUI: { v2: MANAGEMENT_CODES, v1: MANAGEMENT_CODES },
};

/**
 * The body of a refusal as the service words it: `{ type, internalCode, message }` for account configuration
 * (documented) and Engagement History (inferred), `{ code, message }` for Functions, `{ errorCode, errorMsg }` for
 * its V1 forms, `{ time, message, internalCode }` for smt (documented).
 */
export function errorBody(request: SandboxRequest, refusal: Refusal, message: string): unknown {
  const { service, query } = request;
  if (service === 'smt') return smtErrorBody(request, SMT_REFUSALS[refusal], message);
  const codes = FUNCTIONS_CODES[service];
  if (codes === undefined) return configurationBody(refusal, message);
  const isV1 = query.get('v') === '1';
  return isV1 ? { errorCode: codes.v1[refusal], errorMsg: message } : { code: codes.v2[refusal], message };
}

/** An answer that refuses a request in the words of account configuration. */
export function configurationError(refusal: ConfigurationRefusal, message: string): AnswerError {
  return new AnswerError({ status: STATUSES[refusal], body: configurationBody(refusal, message) });
}

function configurationBody(refusal: ConfigurationRefusal, message: string): unknown {
  return { type: 'error', internalCode: INTERNAL_CODES[refusal], message };
}
