import type { ApiRow } from '../../apis/define-api.js';
import { compareAnswer } from '../../client/answer-difference.js';
import type { LPClient } from '../../client/lp-client.js';
import { HttpError } from '../../errors/http-error.js';
import { PrivilegeError } from '../../errors/privilege-error.js';
import { ResponseValidationError } from '../../errors/response-validation-error.js';
import { ToolBeltError } from '../../errors/toolbelt-error.js';
import type { ToolbeltOptions } from '../../toolbelt/options.js';
import { errorLine, expectedError } from '../terminal/expected-error.js';
import type { TextOutput } from '../terminal/text-output.js';
import { adviceFor, adviceForStatus } from './advice.js';
import { countsOf, type ReportedError } from './answer-report.js';
import { checkReportFile, writeReportFile } from './answer-report-file.js';
import { AnswerReporter, isSuccess, type ReadResult } from './answer-reporter.js';
import { checkCsds, checkSecret, checkSettings, checkToken, type Finding, type Opened } from './checks.js';
import { type DoctorContext, type DoctorRead, doctorReads, isExpected } from './reads.js';
import {
  type DoctorCheck,
  type DoctorReport,
  type DoctorRow,
  type DoctorView,
  jsonView,
  textView,
} from './report.js';

/** What doctor needs; tests replace the parts. */
export interface DoctorOptions {
  readonly output: TextOutput;
  /** One JSON document instead of lines. @default false */
  readonly json?: boolean | undefined;
  /**
   * File to write what the answers differ in to, as paths and types. Nothing that a server said is shown then.
   * @default none
   */
  readonly report?: string | undefined;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
  /** Of the toolbelt that is looked at. @default those of the environment */
  readonly toolbelt?: ToolbeltOptions | undefined;
  /** How each row is read, by its id. */
  readonly reads?: Readonly<Record<string, DoctorRead>> | undefined;
}

/**
 * Looks whether the account and the secret at hand can use every row of the privilege table: checks what all
 * rows need, then reads each row once. It changes nothing and invokes no function.
 *
 * @returns Whether every check and every row is good.
 * @throws {ConfigError} when the file of the report cannot be written; nothing was sent.
 */
export async function runDoctor(options: DoctorOptions): Promise<boolean> {
  if (options.report !== undefined) await checkReportFile(options.report);
  const view = options.json ? jsonView(options.output) : textView(options.output);
  const report = await new Doctor(view, options).run();
  view.ended(report);
  return report.ok;
}

class Doctor {
  readonly #view: DoctorView;
  readonly #options: DoctorOptions;
  readonly #checks: DoctorCheck[] = [];
  readonly #reporter: AnswerReporter | undefined;

  constructor(view: DoctorView, options: DoctorOptions) {
    this.#view = view;
    this.#options = options;
    if (options.report !== undefined) this.#reporter = new AnswerReporter(compareAnswer);
  }

  async run(): Promise<DoctorReport> {
    const report = await this.#look();
    const { report: path } = this.#options;
    if (path === undefined || this.#reporter === undefined) return report;
    await writeReportFile(path, this.#reporter.report(Object.values(this.#reads)));
    return report;
  }

  get #reads(): Readonly<Record<string, DoctorRead>> {
    return this.#options.reads ?? doctorReads;
  }

  async #look(): Promise<DoctorReport> {
    // One request for each read, or the time of a row would be that of its retries. The forms of answers are
    // looked at for a report only, which sees the answers themselves.
    const settings = { retry: false, responseValidation: 'off', ...this.#options.toolbelt } as const;
    const opened = this.#note(await checkSettings(settings));
    if (opened === undefined) return this.#report(null, []);
    await using toolbelt = opened.toolbelt;
    const { accountId } = opened.parts;
    const isReady = await this.#checkAccess(opened);
    return this.#report(accountId, isReady ? await this.#readAll(toolbelt.LPClient(), opened) : []);
  }

  async #checkAccess({ toolbelt, parts }: Opened): Promise<boolean> {
    const { signal } = this.#options;
    const kind = this.#note(await checkSecret(parts, signal));
    signal?.throwIfAborted();
    const services = this.#note(await checkCsds(toolbelt));
    signal?.throwIfAborted();
    if (kind !== undefined) this.#reporter?.credentialIs(kind);
    if (kind === undefined || services === undefined) return false;
    return this.#note(await checkToken(parts, kind, signal)) !== undefined;
  }

  #note<Value>(finding: Finding<Value>): Value | undefined {
    this.#checks.push(finding.check);
    this.#view.checked(finding.check);
    this.#reporter?.checked(finding);
    return finding.value;
  }

  async #readAll(lp: LPClient, { toolbelt, parts: { accountId, engine } }: Opened): Promise<DoctorRow[]> {
    const rows: DoctorRow[] = [];
    for (const row of toolbelt.privileges) {
      this.#options.signal?.throwIfAborted();
      const compared = this.#reporter !== undefined;
      rows.push(await this.#read(lp, row, { accountId, now: engine.clock.now(), compared }));
    }
    return rows;
  }

  async #read(lp: LPClient, { id, title, privilege }: ApiRow, context: DoctorContext): Promise<DoctorRow> {
    const read = this.#reads[id];
    if (read === undefined)
      throw new Error(`doctor has no read for the row ${id}: add one to src/cli/doctor/reads.ts`);
    const start = performance.now();
    const result = await resultOf(read, lp, context, this.#options.signal);
    const milliseconds = Math.round((performance.now() - start) * 10) / 10;
    const reported = this.#reporter?.read(read, result);
    const differs = reported === undefined ? null : countsOf(reported);
    const judged = judge(read, result, reported?.error ?? null);
    return { api: title, privilege, operation: read.operation, milliseconds, differs, ...judged };
  }

  #report(accountId: string | null, rows: readonly DoctorRow[]): DoctorReport {
    const isGood = this.#checks.every(({ ok }) => ok) && rows.every(({ problem }) => problem === null);
    const reportFile = this.#options.report ?? null;
    return { ok: isGood, accountId, checks: this.#checks, rows, reportFile };
  }
}

async function resultOf(
  read: DoctorRead,
  lp: LPClient,
  context: DoctorContext,
  signal: AbortSignal | undefined,
): Promise<ReadResult> {
  try {
    const answer = await read.send(lp, context, signal);
    return { status: answer.status, answer };
  } catch (error) {
    if (!(error instanceof ToolBeltError)) throw error;
    return { status: statusOf(error), error };
  }
}

type Judged = Pick<DoctorRow, 'status' | 'note' | 'problem' | 'advice'>;

/** @param wordless The error without its message, which is left out where what is shown is to be passed on. */
function judge(read: DoctorRead, { status, error }: ReadResult, wordless: ReportedError | null): Judged {
  // A refusal that only somebody with access is given.
  if (isExpected(read, status)) return { status, note: read.expected.note, problem: null, advice: null };
  const answered = `answered with status ${status}`;
  if (error !== undefined) {
    // That an answer is none is said in words of the library.
    const leavesWordsOut = wordless !== null && !(error instanceof ResponseValidationError);
    const message = status === null ? 'no answer' : answered;
    const problem = errorLine(leavesWordsOut ? { ...wordless, message } : expectedError(error));
    return { status, note: null, problem, advice: adviceFor(error) };
  }
  if (status !== null && !isSuccess(status)) {
    return { status, note: null, problem: answered, advice: adviceForStatus(status) };
  }
  return { status, note: null, problem: null, advice: null };
}

function statusOf(error: ToolBeltError): number | null {
  const answered = error instanceof HttpError || error instanceof PrivilegeError;
  return answered ? (error.status ?? null) : null;
}
