import { CLIENT_NAME_PREFIX, DEFAULT_SECRET_NAME, newManifest } from '../../provisioning/manifest.js';
import type { InstallationManifest } from '../../provisioning/platform.js';
import { olderStoreLines } from '../terminal/store-text.js';
import { formatTable } from '../terminal/table.js';
import type { ApplicationsPlan } from './applications.js';
import { type PlannedCall, plannedCalls } from './calls.js';
import type { PlatformKind } from './flags.js';
import type { ProvisionSettings } from './settings.js';
import { type FoundState, type FoundStates, stateText } from './state.js';

/** What a run would do. Holds no credential. */
export interface ProvisionPlan {
  readonly accountId: string;
  readonly platform: PlatformKind;
  /** Host of CSDS. */
  readonly csdsDomain: string;
  readonly store: string;
  /** A store of version 0.1.0 in this folder, which is not used. */
  readonly olderStore: string | null;
  readonly secret: { readonly name: string; readonly managedBy: 'system' };
  readonly timeoutMs: number;
  readonly calls: readonly PlannedCall[];
  /** What is installed; each installation gets a UUID of its own in place of `<UUID>`. */
  readonly manifest: InstallationManifest;
  /** How things are now; null when they were not looked at. */
  readonly found: readonly FoundState[] | null;
  /** Client names of applications of another store that are deleted, too. */
  readonly takeOver: readonly string[];
  /** What becomes of which application; null when it was not looked at, or when a run would end before it. */
  readonly applications: ApplicationsPlan | null;
}

export function planOf(settings: ProvisionSettings, found: FoundStates | null): ProvisionPlan {
  const { accountId, platform, csdsDomain, featureId, store, takeOver, timeoutMs } = settings;
  return {
    accountId,
    platform,
    csdsDomain,
    store: store.text,
    olderStore: store.older,
    secret: { name: DEFAULT_SECRET_NAME, managedBy: 'system' },
    timeoutMs,
    calls: plannedCalls(platform, featureId),
    manifest: { ...newManifest(), client_name: `${CLIENT_NAME_PREFIX}<UUID>` },
    found: found?.states ?? null,
    takeOver,
    applications: found?.applications ?? null,
  };
}

/** In short: what a person agrees to. */
export function planLines(plan: ProvisionPlan): string[] {
  const { accountId, platform, csdsDomain, store, olderStore, secret, takeOver } = plan;
  return [
    `Account  ${accountId}, ${platform} at ${csdsDomain}`,
    'Tasks    1. activate the Functions feature',
    '         2. configure the infrastructure (up to 10 minutes)',
    '         3. create the default credential',
    '         4. store the system secret',
    `Secret   ${secret.name}, owner ${secret.managedBy}`,
    `Store    ${store}`,
    ...(olderStore === null ? [] : labelled('Note', olderStoreLines(olderStore))),
    ...(takeOver.length === 0 ? [] : labelled('Deletes', [...takeOver, 'of another store, too'])),
  ];
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(9)}${line}`);
}

/** All of it, call by call. */
export function fullPlanLines(plan: ProvisionPlan): string[] {
  const columns = [{ title: 'Task' }, { title: 'Call' }, { title: 'Effect' }, { title: 'What' }];
  const rows = plan.calls.map(({ task, call, effect, experimental, what }) => [
    task ?? 'before the first',
    experimental ? `${call} *` : call,
    effect,
    what,
  ]);
  return [
    ...planLines(plan),
    '',
    ...formatTable(columns, rows),
    '',
    ...(plan.calls.some(({ experimental }) => experimental)
      ? ['* experimental: seen in public code, not documented by LivePerson.', '']
      : []),
    'Manifest of the application that is installed (<UUID>: another one each time):',
    ...JSON.stringify(plan.manifest, null, 2).split('\n'),
    '',
    ...foundLines(plan.found),
    ...applicationLines(plan.applications),
  ];
}

function foundLines(found: ProvisionPlan['found']): string[] {
  if (found === null) return ['How things are now was not looked at: that takes LP_ADMIN_BEARER.'];
  const rows = found.map((state) => [state.subject, stateText(state)]);
  return ['How things are now:', ...formatTable([{ title: 'Subject' }, { title: 'Answer' }], rows)];
}

function applicationLines(plan: ApplicationsPlan | null): string[] {
  if (plan === null) return [];
  const rows = (['made', 'kept', 'deleted', 'left'] as const).flatMap((fate) =>
    plan[fate].map(({ clientName, since, whose, why }) => [fate, clientName, since ?? '-', whose, why]),
  );
  const columns = ['Fate', 'Application', 'Since', 'Whose', 'Why'].map((title) => ({ title }));
  return [
    '',
    'What a run would do with the applications that provisioning made:',
    ...formatTable(columns, rows),
    ...plan.warnings.map((warning) => `Warning: ${warning}`),
  ];
}
