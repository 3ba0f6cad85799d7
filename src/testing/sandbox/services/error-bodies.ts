import type { SandboxService } from '../sandbox-services.js';
import { SMT_CODES, type SmtCode, smtErrorBody } from './smt-errors.js';

/** Kinds of refusal of an API service. */
export type Refusal = 'bad-request' | 'unauthenticated' | 'forbidden' | 'not-found';

// Numbers of the sandbox; LivePerson documents one, 12 for missing data.
const INTERNAL_CODES: Readonly<Record<Refusal, number>> = {
  'bad-request': 1,
  unauthenticated: 2,
  forbidden: 3,
  'not-found': 12,
};

const SMT_REFUSALS: Readonly<Record<Refusal, SmtCode>> = {
  'bad-request': SMT_CODES.badRequest,
  unauthenticated: SMT_CODES.noPermission,
  forbidden: SMT_CODES.noPermission,
  'not-found': SMT_CODES.sessionNotFound,
};

const FUNCTIONS_CODES: Readonly<Record<Refusal, string>> = {
  'bad-request': 'com.liveperson.faas.evg.invalid',
  unauthenticated: 'com.liveperson.faas.evg.general',
  forbidden: 'com.liveperson.faas.evg.general',
  'not-found': 'com.liveperson.faas.function.not-found',
};

const FUNCTIONS_V1_CODES: Readonly<Record<Refusal, string>> = {
  'bad-request': 'com.liveperson.faas.es.badinput',
  unauthenticated: 'com.liveperson.faas.es.general',
  forbidden: 'com.liveperson.faas.es.general',
  'not-found': 'com.liveperson.faas.es.missinglambda',
};

/**
 * The body of a refusal as the service words it: `{ type, internalCode, message }` for account configuration
 * (documented) and Engagement History (inferred), `{ code, message }` for the Functions gateway,
 * `{ errorCode, errorMsg }` for its V1 forms, `{ time, message, internalCode }` for smt (documented).
 */
export function errorBody(service: SandboxService, refusal: Refusal, message: string, v1 = false): unknown {
  if (service === 'smt') return smtErrorBody(SMT_REFUSALS[refusal], message);
  if (service !== 'faasGW') return { type: 'error', internalCode: INTERNAL_CODES[refusal], message };
  return v1
    ? { errorCode: FUNCTIONS_V1_CODES[refusal], errorMsg: message }
    : { code: FUNCTIONS_CODES[refusal], message };
}
