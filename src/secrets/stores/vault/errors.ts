import { ErrorCodes } from '../../../errors/error-codes.js';
import { NetworkError } from '../../../errors/network-error.js';
import { SecretError } from '../../../errors/secret-error.js';
import { TimeoutError } from '../../../errors/timeout-error.js';
import { ToolBeltError } from '../../../errors/toolbelt-error.js';
import type { Redactor } from '../../../http/redact.js';
import type { VaultAnswer } from './http.js';

/** What a request was for, in the words of a policy. */
export interface VaultPurpose {
  /** For example `secret/data/lp/MY_KEY`. */
  readonly path: string;
  /** Which capability a policy must grant on the path. */
  readonly capability: 'create and update' | 'read' | 'update' | 'list';
}

/** The error for an answer that refuses a request, or says that it could not be served. */
export function refusalError(
  key: string,
  answer: VaultAnswer,
  purpose: VaultPurpose,
  redactor: Redactor,
): SecretError {
  const code = answer.status === 403 ? ErrorCodes.Secret.AuthFailure : ErrorCodes.Secret.Failure;
  const said = wordsOf(answer, redactor);
  return new SecretError(
    code,
    key,
    `Vault did not ${verbOf(purpose)} ${purpose.path}: ${reasonFor(answer, purpose)}${said}`,
  );
}

/** The error for a write of which nobody knows whether it took effect. */
export function unknownOutcome(key: string, path: string, cause: SecretError): SecretError {
  return new SecretError(
    // Not that of a refusal, which says that nothing was written.
    cause.code === ErrorCodes.Secret.Timeout ? ErrorCodes.Secret.Timeout : ErrorCodes.Secret.Failure,
    key,
    `Whether ${path} was written is unknown: ${cause.message}. Read it, or write it again with the same condition`,
    { cause: cause.cause },
  );
}

/** A failure without an answer as an error of the store; errors of the store, and of a bad option, as they are. */
export function storeError(key: string, error: unknown, redactor: Redactor): ToolBeltError {
  if (error instanceof TimeoutError) {
    return new SecretError(ErrorCodes.Secret.Timeout, key, error.message, { cause: error });
  }
  if (error instanceof NetworkError) {
    return new SecretError(ErrorCodes.Secret.Failure, key, `Vault cannot be reached: ${error.message}`, {
      cause: error,
    });
  }
  if (error instanceof ToolBeltError) return error;
  const cause = redactor.cause(error);
  return new SecretError(ErrorCodes.Secret.Failure, key, `Vault cannot be used: ${cause.message}`, { cause });
}

/** What Vault itself says. */
export function wordsOf({ status, errors }: VaultAnswer, redactor: Redactor): string {
  const text = redactor.words(errors.join('; '));
  return text === '' ? ` (status ${status})` : ` (status ${status}: ${text})`;
}

function verbOf({ capability }: VaultPurpose): string {
  return capability === 'create and update' ? 'write' : capability;
}

function reasonFor({ status, errors }: VaultAnswer, { capability }: VaultPurpose): string {
  switch (status) {
    case 307:
      return 'this node is a standby and cannot forward requests; its redirect is not followed, since a token goes to the given address only. Name the active node, or a load balancer, as address';
    case 403:
      return `the token is not valid (any more), or no policy of it grants "${capability}" on this path`;
    case 404:
      return 'there is no KV version 2 engine; check mount and namespace';
    case 412:
      return 'this node lags behind the active one';
    case 429:
      return 'too many requests, or a standby that serves none';
    case 472:
    case 473:
      return 'this node is a standby of a replicated cluster; name the active node as address';
    case 503:
      return errors.some((text) => /sealed/i.test(text))
        ? 'Vault is sealed; unseal it'
        : 'there is no active node, or Vault is under maintenance';
    default:
      return 'see its answer';
  }
}
