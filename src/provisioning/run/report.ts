import { leftApplications } from './ownership.js';
import type { LeftApplication } from './record.js';
import type { StoreScene } from './scene.js';

/** What became of the applications of provisioning, by their client names. */
export interface ApplicationsReport {
  readonly made: readonly string[];
  readonly deleted: readonly string[];
  readonly left: readonly LeftApplication[];
}

export function applicationsReport(scene: StoreScene): ApplicationsReport {
  const { made, deleted } = scene.record;
  return { made: [...made], deleted: [...deleted], left: leftApplications(scene) };
}

/** What a run has done to applications until it failed; undefined when that is nothing. */
export function changedText({
  made,
  deleted,
}: Pick<StoreScene['record'], 'made' | 'deleted'>): string | undefined {
  return partsText([
    ['made', [...made]],
    ['deleted', [...deleted]],
  ]);
}

/** The same in one line; undefined when there is nothing to tell. */
export function changesText(scene: StoreScene): string | undefined {
  const { made, deleted, left } = applicationsReport(scene);
  return partsText([
    ['made', made],
    ['deleted', deleted],
    ['left', left.map(({ clientName, why }) => `${clientName} (${why})`)],
  ]);
}

function partsText(
  parts: readonly (readonly [what: string, names: readonly string[]])[],
): string | undefined {
  const told = parts.filter(([, names]) => names.length > 0);
  return told.map(([what, names]) => `${what} ${names.join(', ')}`).join('; ') || undefined;
}
