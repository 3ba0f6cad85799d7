import type { Privilege } from '../../apis/define-api.js';
import { formatTable } from '../terminal/table.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';

/** What goes before the rows. */
export type CheckName = 'Settings' | 'Secret' | 'CSDS' | 'Token';

/** What came of one check. */
export interface DoctorCheck {
  readonly name: CheckName;
  readonly ok: boolean;
  /** What was found. Never a value of a secret. */
  readonly detail: string;
  /** How to mend it; null when there is nothing to do. */
  readonly advice: string | null;
}

/** What came of the read of one row. */
export interface DoctorRow {
  /** Title of the API, for example `Users API`. */
  readonly api: string;
  readonly privilege: Privilege;
  /** What was read, for example `users.list`. */
  readonly operation: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** Why a status that is no success proves access; null for a success or a failure. */
  readonly note: string | null;
  /** What its answer differs in, as counts; null when it does not, or was not compared. */
  readonly differs: string | null;
  /** What is wrong; null when nothing is. */
  readonly problem: string | null;
  /** How to mend it; null when there is nothing to mend. */
  readonly advice: string | null;
}

/** All that doctor found. Holds no secret. */
export interface DoctorReport {
  /** Whether every check and every row is good. */
  readonly ok: boolean;
  /** Null when it is not known. */
  readonly accountId: string | null;
  readonly checks: readonly DoctorCheck[];
  /** Empty when a check failed: each row would fail for the same reason. */
  readonly rows: readonly DoctorRow[];
  /** Where the report of answers is; null when none was asked for. */
  readonly reportFile: string | null;
}

/** Shows what doctor finds while it runs. */
export interface DoctorView {
  checked(check: DoctorCheck): void;
  ended(report: DoctorReport): void;
}

/** One JSON document at the end, for machines. */
export function jsonView(output: TextOutput): DoctorView {
  return { checked: () => undefined, ended: (report) => writeJson(output, report) };
}

/** Lines for people: each check as it is made, then the table. */
export function textView(output: TextOutput): DoctorView {
  const line = (text?: string) => writeLine(output, text);
  return {
    checked: ({ name, ok, detail, advice }) => {
      line(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd('Settings'.length)}  ${detail}`);
      if (advice !== null) line(`${' '.repeat(18)}${advice}`);
    },
    ended: (report) => {
      line();
      if (report.rows.length > 0) {
        for (const row of tableOf(report.rows)) line(row);
        line();
      }
      line(verdict(report));
      if (report.reportFile === null) return;
      line(`What the answers differ in is in ${report.reportFile}: paths and types, no values.`);
    },
  };
}

const COLUMNS = [
  { title: 'API' },
  { title: 'Privilege' },
  { title: 'Read' },
  { title: 'Status', align: 'right' },
  { title: 'Milliseconds', align: 'right' },
  { title: 'Result' },
] as const;

/** What is wrong, and how to mend it, are lines below their row: they are too long for a column. */
function tableOf(rows: readonly DoctorRow[]): string[] {
  const cells = rows.map(({ api, privilege, operation, status, milliseconds, note, differs, problem }) => [
    api,
    privilege,
    operation,
    String(status ?? '-'),
    milliseconds.toFixed(1),
    result(note, differs, problem),
  ]);
  const [titles = '', rule = '', ...lines] = formatTable(COLUMNS, cells);
  return [titles, rule, ...rows.flatMap((row, index) => [lines[index] ?? '', ...explanation(row)])];
}

function result(note: string | null, differs: string | null, problem: string | null): string {
  if (problem !== null) return 'FAILED';
  const details = [note, differs].filter((text) => text !== null);
  return ['ok', ...details].join(': ');
}

function explanation({ problem, advice }: DoctorRow): string[] {
  if (problem === null) return [];
  return [`    What is wrong: ${problem}`, `    How to mend it: ${advice ?? 'not known'}`];
}

function verdict({ ok, checks, rows }: DoctorReport): string {
  if (ok) return `All ${rows.length} rows of the privilege table can be used.`;
  if (checks.some((check) => !check.ok)) return 'The rows of the privilege table were not tried.';
  const failed = rows.filter(({ problem }) => problem !== null).length;
  return `${failed} of ${rows.length} rows of the privilege table cannot be used.`;
}
