import type { GroupedMetrics } from '../../../apis/operational-realtime/grouped.js';
import type { AgentWork } from '../../fixtures/operations.js';
import type { WantedIds } from './operations-report.js';

/**
 * Metrics of all: counts are added, averages averaged, extremes kept, and -1, which stands for no data, is
 * left out. LivePerson weighs its averages; the sandbox does not.
 * @param like Names the metrics when there are none to add.
 */
export function totalsOf<Metrics extends object>(all: readonly Metrics[], like: Metrics): Metrics {
  const names = new Set([like, ...all].flatMap((metrics) => Object.keys(metrics)));
  const totals = [...names].map((name) => {
    const values = all.flatMap((metrics) => Object.entries(metrics).filter(([key]) => key === name));
    return [
      name,
      total(
        name,
        values.map(([, value]) => Number(value)),
      ),
    ];
  });
  return Object.fromEntries(totals);
}

function total(name: string, values: readonly number[]): number {
  const known = values.filter((value) => value !== -1);
  if (known.length === 0) return values.length === 0 ? 0 : -1;
  if (/^max|Percentile$|MaxWaitTime/.test(name)) return Math.max(...known);
  if (/^min/.test(name)) return Math.min(...known);
  const sum = known.reduce((a, b) => a + b, 0);
  return /^(avg|average)|Rate$|^csat_score$/.test(name) ? Math.round((100 * sum) / known.length) / 100 : sum;
}

/** The metrics of some, by their ids. */
export function pickWanted<Metrics>(
  metrics: Readonly<Record<string, Metrics>>,
  wanted: WantedIds,
): Record<string, Metrics> {
  return Object.fromEntries(Object.entries(metrics).filter(([id]) => wanted(id)));
}

/** What a report of agents' work is made of. */
export interface GroupingRequest {
  readonly skillIds: WantedIds | undefined;
  readonly agentIds: WantedIds | undefined;
}

/** Groups by skill and agent as was asked for; the totals of the account when neither was. */
export function groupWork<Metrics extends object>(
  work: readonly AgentWork<Metrics>[],
  { skillIds, agentIds }: GroupingRequest,
  like: Metrics,
): GroupedMetrics<Metrics> {
  const totals = (some: readonly AgentWork<Metrics>[]) =>
    totalsOf(
      some.map(({ metrics }) => metrics),
      like,
    );
  const byAgent = (some: readonly AgentWork<Metrics>[]) => ({
    metricsPerAgent: mapGroups(some, ({ agentId }) => agentId, totals),
    metricsTotals: totals(some),
  });
  if (skillIds === undefined && agentIds === undefined) return { metricsTotals: totals(work) };
  const grouped: GroupedMetrics<Metrics> = {};
  if (skillIds !== undefined) {
    const some = work.filter(({ skillId }) => skillIds(skillId));
    grouped.skillsMetricsPerAgent = {
      metricsPerSkill: mapGroups(some, ({ skillId }) => skillId, byAgent),
      metricsTotals: totals(some),
    };
  }
  if (agentIds !== undefined)
    grouped.agentsMetrics = byAgent(work.filter(({ agentId }) => agentIds(agentId)));
  return grouped;
}

/** Groups by a key and makes something of each group. */
export function mapGroups<Item, Made>(
  items: readonly Item[],
  key: (item: Item) => number,
  make: (group: readonly Item[]) => Made,
): Record<string, Made> {
  const groups = new Map<number, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return Object.fromEntries([...groups].map(([id, group]) => [String(id), make(group)]));
}
