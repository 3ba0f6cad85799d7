import type { ApiRow } from '../../apis/define-api.js';
import type { LPClient } from '../../client/lp-client.js';
import { HttpError } from '../../errors/http-error.js';
import { PrivilegeError } from '../../errors/privilege-error.js';
import { ToolBeltError } from '../../errors/toolbelt-error.js';
import type { ToolbeltOptions } from '../../toolbelt/options.js';
import { errorLine, expectedError } from '../expected-error.js';
import type { TextOutput } from '../text-output.js';
import { adviceFor, adviceForStatus } from './advice.js';
import { checkCsds, checkSecret, checkSettings, checkToken, type Finding, type Opened } from './checks.js';
import { type DoctorContext, type DoctorRead, doctorReads } from './reads.js';
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
 */
export async function runDoctor(options: DoctorOptions): Promise<boolean> {
  const view = options.json ? jsonView(options.output) : textView(options.output);
  const report = await new Doctor(view, options).run();
  view.ended(report);
  return report.ok;
}

class Doctor {
  readonly #view: DoctorView;
  readonly #options: DoctorOptions;
  readonly #checks: DoctorCheck[] = [];

  constructor(view: DoctorView, options: DoctorOptions) {
    this.#view = view;
    this.#options = options;
  }

  async run(): Promise<DoctorReport> {
    // One request for each read, or the time of a row would be that of its retries. The forms of answers are
    // not looked at: few fields are asked for.
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
    if (kind === undefined || services === undefined) return false;
    return this.#note(await checkToken(parts, kind, signal)) !== undefined;
  }

  #note<Value>({ check, value }: Finding<Value>): Value | undefined {
    this.#checks.push(check);
    this.#view.checked(check);
    return value;
  }

  async #readAll(lp: LPClient, { toolbelt, parts: { accountId, engine } }: Opened): Promise<DoctorRow[]> {
    const rows: DoctorRow[] = [];
    for (const row of toolbelt.privileges) {
      this.#options.signal?.throwIfAborted();
      rows.push(await this.#read(lp, row, { accountId, now: engine.clock.now() }));
    }
    return rows;
  }

  async #read(lp: LPClient, { id, title, privilege }: ApiRow, context: DoctorContext): Promise<DoctorRow> {
    const { reads = doctorReads as Readonly<Record<string, DoctorRead>>, signal } = this.#options;
    const read = reads[id];
    if (read === undefined)
      throw new Error(`doctor has no read for the row ${id}: add one to doctor-reads.ts`);
    const start = performance.now();
    const outcome = await outcomeOf(read, lp, context, signal);
    const milliseconds = Math.round((performance.now() - start) * 10) / 10;
    return { api: title, privilege, operation: read.operation, milliseconds, ...outcome };
  }

  #report(accountId: string | null, rows: readonly DoctorRow[]): DoctorReport {
    const isGood = this.#checks.every(({ ok }) => ok) && rows.every(({ problem }) => problem === null);
    return { ok: isGood, accountId, checks: this.#checks, rows };
  }
}

type Outcome = Pick<DoctorRow, 'status' | 'note' | 'problem' | 'advice'>;

async function outcomeOf(
  read: DoctorRead,
  lp: LPClient,
  context: DoctorContext,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  try {
    const status = await read.send(lp, context, signal);
    if (status >= 200 && status <= 299) return { status, note: null, problem: null, advice: null };
    return (
      telling(read, status) ?? {
        status,
        note: null,
        problem: `answered with status ${status}`,
        advice: adviceForStatus(status),
      }
    );
  } catch (error) {
    if (!(error instanceof ToolBeltError)) throw error;
    const status = statusOf(error);
    const problem = errorLine(expectedError(error));
    return telling(read, status) ?? { status, note: null, problem, advice: adviceFor(error) };
  }
}

/** A refusal that only somebody with access is given. */
function telling({ expected }: DoctorRead, status: number | null): Outcome | undefined {
  if (expected === undefined || status !== expected.status) return undefined;
  return { status, note: expected.note, problem: null, advice: null };
}

function statusOf(error: ToolBeltError): number | null {
  const answered = error instanceof HttpError || error instanceof PrivilegeError;
  return answered ? (error.status ?? null) : null;
}
