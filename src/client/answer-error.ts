import { STATUS_CODES } from 'node:http';
import type { ApiDefinition } from '../apis/define-api.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { FunctionError } from '../errors/function-error.js';
import { HttpError, type HttpErrorDetails } from '../errors/http-error.js';
import { PrivilegeError } from '../errors/privilege-error.js';
import type { ToolBeltError } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import type { Redactor } from '../http/redact.js';
import { readSaid, type Said, wordsOf } from '../http/said.js';
import type { PreparedOperation } from './parameters.js';
import { ownKeyAdvice } from './privilege-guard.js';

/** Status of a function that failed; it is none of HTTP's (documented). */
const FUNCTION_FAILED = 901;
const EXCERPT_BYTES = 1_024;
const CODE_BYTES = 100;

const NETWORK_ADVICE = 'Something in front of LivePerson answered: look at proxy and firewall.';
const KEY_ADVICE = 'Check that the application of this key is enabled, and the API open to such keys.';
const UNKNOWN_FORM = "It has not the form of LivePerson's errors: look at proxy and firewall, too.";

export interface AnswerErrorParts {
  readonly api: ApiDefinition;
  readonly prepared: PreparedOperation;
  readonly redactor: Redactor;
}

/**
 * The error that an answer stands for which is neither success nor expected. It quotes what the server said, but
 * nothing of the rows whose answers hold what people wrote. A 403 is a `PrivilegeError`, save that of a page of
 * HTML: then a firewall, proxy or CDN refused the machine, not LivePerson the key, and it is an `HttpError`.
 *
 * @param note A sentence on where the status comes from, where it is not that of the answer itself.
 */
export function answerError(
  answer: Pick<Answer, 'status' | 'headers' | 'requestId'>,
  text: string,
  parts: AnswerErrorParts,
  note = '',
): ToolBeltError {
  const { api, prepared, redactor } = parts;
  const { status, requestId } = answer;
  const told = readSaid(text, answer.headers, (page) => redactor.text(page));
  const said: Said = api.private ? { by: told.by } : told;
  const words = redactor.words(wordsOf(said) ?? '');
  const details: HttpErrorDetails = {
    status,
    requestId,
    headers: redactor.headers(answer.headers),
    service: prepared.operation.service ?? api.service,
    operation: prepared.name,
    bodyExcerpt: api.private ? '' : redactor.words(text, EXCERPT_BYTES),
  };
  if (status === FUNCTION_FAILED) {
    const code = redactor.words(said.code ?? '', CODE_BYTES) || ErrorCodes.Function.Failed;
    return new FunctionError(code, words || 'it gave no message', details);
  }
  const message = messageOf(details, words, [note, adviceFor(status, said, api)]);
  return status === 403 && said.by !== 'page'
    ? new PrivilegeError(api.title, `${api.title}: ${message}`, details)
    : new HttpError(message, details);
}

function messageOf(
  { status, operation, requestId }: HttpErrorDetails,
  words: string,
  notes: readonly string[],
): string {
  const phrase = STATUS_CODES[status];
  const named = phrase === undefined ? `${status}` : `${status} (${phrase})`;
  const refused = status === 403 ? `the server refused ${operation} with` : `${operation} was answered with`;
  const sentences = [
    `${refused} status ${named}${words && `: ${words}`}.`,
    ...notes,
    `Request id ${requestId}.`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function adviceFor(status: number, { by }: Said, { title }: ApiDefinition): string {
  if (status !== 401 && status !== 403) return '';
  if (by === 'page') return NETWORK_ADVICE;
  const advice = status === 401 ? KEY_ADVICE : ownKeyAdvice(title);
  return by === 'text' ? `${UNKNOWN_FORM} ${advice}` : advice;
}
