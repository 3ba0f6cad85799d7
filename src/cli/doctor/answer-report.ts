import type { Credential } from '../../auth/credentials.js';
import type { AnswerDifference, UnknownField } from '../../client/answer-difference.js';
import { VERSION } from '../../config/version.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import { FunctionError } from '../../errors/function-error.js';
import type { ToolBeltError } from '../../errors/toolbelt-error.js';
import type { CheckName } from './report.js';

/** What the file of a report begins with. */
export const REPORT_KIND = 'lp-toolbelt doctor report';

/**
 * What answers differ in from what the library knows, for a maintainer who has no access to the account. It holds
 * paths, types and names of errors: no value of an answer, no word of a server, and nothing that tells the account.
 */
export interface AnswerReport {
  readonly kind: typeof REPORT_KIND;
  /** Grows when a field changes its meaning, or goes. */
  readonly schemaVersion: 1;
  /** Version of the library. */
  readonly library: string;
  /** Version of Node. */
  readonly node: string;
  /** Null when the secret could not be read. */
  readonly credential: Credential['kind'] | null;
  /** What all rows need, in the order in which it was checked. */
  readonly checks: readonly CheckedPart[];
  /** One for each row of the privilege table, sorted by operation. */
  readonly operations: readonly ReportedOperation[];
}

/** What came of a check. */
export interface CheckedPart {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Null when it is good. */
  readonly error: ReportedError | null;
}

/** An error without its message, which may quote a server. */
export interface ReportedError {
  /** Its class. */
  readonly name: string;
  readonly code: string;
}

/**
 * `same`: the answer is as the library knows it. `differs`: it has differences or unknown fields. `not compared`: the
 * row can be used, yet what doctor asks for is refused by intent. `refused`: an error with a status. `no answer`: an
 * error without one. `not tried`: nothing was sent.
 */
export type Outcome = 'same' | 'differs' | 'not compared' | 'refused' | 'no answer' | 'not tried';

/** What came of the read of one row. */
export interface ReportedOperation {
  /** For example `users.list`. */
  readonly operation: string;
  readonly outcome: Outcome;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Why it was not compared, or not tried; null for all other outcomes. */
  readonly reason: string | null;
  /** Null when there was none. */
  readonly error: ReportedError | null;
  /** Sorted by path. */
  readonly differences: readonly AnswerDifference[];
  /** Fields that the library does not know, sorted by path. */
  readonly unknownFields: readonly UnknownField[];
  /** Paths of fields that the library knows and the answer never had, sorted. Most are optional. */
  readonly absentFields: readonly string[];
}

/** @param operations In any order. */
export function answerReport(
  parts: Pick<AnswerReport, 'credential' | 'checks' | 'operations'>,
): AnswerReport {
  return {
    kind: REPORT_KIND,
    schemaVersion: 1,
    library: VERSION,
    node: process.versions.node,
    credential: parts.credential,
    checks: parts.checks,
    operations: parts.operations.toSorted((a, b) => (a.operation < b.operation ? -1 : 1)),
  };
}

/** What an error is, without what it says. The code of a function that failed is the function's own word. */
export function reportedError(error: ToolBeltError): ReportedError {
  const { name } = error;
  return { name, code: error instanceof FunctionError ? ErrorCodes.Function.Failed : error.code };
}

/** For example `2 differences, 1 unknown field`; null when there is neither. */
export function countsOf({ differences, unknownFields }: ReportedOperation): string | null {
  const counts = [
    count(differences.length, 'difference', 'differences'),
    count(unknownFields.length, 'unknown field', 'unknown fields'),
  ];
  return counts.filter((text) => text !== '').join(', ') || null;
}

function count(number: number, one: string, many: string): string {
  return number === 0 ? '' : `${number} ${number === 1 ? one : many}`;
}
