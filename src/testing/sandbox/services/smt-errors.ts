import { type Answer, AnswerError } from '../exchange.js';

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
export function smtErrorBody(internalCode: SmtCode, message: string): unknown {
  // The documented time has an offset, not a "Z".
  const time = new Date().toISOString().replace('Z', '+00:00');
  return { time, message, internalCode };
}

/** An answer that refuses a request with a code of service smt. */
export function smtError(status: 400 | 404, internalCode: SmtCode, message: string): AnswerError {
  const answer: Answer = { status, body: smtErrorBody(internalCode, message) };
  return new AnswerError(answer);
}
