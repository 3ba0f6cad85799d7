import { offsetTime } from '../../time-texts.js';
import { type Answer, AnswerError, type SandboxRequest } from '../exchange.js';

/** Internal codes of service smt (documented for Visit Information, the first for IVR Engagement as well). */
export const SMT_CODES = {
  badRequest: '33',
  noPermission: '10',
  invalidVisitor: '37',
  invalidSession: '39',
  sessionNotFound: '12',
} as const;

/** A code of {@link SMT_CODES}. */
export type SmtCode = (typeof SMT_CODES)[keyof typeof SMT_CODES];

/** Body of an error of service smt (documented for IVR Engagement). */
export function smtErrorBody(request: SandboxRequest, internalCode: SmtCode, message: string): unknown {
  return { time: offsetTime(request.arrivedAt), message, internalCode };
}

/** An answer that refuses a request with a code of service smt. */
export function smtError(
  request: SandboxRequest,
  status: 400 | 404,
  internalCode: SmtCode,
  message: string,
): AnswerError {
  const answer: Answer = { status, body: smtErrorBody(request, internalCode, message) };
  return new AnswerError(answer);
}
