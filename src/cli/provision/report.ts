import type { ProvisioningEvent } from '../../provisioning/run/progress.js';
import type { ProvisioningResult } from '../../provisioning/run/provision-account.js';
import { eventLine } from '../terminal/event-line.js';
import { type ExitCode, ExitCodes } from '../terminal/exit-codes.js';
import { shellQuote } from '../terminal/shell-quote.js';
import { fromAnyFolder } from '../terminal/store-text.js';
import { type TextOutput, writeLine } from '../terminal/text-output.js';
import { failureLines, type ProvisionFailure } from './failure.js';
import { isoTime } from './iso-time.js';
import { fullPlanLines, type ProvisionPlan, planLines } from './plan.js';

/** How a run ended. Holds no credential. */
export interface ProvisionOutcome {
  readonly exitCode: ExitCode;
  readonly accountId: string;
  readonly store: string;
  /** Null when the run did not succeed. */
  readonly result: ProvisioningResult | null;
  /** Null when it did. */
  readonly error: ProvisionFailure | null;
}

/** Shows a run while it lasts. */
export interface ProvisionView {
  /** What was asked for instead of a run. */
  told(plan: ProvisionPlan): void;
  /** What is about to be done. */
  planned(plan: ProvisionPlan): void;
  started(): void;
  event(event: ProvisioningEvent): void;
  ended(outcome: ProvisionOutcome): void;
}

/** One JSON document per line, for programs: what was begun, each event, how it ended. */
export function jsonLinesView(output: TextOutput): ProvisionView {
  const line = (type: string, value: object) => writeLine(output, JSON.stringify({ type, ...value }));
  return {
    told: (plan) => line('plan', plan),
    planned: (plan) => line('plan', plan),
    started: () => undefined,
    event: (event) => line('event', event),
    ended: ({ exitCode, accountId, store, result, error }) => {
      const { secretName = null, changed = null, tasks = null, elapsedMs = null } = result ?? {};
      const { runId = null, applications = null, warnings = null } = result ?? {};
      const ok = exitCode === ExitCodes.good;
      const achieved = { secretName, changed, tasks, elapsedMs, runId, applications, warnings };
      line('result', { ok, exitCode, accountId, store, ...achieved, error });
    },
  };
}

/** Lines of text, one for each event; how it failed goes to `errors`. */
export function plainView(output: TextOutput, errors: TextOutput): ProvisionView {
  return {
    told: (plan) => writeLines(output, fullPlanLines(plan)),
    planned: (plan) => writeLines(output, [...planLines(plan), '']),
    started: () => writeLine(output, 'Provisioning:'),
    event: (event) => writeLine(output, eventLine(withoutReason(event))),
    ended: (outcome) => {
      if (outcome.error !== null) return writeLines(errors, failureLines(outcome.error));
      const { achieved, warnings, next, command } = successLines(outcome);
      const told = warnings.map((warning) => `Warning: ${warning}`);
      writeLines(output, ['', ...achieved, ...told, next, command]);
    },
  };
}

/** What was achieved, and how functions find it. */
export function successLines({ accountId, store, result }: ProvisionOutcome): {
  readonly achieved: readonly string[];
  readonly warnings: readonly string[];
  readonly next: string;
  /** A line for a shell. */
  readonly command: string;
} {
  return {
    achieved: [
      result?.changed
        ? `Account ${accountId} is provisioned.`
        : `Account ${accountId} was provisioned already; nothing was changed.`,
      `The secret ${result?.secretName} is in ${store}.`,
      ...(result === null
        ? []
        : [...applicationLines(result.applications), `The id of this run is ${result.runId}.`]),
    ],
    warnings: result?.warnings ?? [],
    next: 'Let functions find it there, and check it with "lp-toolbelt doctor":',
    command: `export LP_SECRET_STORE=${shellQuote(fromAnyFolder(store))}`,
  };
}

function applicationLines({ made, deleted, left }: ProvisioningResult['applications']): string[] {
  return [
    ...made.map((name) => `Made     ${name}`),
    ...deleted.map((name) => `Deleted  ${name}`),
    ...left.map(({ clientName, since, why }) => `Left     ${clientName}${sinceText(since)}: ${why}`),
  ];
}

function sinceText(since: number | undefined): string {
  const time = isoTime(since);
  return time === null ? '' : `, since ${time}`;
}

export function writeLines(output: TextOutput, lines: readonly string[]): void {
  for (const line of lines) writeLine(output, line);
}

/** The reason is told once, at the end. */
function withoutReason(event: ProvisioningEvent): ProvisioningEvent {
  if (event.task === null || event.state !== 'failed') return event;
  const { detail: _, ...rest } = event;
  return rest;
}
