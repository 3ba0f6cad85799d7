import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** Issues that an error or a warning holds: more of them cost time, and tell no more. */
export const MOST_ISSUES = 1_000;

/** One place where an answer differs from its schema. The offending value is not included. */
export interface ResponseIssue {
  /** Where, for example `0.skillIds.1`. */
  readonly path: string;
  /** What was expected there. */
  readonly message: string;
}

/**
 * An answer is not what LivePerson documents. In every mode of `responseValidation` it is thrown for what is no
 * answer at all (no content, no JSON, too long, or null, a text or an object where a list is promised), and for a
 * list that repeats a page or ends before its total. For fields that differ it is thrown in mode `strict` only.
 */
export class ResponseValidationError extends ToolBeltError {
  static {
    this.prototype.name = 'ResponseValidationError';
  }

  /** Operation, for example `users.get`. */
  override readonly operation: string;
  /** The first thousand. */
  readonly issues: readonly ResponseIssue[];

  constructor(operation: string, issues: readonly ResponseIssue[]) {
    const shown = issues.slice(0, 3).map((issue) => `${issue.path || '(root)'}: ${issue.message}`);
    const count = issues.length < MOST_ISSUES ? `${issues.length}` : `${MOST_ISSUES} or more`;
    super(
      'LpClient',
      ErrorCodes.LpClient.ResponseInvalid,
      `The answer of ${operation} differs from its schema in ${count} place(s): ${shown.join('; ')}`,
    );
    this.operation = operation;
    this.issues = issues;
  }
}
