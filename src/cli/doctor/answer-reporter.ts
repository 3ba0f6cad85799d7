import type { Credential } from '../../auth/credentials.js';
import { type AnswerComparison, type AnswerDifference, ROOT_PATH } from '../../client/answer-difference.js';
import { ResponseValidationError } from '../../errors/response-validation-error.js';
import type { ToolBeltError } from '../../errors/toolbelt-error.js';
import {
  type AnswerReport,
  answerReport,
  type CheckedPart,
  type ReportedOperation,
  reportedError,
} from './answer-report.js';
import type { Finding } from './checks.js';
import { type DoctorAnswer, type DoctorRead, isExpected } from './reads.js';

/** Compares the value of an operation with what the library knows of it. */
export type CompareAnswer = (operation: string, value: unknown) => AnswerComparison;

/** What came of a read: an answer, or an error. */
export interface ReadResult {
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly answer?: DoctorAnswer;
  readonly error?: ToolBeltError;
}

/** Gathers what a report of answers holds, while doctor runs. */
export class AnswerReporter {
  readonly #compare: CompareAnswer;
  readonly #checks: CheckedPart[] = [];
  readonly #operations = new Map<string, ReportedOperation>();
  #credential: Credential['kind'] | null = null;

  constructor(compare: CompareAnswer) {
    this.#compare = compare;
  }

  checked({ check: { name, ok }, error }: Finding<unknown>): void {
    this.#checks.push({ name, ok, error: error === undefined ? null : reportedError(error) });
  }

  credentialIs(kind: Credential['kind']): void {
    this.#credential = kind;
  }

  /** @returns What the report says of it. */
  read(read: DoctorRead, result: ReadResult): ReportedOperation {
    const { operation } = read;
    const { status, error = null } = result;
    const known = { status, error: error && reportedError(error) };
    const reported = reportOf(operation, { ...known, ...this.#judge(read, result) });
    this.#operations.set(operation, reported);
    return reported;
  }

  /** @param reads All reads; those that were not made are said not to have been tried. */
  report(reads: readonly DoctorRead[]): AnswerReport {
    const failed = this.#checks.find(({ ok }) => !ok);
    const reason = failed === undefined ? null : `the check "${failed.name}" failed`;
    const operations = reads.map(
      ({ operation }) =>
        this.#operations.get(operation) ?? reportOf(operation, { outcome: 'not tried', reason }),
    );
    return answerReport({ credential: this.#credential, checks: this.#checks, operations });
  }

  #judge(read: DoctorRead, { status, answer, error }: ReadResult): Judgement {
    if (isExpected(read, status)) return { outcome: 'not compared', reason: read.expected.note, error: null };
    if (error instanceof ResponseValidationError) {
      return { outcome: 'differs', differences: error.issues.map(({ message }) => wholeAnswer(message)) };
    }
    if (error !== undefined) return { outcome: status === null ? 'no answer' : 'refused' };
    if (answer === undefined || !isSuccess(answer.status)) return { outcome: 'refused' };
    if (!('data' in answer)) return { outcome: 'not compared', reason: 'its answer is not read' };
    const comparison = this.#compare(read.operation, answer.data);
    const { differences, unknownFields } = comparison;
    const differs = differences.length > 0 || unknownFields.length > 0;
    return { outcome: differs ? 'differs' : 'same', ...comparison };
  }
}

/** An outcome, and what there is to say of it. */
type Judgement = Pick<ReportedOperation, 'outcome'> & Partial<ReportedOperation>;

/** The entry of an operation, its fields always in the same order. */
function reportOf(operation: string, judgement: Judgement): ReportedOperation {
  const { outcome, status = null, reason = null, error = null } = judgement;
  const { differences = [], unknownFields = [], absentFields = [] } = judgement;
  return { operation, outcome, status, reason, error, differences, unknownFields, absentFields };
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** What is no answer in any mode of validation. The words of its issue are the library's own. */
function wholeAnswer(message: string): AnswerDifference {
  const [, came, expected] = /^is (.+), not (.+)$/.exec(message) ?? [];
  if (came !== undefined && expected !== undefined) {
    return { path: ROOT_PATH, expected: typesIn(expected), came: typesIn(came), times: 1 };
  }
  const known = ['has no content', 'is no JSON', 'holds no list'].find((text) => message.startsWith(text));
  const answer = known ?? 'no answer that can be read';
  return { path: ROOT_PATH, expected: 'an answer', came: answer, times: 1 };
}

/** Types of JSON for words such as `a list or an object`. */
function typesIn(words: string): string {
  const types = words.split(' or ').map((word) => word.replace(/^an? /, '').replace('list', 'array'));
  return types.join(' | ');
}
