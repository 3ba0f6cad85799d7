import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../../src/apis/define-api.js';
import {
  type OperationalRealtimeApi,
  operationalRealtime,
} from '../../../../src/apis/operational-realtime/operational-realtime.js';
import { bodyOf, payloadNames } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const { operations } = operationalRealtime;
/** The forms of answers that are changed below, by the names of their payloads. */
const FORMS: readonly (string | undefined)[] = ['documented', 'with-interval', 'without-ids'];
type Method = keyof OperationalRealtimeApi;

const NO_TIME = '"timeframe" must be a number of minutes, unless "fromMillis" and "toMillis" are given';

const answers = payloadNames().flatMap((name) => {
  const [namespace, method, when] = name.split('/');
  if (namespace !== 'operationalRealtime' || !FORMS.includes(when)) return [];
  return [{ method: method as Method, when, answer: bodyOf(name) }];
});

describe('answers of operationalRealtime', () => {
  it.each(answers)('pass with fields that nobody knows, anywhere ($method: $when)', ({ method, answer }) => {
    const more = withMore(answer);
    expect(more).not.toEqual(answer);
    expect(validated(operations[method], more)).toEqual(more);
  });

  it.each(answers)(
    'are refused with a text for any of their numbers ($method: $when)',
    ({ method, answer }) => {
      const numbers = pathsOfNumbers(answer);
      expect(numbers.length).toBeGreaterThan(0);
      for (const path of numbers) {
        const broken = structuredClone(answer);
        setAt(broken, path, 'seven');
        expect(differences(operations[method], broken)).toContain(path.join('.'));
      }
    },
  );

  it.each<[Method, unknown, string[]]>([
    ['queueHealth', {}, ['metricsTotals']],
    ['agentActivity', { agentsMetrics: { metricsPerAgent: {} } }, ['agentsMetrics.metricsTotals']],
    [
      'agentActivity',
      {
        agentsMetrics: {
          metricsPerAgent: {
            '41': [
              {
                id: 5,
                name: '',
                value: { total: 0, chatting: 0, notChatting: 0, chattingInMaxConcurrency: 0 },
              },
            ],
          },
          metricsTotals: [],
        },
      },
      ['agentsMetrics.metricsPerAgent.41.0.id'],
    ],
    ['currentQueueState', { skills: {} }, ['totals']],
    [
      'messagingCurrentQueueHealth',
      { metricsTotal: {}, skillsMetrics: { '1': { time: 'now' } } },
      ['skillsMetrics.1.time'],
    ],
    ['messagingQueueHealth', { metricsByIntervals: [{}] }, ['metricsByIntervals.0.timestamp']],
    ['messagingAgentSegments', { metricsTotal: {} }, ['metricsTotal.totalAgentConversationSegments']],
    ['messagingEstimatedWaitTime', { ewtResponses: [] }, ['estimatedWaitTimeResponse']],
    ['messagingSkillSegments', [], ['']],
  ])('%s refuses %j', (method, answer, paths) => {
    expect(differences(operations[method], answer)).toEqual(paths);
  });
});

describe('requests of operationalRealtime', () => {
  const ids = { skillIds: [12, '13'], agentIds: 'all', groupIds: [220] };
  const time = { timeframe: 60, interval: 30 };
  const sent = { timeframe: 60, interval: 30 };
  const lists = { skillIds: '12,13', agentIds: 'all', groupIds: '220' };
  const { skillIds, agentIds, groupIds } = lists;

  it.each<[Method, Record<string, unknown>, object]>([
    [
      'queueHealth',
      { ...time, skillIds: ids.skillIds, chatCenterId: 7 },
      { v: '1', ...sent, skillIds, chatCenterId: 7 },
    ],
    [
      'engagementActivity',
      { ...time, skillIds: ids.skillIds, agentIds: 'all' },
      { v: '1', ...sent, skillIds, agentIds },
    ],
    ['agentActivity', { ...time, agentIds: [41] }, { v: '1', ...sent, agentIds: '41' }],
    ['currentQueueState', {}, { v: '2' }],
    ['currentQueueState', { skillIds: ids.skillIds }, { v: '2', skillIds }],
    [
      'slaHistogram',
      { timeframe: 5, histogram: [0, 30], groupIds: [220] },
      { v: '1', timeframe: 5, histogram: '0,30', groupIds },
    ],
    ['messagingConversation', { ...time, ...ids }, { v: '1', ...sent, ...lists }],
    [
      'messagingQueueHealthByGroup',
      { timeframeHours: 4, metrics: ['unassignedConversations'], allocatedAgentGroupIds: [220] },
      { v: '1', timeframe: 4, metrics: 'unassignedConversations', allocatedAgentGroupIds: '220' },
    ],
    [
      'messagingCsatDistribution',
      { timeframe: 60, agentIds: 'all' },
      { v: '1', timeframe: 60, agentIds: 'all' },
    ],
    [
      'messagingAgentSegments',
      { ...time, userType: 'bot', source: 'APP', metrics: 'all' },
      { v: '1', ...sent, userType: 'bot', source: 'APP', metrics: 'all' },
    ],
    ['messagingSkillSegments', { ...time, userType: 'all' }, { v: '1', ...sent, userType: 'all' }],
    ['messagingEstimatedWaitTime', { skills: [12, '13'] }, { v: '1', skills: '12,13' }],
  ])('%s %j', (method, params, query) => {
    expect(complaint(operations[method], params)).toBeUndefined();
    expect(onTheWire(operations[method], params)).toEqual({ path: {}, query, header: {}, body: {} });
  });

  it.each<[Method, Record<string, unknown>, object]>([
    [
      'agentActivityPost',
      { timeframe: 1440, interval: 1440, agentIds: [41, 42] },
      { timeframe: '1440', v: '1', agentIds: '41,42', interval: '1440' },
    ],
    [
      'messagingConversationPost',
      { timeframe: 1440, interval: 1440, agentIds: [41, 42], skillIds: [12, 13] },
      { timeframe: '1440', v: '1', agentIds: '41,42', interval: '1440', skillIds: '12,13' },
    ],
  ])('%s has all of it in the body, as text', (method, params, body) => {
    const operation: Operation = operations[method];
    expect(complaint(operation, params)).toBeUndefined();
    expect(onTheWire(operation, params)).toEqual({ path: {}, query: {}, header: {}, body });
    expect(operation).toMatchObject({ method: 'POST', repeatable: true });
  });

  it('names the operation that LivePerson removed, and its service', () => {
    const removed = Object.entries(operations).filter(([, one]) => 'deprecated' in one || 'service' in one);
    expect(removed).toMatchObject([
      ['messagingEstimatedWaitTime', { service: 'msgEwtAPI', deprecated: expect.stringContaining('2024') }],
    ]);
  });
});

describe('parameters of operationalRealtime', () => {
  const inTime: Method[] = [
    'queueHealth',
    'engagementActivity',
    'agentActivity',
    'agentActivityPost',
    'messagingConversation',
    'messagingConversationPost',
    'messagingQueueHealth',
    'messagingAgentSegments',
    'messagingSkillSegments',
  ];
  const agents = (method: Method) => (method.startsWith('agentActivity') ? { agentIds: 'all' } : {});

  it.each([...inTime, 'slaHistogram', 'messagingCsatDistribution'] as Method[])(
    '%s wants 1 to 1440 minutes',
    (method) => {
      const check = (timeframe: unknown) => complaint(operations[method], { timeframe, ...agents(method) });
      for (const minutes of [1, 5, 60, 1440]) expect(check(minutes)).toBeUndefined();
      const message = '"timeframe" must be a whole number from 1 to 1440';
      for (const minutes of [0, -1, 1441, 1.5, '60', null, Number.NaN]) {
        expect(check(minutes)).toBe(message);
      }
      const mayHaveRange = method === 'messagingQueueHealth';
      expect(check(undefined)).toBe(mayHaveRange ? NO_TIME : message);
    },
  );

  it.each(inTime)('%s wants an interval of at least 5 minutes that divides the time', (method) => {
    const check = (timeframe: number, interval: unknown) =>
      complaint(operations[method], { timeframe, interval, ...agents(method) });
    for (const [timeframe, interval] of [
      [60, undefined],
      [60, 30],
      [60, 60],
      [5, 5],
      [1440, 5],
    ] as const) {
      expect(check(timeframe, interval)).toBeUndefined();
    }
    const range = '"interval" must be a whole number from 5 to 1440';
    for (const interval of [4, 0, 1441, 7.5, '30']) expect(check(60, interval)).toBe(range);
    const divisor = '"interval" must be a divisor of "timeframe", which is 60';
    for (const interval of [31, 61, 120, 25]) expect(check(60, interval)).toBe(divisor);
  });

  const anyIds = `'all', or a list of at least one id`;
  it.each<[Method, Record<string, unknown>, string]>([
    ['queueHealth', { timeframe: 60, skillIds: [] }, `"skillIds" must be ${anyIds}`],
    ['queueHealth', { timeframe: 60, skillIds: 12 }, `"skillIds" must be ${anyIds}`],
    ['queueHealth', { timeframe: 60, skillIds: '12,13' }, `"skillIds" must be ${anyIds}`],
    ['queueHealth', { timeframe: 60, skillIds: ['1/2'] }, `"skillIds" must be ${anyIds}`],
    ['queueHealth', { timeframe: 60, skillIds: [-1] }, `"skillIds" must be ${anyIds}`],
    ['queueHealth', { timeframe: 60, chatCenterId: 'a' }, '"chatCenterId" must be a positive whole number'],
    ['queueHealth', { timeframe: 60, agentIds: 'all' }, 'unknown: agentIds'],
    ['agentActivity', { timeframe: 60 }, `"agentIds" must be ${anyIds}`],
    ['agentActivityPost', { timeframe: 60 }, `"agentIds" must be ${anyIds}`],
    ['currentQueueState', { timeframe: 60 }, 'unknown: timeframe'],
    [
      'slaHistogram',
      { timeframe: 60, histogram: [0, 7] },
      '"histogram" must be a list of seconds that are multiples of 5, for example [0, 30, 60]',
    ],
    [
      'slaHistogram',
      { timeframe: 60, histogram: '0,15' },
      '"histogram" must be a list of seconds that are multiples of 5, for example [0, 30, 60]',
    ],
    ['messagingConversationPost', { timeframe: 60, groupIds: 'all' }, 'unknown: groupIds'],
    [
      'messagingCurrentQueueHealth',
      { metrics: ['queues'] },
      `"metrics" must be 'all', or a list of some of queue, waittimes, overdue`,
    ],
    ['messagingCurrentQueueHealth', { breakdown: 'no' }, '"breakdown" must be true or false'],
    ['messagingQueueHealthByGroup', { timeframe: 4 }, 'unknown: timeframe'],
    [
      'messagingQueueHealthByGroup',
      { timeframeHours: 0 },
      '"timeframeHours" must be a whole number, 1 or more',
    ],
    [
      'messagingQueueHealthByGroup',
      { metrics: 'all' },
      expect.stringMatching(/^"metrics" must be a list of some of unassignedConversations, /),
    ],
    [
      'messagingAgentSegments',
      { timeframe: 60, userType: 'robot' },
      '"userType" must be one of human, bot, all',
    ],
    [
      'messagingAgentSegments',
      { timeframe: 60, source: '' },
      '"source" must be a channel such as APP or FACEBOOK, or all',
    ],
    [
      'messagingAgentSegments',
      { timeframe: 60, metrics: [] },
      expect.stringMatching(
        /^"metrics" must be 'all', or a list of some of totalAgentConversationSegments, /,
      ),
    ],
    ['messagingEstimatedWaitTime', { skills: 'all' }, '"skills" must be a list of at least one id'],
  ])('%s refuses %j', (method, params, message) => {
    expect(complaint(operations[method], params)).toEqual(message);
  });
});

/** The same with one more field in each object that has fields of its own. */
function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [name, withMore(field)]);
  const isMap = entries.every(([name]) => /^\d+$/.test(String(name)));
  return Object.fromEntries(isMap ? entries : [...entries, ['newField', { deep: [1] }]]);
}

function pathsOfNumbers(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => pathsOfNumbers(field, [...path, name]));
}

function setAt(value: unknown, path: readonly string[], replacement: unknown): void {
  const [name = '', ...rest] = path;
  const fields = value as Record<string, unknown>;
  if (rest.length === 0) fields[name] = replacement;
  else setAt(fields[name], rest, replacement);
}
