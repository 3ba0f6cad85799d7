import { describe, expect, it } from 'vitest';
import { metricIntervals } from '../../../../src/apis/operational-realtime/intervals.js';
import type { MessagingQueueHealth } from '../../../../src/apis/operational-realtime/queue-metrics.js';
import type { MessagingSkillSegments } from '../../../../src/apis/operational-realtime/segment-metrics.js';
import { bodyOf } from '../../../support/payloads.js';

const MINUTE = 60_000;
const at = (hours: number, minutes: number) => Date.UTC(2026, 5, 30, hours, minutes);
const totals = { metricsTotals: { totalInteractiveChats: 1 } as never };

describe('metricIntervals', () => {
  it('takes the stamps of chat operations for ends, also those that were rounded up', () => {
    // Asked for at 8:07: 20 minutes in intervals of 10.
    const answer = {
      metricsByIntervals: [at(8, 10), at(8, 0), at(7, 50)].map((timestamp) => ({
        timestamp,
        metricsData: totals,
      })),
    };
    expect(metricIntervals('engagementActivity', answer, 10)).toEqual([
      { from: at(7, 40), to: at(7, 50), metrics: totals },
      { from: at(7, 50), to: at(8, 0), metrics: totals },
      { from: at(8, 0), to: at(8, 10), metrics: totals },
    ]);
  });

  it('takes the stamps of messaging operations for beginnings', () => {
    const answer = bodyOf<MessagingSkillSegments>('operationalRealtime/messagingSkillSegments/with-interval');
    const [interval] = metricIntervals('messagingSkillSegments', answer, 60);
    expect([interval?.from, interval?.to]).toEqual([1706868000123, 1706868000123 + 60 * MINUTE]);
    const [{ timestamp: _, ...metrics } = { timestamp: 0 }] = answer.metricsByIntervals ?? [];
    expect(interval?.metrics).toEqual(metrics);
  });

  it('finds the metrics of messaging queues in either place', () => {
    const metricsIn = (when: string) => {
      const answer = bodyOf<MessagingQueueHealth>(`operationalRealtime/messagingQueueHealth/${when}`);
      return metricIntervals('messagingQueueHealth', answer, 60).map(({ metrics }) => metrics);
    };
    const beside = metricsIn('with-interval');
    expect(beside).toEqual(metricsIn('version-2-with-interval'));
    expect(Object.keys(beside[0] ?? {})).toEqual(['skillsMetrics', 'metricsTotal']);
  });

  it.each([
    ['queueHealth', 'end'],
    ['agentActivity', 'end'],
    ['agentActivityPost', 'end'],
    ['messagingConversation', 'end'],
    ['messagingConversationPost', 'end'],
    ['messagingAgentSegments', 'beginning'],
  ] as const)('knows that %s stamps by the %s', (operation, bound) => {
    const answer = { metricsByIntervals: [{ timestamp: at(8, 0), metricsData: totals }] } as never;
    const from = bound === 'end' ? at(7, 30) : at(8, 0);
    expect(metricIntervals(operation, answer, 30)).toEqual([
      { from, to: from + 30 * MINUTE, metrics: totals },
    ]);
  });

  it('changes no answer, and has no interval for a report in one piece', () => {
    const answer = {
      metricsByIntervals: [
        { timestamp: 2, metricsData: totals },
        { timestamp: 1, metricsData: totals },
      ],
    };
    const before = structuredClone(answer);
    metricIntervals('engagementActivity', answer, 5);
    expect(answer).toEqual(before);
    expect(metricIntervals('engagementActivity', totals, 5)).toEqual([]);
  });

  it('takes a report out of its envelope', () => {
    const report = { metricsByIntervals: [{ timestamp: at(8, 0), metricsData: totals }] };
    const answer = { meta: { responseCode: 200 }, body: report };
    expect(metricIntervals('queueHealth', answer as never, 15)).toEqual(
      metricIntervals('queueHealth', report as never, 15),
    );
    const failed = { meta: { responseCode: 500 }, body: null } as never;
    expect(() => metricIntervals('queueHealth', failed, 15)).toThrow(
      'metricIntervals: "answer" must be a report; its envelope has the responseCode 500',
    );
  });

  const known =
    'metricIntervals: "answer" must be a report of queueHealth, an object with "metricsByIntervals" or, of one piece, with its metrics';
  it.each<[unknown, string]>([
    [undefined, known],
    [null, known],
    ['', known],
    [[], known],
    [{}, known],
    [{ data: { metricsTotals: {} } }, known],
    [{ meta: { responseCode: 200 } }, known],
    [{ metricsByIntervals: null }, known],
    [{ metricsByIntervals: {}, metricsTotals: {} }, known],
    [{ timeframeSummary: {} }, known],
    [
      { metricsByIntervals: [{ timestamp: 1 }, { timestamp: '2' }] },
      `${known}; "metricsByIntervals[1].timestamp" is no number of milliseconds`,
    ],
    [
      { metricsByIntervals: [null] },
      `${known}; "metricsByIntervals[0].timestamp" is no number of milliseconds`,
    ],
  ])('does not pass %j for a report without intervals', (answer, message) => {
    const expected = expect.objectContaining({ name: 'ParameterError', parameter: 'answer', message });
    expect(() => metricIntervals('queueHealth', answer as never, 15)).toThrow(expected);
  });

  it('refuses operations that have no intervals, and lengths that are none', () => {
    const report = { metricsTotals: {} } as never;
    for (const name of ['slaHistogram', 'toString']) {
      expect(() => metricIntervals(name as never, report, 15)).toThrow(
        /^metricIntervals: "operation" must be one of queueHealth, engagementActivity, /,
      );
    }
    for (const interval of [0, -5, Number.NaN, undefined, '15']) {
      expect(() => metricIntervals('queueHealth', report, interval as never)).toThrow(
        'metricIntervals: "interval" must be the minutes that were asked for as "interval"',
      );
    }
  });
});
