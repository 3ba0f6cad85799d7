import type { Privilege } from '../../apis/define-api.js';
import type { ProvisioningEvent } from '../../provisioning/run/progress.js';
import type { SecretInfo } from '../../secrets/secret-store.js';
import { eventLine } from '../terminal/event-line.js';
import type { ExpectedError } from '../terminal/expected-error.js';
import { errorLine } from '../terminal/expected-error.js';
import { formatTable } from '../terminal/table.js';
import { type TextOutput, writeJson, writeLine } from '../terminal/text-output.js';

/** What came of one operation. */
export interface DemoRow {
  /** Title of the API, for example `Users API`. */
  readonly api: string;
  readonly privilege: Privilege;
  /** For example `users.get`. */
  readonly operation: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Length of a list, else 1; null when there was no answer. */
  readonly items: number | null;
  readonly milliseconds: number;
  /** What went wrong; null when it answered as it should. */
  readonly problem: string | null;
}

/** All that a demo did. Holds no secret. */
export interface DemoReport {
  /** Whether every step succeeded and every operation answered as it should. */
  readonly ok: boolean;
  readonly accountId: string;
  readonly events: readonly ProvisioningEvent[];
  /** The system secret; null when it was not stored. */
  readonly secret: SecretInfo | null;
  readonly calls: readonly DemoRow[];
  /** Why the demo ended early; null when it did not. */
  readonly error: ExpectedError | null;
}

/** Shows a demo while it runs. */
export interface DemoView {
  started(accountId: string, host: string): void;
  event(event: ProvisioningEvent): void;
  stored(secret: SecretInfo): void;
  ended(report: DemoReport): void;
}

/** One JSON document at the end, for machines. */
export function jsonView(output: TextOutput): DemoView {
  const nothing = () => undefined;
  return { started: nothing, event: nothing, stored: nothing, ended: (report) => writeJson(output, report) };
}

/** Lines for people, as things happen. */
export function textView(output: TextOutput): DemoView {
  const line = (text?: string) => writeLine(output, text);
  return {
    started: (accountId, host) => {
      line(`The sandbox runs: account ${accountId}, CSDS at https://${host}.`);
      line();
      line('Provisioning the account:');
    },
    event: (event) => line(eventLine(event)),
    stored: ({ key, managedBy, version }) => {
      line();
      line(`The secret ${key} is stored: owner ${managedBy}, version ${version}.`);
      line();
      line('Toolbelt.LPClient() reads it and calls every operation of the privilege table:');
    },
    ended: (report) => {
      if (report.calls.length > 0) for (const row of tableOf(report.calls)) line(row);
      line();
      line(verdict(report));
    },
  };
}

function tableOf(rows: readonly DemoRow[]): string[] {
  const columns = [
    { title: 'API' },
    { title: 'Privilege' },
    { title: 'Operation' },
    { title: 'Status', align: 'right' },
    { title: 'Items', align: 'right' },
    { title: 'Milliseconds', align: 'right' },
    { title: 'Result' },
  ] as const;
  const cells = rows.map(({ api, privilege, operation, status, items, milliseconds, problem }) => [
    api,
    privilege,
    operation,
    String(status ?? '-'),
    String(items ?? '-'),
    milliseconds.toFixed(1),
    problem ?? 'ok',
  ]);
  return formatTable(columns, cells);
}

function verdict({ ok, calls, error }: DemoReport): string {
  if (error !== null) return errorLine(error);
  const failed = calls.filter(({ problem }) => problem !== null).length;
  return ok
    ? `All ${calls.length} operations answered as they should.`
    : `${failed} of ${calls.length} operations did not answer as they should.`;
}
