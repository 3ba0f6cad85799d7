import fc from 'fast-check';
import type { Figures } from './figures.js';
import { runSchedule } from './run-schedule.js';
import { type Schedule, schedules } from './schedule.js';

export interface CampaignOptions {
  readonly seed: number;
  readonly schedules: number;
  /** Of a failure that is to be seen again. */
  readonly path?: string | undefined;
  /** Ends with the first violation as it was found. */
  readonly isUnshrunk?: boolean | undefined;
}

export interface CampaignResult {
  readonly figures: Figures;
  /** Undefined without a violation. */
  readonly failure: { readonly afterSchedules: number; readonly text: string } | undefined;
}

/** Carries out schedules until one shows a violation, which is then made as small as it gets. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { seed, schedules: numRuns, path, isUnshrunk = false } = options;
  const figures: Figures = {};
  const property = fc.asyncProperty(schedules, (schedule) => runSchedule(schedule, figures));
  const details = await fc.check(property, {
    seed,
    numRuns,
    endOnFailure: isUnshrunk,
    ...(path !== undefined && { path }),
  });
  const [schedule] = details.counterexample ?? [];
  if (schedule === undefined) return { figures, failure: undefined };
  const replay = JSON.stringify({ seed, path: details.counterexamplePath });
  const text = `${await story(schedule)}\nTo see it again: ${replay}`;
  return { figures, failure: { afterSchedules: details.numRuns, text } };
}

/** What happens in a schedule, for people. */
async function story(schedule: Schedule): Promise<string> {
  const history: string[] = [];
  const note = (line: string) => history.push(line);
  const violation = await runSchedule(schedule, {}, note).catch((error: unknown) => error);
  return [`${violation}`, `Schedule: ${JSON.stringify(schedule)}`, ...history].join('\n');
}
