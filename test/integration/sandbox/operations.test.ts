import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../src/apis/api-call.js';
import { metricIntervals } from '../../../src/apis/operational-realtime/intervals.js';
import type { OperationalRealtimeApi } from '../../../src/apis/operational-realtime/operational-realtime.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { SandboxClient } from './client.js';

const ROOT = '/operations/api/account/12345678';
const MINUTE = 60_000;

let sandbox: Sandbox;
let toolbelt: ToolbeltInstance;
let client: SandboxClient;
let api: OperationalRealtimeApi;

beforeAll(async () => {
  sandbox = await startSandbox();
  toolbelt = sandbox.toolbelt({ responseValidation: 'strict' });
  client = new SandboxClient(sandbox);
  api = toolbelt.LPClient().operationalRealtime;
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await toolbelt.close();
  await sandbox.close();
});
beforeEach(() => {
  sandbox.requests.clear();
  // No test runs over the border of a bucket, where the intervals become others.
  const left = 5 * MINUTE - (sandbox.clock.now() % (5 * MINUTE));
  if (left < MINUTE) sandbox.clock.advance(left);
});

/** The last request to a service of operations. */
function arrived() {
  const { service, method, path, query, body } =
    sandbox.requests.all().findLast((one) => ['leDataReporting', 'msgEwtAPI'].includes(one.service)) ?? {};
  return { service, method, path, query, ...(body === undefined ? {} : { body }) };
}

type Row = [name: keyof OperationalRealtimeApi, call: () => ApiCall<object>, path: string, query: object];

const rows: Row[] = [
  [
    'queueHealth',
    () => api.queueHealth({ timeframe: 60, interval: 30, skillIds: [2841170012, '2841170112'] }),
    `${ROOT}/queuehealth`,
    { v: '1', timeframe: '60', interval: '30', skillIds: '2841170012,2841170112' },
  ],
  [
    'engagementActivity',
    () => api.engagementActivity({ timeframe: 60, interval: 5, skillIds: 'all', agentIds: 'all' }),
    `${ROOT}/engactivity`,
    { v: '1', timeframe: '60', interval: '5', skillIds: 'all', agentIds: 'all' },
  ],
  [
    'agentActivity',
    () => api.agentActivity({ timeframe: 60, interval: 60, agentIds: 'all' }),
    `${ROOT}/agentactivity`,
    { v: '1', timeframe: '60', interval: '60', agentIds: 'all' },
  ],
  [
    'currentQueueState',
    () => api.currentQueueState({ skillIds: [2841170012] }),
    `${ROOT}/queuestate`,
    { v: '2', skillIds: '2841170012' },
  ],
  [
    'slaHistogram',
    () => api.slaHistogram({ timeframe: 60, histogram: [30, 60], groupIds: [2841160012] }),
    `${ROOT}/sla`,
    { v: '1', timeframe: '60', histogram: '30,60', groupIds: '2841160012' },
  ],
  [
    'messagingConversation',
    () => api.messagingConversation({ timeframe: 60, interval: 20, groupIds: 'all', agentIds: 'all' }),
    `${ROOT}/msgconversation`,
    { v: '1', timeframe: '60', interval: '20', groupIds: 'all', agentIds: 'all' },
  ],
  [
    'messagingQueueHealth',
    () => api.messagingQueueHealth({ timeframe: 60, interval: 20, skillIds: 'all' }),
    `${ROOT}/msgqueuehealth`,
    { v: '1', timeframe: '60', interval: '20', skillIds: 'all' },
  ],
  [
    'messagingCurrentQueueHealth',
    () =>
      api.messagingCurrentQueueHealth({ metrics: ['queue', 'overdue'], breakdown: true, groupIds: 'all' }),
    `${ROOT}/msgqueuehealth/current/`,
    { v: '2', metrics: 'queue,overdue', breakdown: 'true', groupIds: 'all' },
  ],
  [
    'messagingQueueHealthByGroup',
    () => api.messagingQueueHealthByGroup({ timeframeHours: 4, includeSubGroups: true }),
    `${ROOT}/msgqueuehealthbygroup/current/`,
    { v: '1', timeframe: '4', includeSubGroups: 'true' },
  ],
  [
    'messagingCsatDistribution',
    () => api.messagingCsatDistribution({ timeframe: 1440, skillIds: 'all', agentIds: 'all' }),
    `${ROOT}/msgcsatdistribution`,
    { v: '1', timeframe: '1440', skillIds: 'all', agentIds: 'all' },
  ],
  [
    'messagingAgentSegments',
    () => api.messagingAgentSegments({ timeframe: 60, interval: 20, userType: 'bot', source: 'APP' }),
    `${ROOT}/msgagentsegments`,
    { v: '1', timeframe: '60', interval: '20', userType: 'bot', source: 'APP' },
  ],
  [
    'messagingSkillSegments',
    () => api.messagingSkillSegments({ timeframe: 60, interval: 20, userType: 'all' }),
    `${ROOT}/msgskillsegments`,
    { v: '1', timeframe: '60', interval: '20', userType: 'all' },
  ],
];

describe('operationalRealtime against the sandbox', () => {
  it.each(rows)('%s', async (_name, call, path, query) => {
    const { data, status } = await call().withResponse();
    expect(status).toBe(200);
    expect(arrived()).toEqual({ service: 'leDataReporting', method: 'GET', path, query });
    // The same request by hand: the answer is handed over as it came.
    const search = new URLSearchParams(query as Record<string, string>);
    const reply = await client.api('leDataReporting', 'GET', `${path}?${search}`);
    expect(shapeOf(reply.json())).toEqual(shapeOf(data));
  });

  it.each([
    ['agentActivityPost', 'agentactivity', { agentIds: '2841,2842' }],
    ['messagingConversationPost', 'msgconversation', { agentIds: '2841,2842' }],
  ] as const)('%s has its parameters in the body', async (method, name, body) => {
    await api[method]({ timeframe: 60, interval: 30, agentIds: [2841, 2842] });
    expect(arrived()).toEqual({
      service: 'leDataReporting',
      method: 'POST',
      path: `${ROOT}/${name}`,
      query: {},
      body: { v: '1', timeframe: '60', interval: '30', ...body },
    });
  });

  it('asks the service of its own for estimated waits', async () => {
    const { estimatedWaitTimeResponse } = await api.messagingEstimatedWaitTime({ skills: [2841170012] });
    expect(estimatedWaitTimeResponse).toMatchObject([{ skillId: 2841170012 }]);
    expect(arrived()).toEqual({
      service: 'msgEwtAPI',
      method: 'GET',
      path: '/lp-messaging-ewt-app/api/account/12345678/ewt',
      query: { v: '1', skills: '2841170012' },
    });
  });

  it('answers groups that were asked for, totals when none were, and leaves out what has no data', async () => {
    const [first, last] = [sandbox.fixtures.skills[0]?.id ?? 0, sandbox.fixtures.skills[11]?.id ?? 0];
    const whole = await api.engagementActivity({ timeframe: 60 });
    expect(Object.keys(whole)).toEqual(['metricsTotals']);
    const { skillsMetricsPerAgent, ...rest } = await api.engagementActivity({
      timeframe: 60,
      skillIds: [first, last],
    });
    expect(Object.keys(skillsMetricsPerAgent?.metricsPerSkill ?? {})).toEqual([String(first)]);
    expect(rest).toEqual({});
    const { skills } = await api.currentQueueState({ skillIds: [first, last] });
    expect(skills[last]).toEqual({
      currentAvailableSlots: -1,
      currentQueueSize: -1,
      currentMaxWaitTimeInQueue: -1,
    });
    const { agentsMetrics } = await api.engagementActivity({ timeframe: 60, agentIds: [1] });
    expect(agentsMetrics).toEqual({
      metricsPerAgent: {},
      metricsTotals: {
        totalInteractiveChats: 0,
        totalNonInteractiveChats: 0,
        totalHandlingTime: 0,
        nonInteractiveTotalHandlingTime: 0,
        connectedEngagements: 0,
      },
    });
  });

  it('divides chats by rounded ends and messaging by its beginnings; metricIntervals makes one of both', async () => {
    const now = sandbox.clock.now();
    const chat = await api.queueHealth({ timeframe: 60, interval: 20 });
    const ends = chat.metricsByIntervals?.map(({ timestamp }) => timestamp) ?? [];
    expect(ends[0]).toBeGreaterThanOrEqual(now - MINUTE);
    expect(ends.every((end, index) => end % (5 * MINUTE) === 0 && (ends[index - 1] ?? Infinity) > end)).toBe(
      true,
    );
    const segments = await api.messagingSkillSegments({ timeframe: 60, interval: 20 });
    expect(segments.metricsTotal).toBeUndefined();

    const byEnd = metricIntervals('queueHealth', chat, 20);
    const byBeginning = metricIntervals('messagingSkillSegments', segments, 20);
    expect(byEnd.at(-1)?.to).toBe(ends[0]);
    expect(byBeginning[0]?.from).toBe(segments.metricsByIntervals?.[0]?.timestamp);
    for (const intervals of [byEnd, byBeginning]) {
      expect(intervals.length).toBeGreaterThanOrEqual(3);
      for (const [index, { from, to }] of intervals.entries()) {
        expect(to - from).toBe(20 * MINUTE);
        if (index > 0) expect(from).toBe(intervals[index - 1]?.to);
      }
    }
    // What happened adds up to the whole.
    const sum = byEnd.reduce((total, { metrics }) => total + metrics.metricsTotals.enteredQEng, 0);
    expect(sum).toBe(chat.metricsTotals.enteredQEng);
    const segmentsSum = byBeginning.map(({ metrics }) => metrics.metricsTotal.totalSkillConversationSegments);
    expect(segmentsSum.reduce((a, b) => a + b, 0)).toBe(
      segments.timeframeSummary?.metricsTotal.totalSkillConversationSegments,
    );
  });

  it('counts all chats of a histogram once', async () => {
    const { slaDataRange } = await api.slaHistogram({ timeframe: 60 });
    expect(Object.keys(slaDataRange)).toEqual(['0', '15', '30', '45', '60', '90', '120']);
    const buckets = Object.values(slaDataRange);
    const chats = buckets.reduce((total, bucket) => total + bucket.chats, 0);
    expect(chats).toBe(sandbox.fixtures.operations.chatWaits.length);
    expect(buckets.at(-1)?.accumulated).toBe(1);
  });

  it('answers the metrics that were asked for', async () => {
    const { skillsMetrics, metricsTotal } = await api.messagingCurrentQueueHealth({ metrics: ['overdue'] });
    const overdue = [
      'overdueConversationsAssigned',
      'overdueConversationsInQueue',
      'overdueConversationsTotal',
    ];
    expect(Object.keys(metricsTotal).sort()).toEqual(overdue);
    expect(Object.keys(Object.values(skillsMetrics ?? {})[0] ?? {}).sort()).toEqual([...overdue, 'time']);
    expect(await api.messagingCurrentQueueHealth({ breakdown: false })).not.toHaveProperty('skillsMetrics');
    const metrics = ['avgAgentSegmentDuration'] as const;
    const segments = await api.messagingAgentSegments({ timeframe: 60, metrics });
    expect(Object.keys(segments.metricsTotal ?? {})).toEqual(['totalAgentConversationSegments', ...metrics]);
  });

  it('repeats a POST that reads when it was throttled', async () => {
    sandbox.faults.add({ service: 'leDataReporting', retryAfter: 0 });
    await api.agentActivityPost({ timeframe: 60, agentIds: 'all' });
    const statuses = sandbox.requests.matching({ service: 'leDataReporting' }).map(({ status }) => status);
    expect(statuses).toEqual([429, 200]);
  });

  it('sends nothing when an argument is wrong', async () => {
    await expect(api.queueHealth({ timeframe: 60, interval: 31 })).rejects.toMatchObject({
      name: 'ParameterError',
      parameter: 'interval',
      message: `operationalRealtime.queueHealth: "interval" must be a divisor of "timeframe", which is 60. Nothing was sent.`,
    });
    await expect(api.slaHistogram({ timeframe: 1_441 })).rejects.toMatchObject({ parameter: 'timeframe' });
    expect(sandbox.requests.all()).toEqual([]);
  });

  it('tells of a key without the privilege in the words of the server', async () => {
    const { client_id, client_secret } = await client.installApplication('users.external');
    await sandbox.secretStore.put({ key: 'USERS_ONLY', value: { client_id, client_secret } });
    const call = api.queueHealth({ timeframe: 60 }, { appKeySecretName: 'USERS_ONLY' });
    await expect(call).rejects.toMatchObject({ name: 'PrivilegeError', status: 403 });
  });
});

describe('the server of operations', () => {
  it.each([
    'queuehealth?timeframe=60',
    'queuehealth?v=1',
    'queuehealth?v=1&timeframe=1441',
    'queuehealth?v=1&timeframe=60&interval=31',
    'queuehealth?v=1&timeframe=60&interval=61',
    'queuehealth?v=1&timeframe=60&interval=4',
    'queuehealth?v=1&timeframe=60&skillIds=12;13',
    'agentactivity?v=1&timeframe=60',
    'sla?v=1&timeframe=60&histogram=7',
    'msgqueuehealth/current?v=2&metrics=queues',
    'msgqueuehealth/current/?v=2&breakdown=perhaps',
    'msgskillsegments?v=1&timeframe=60&userType=robot',
  ])('refuses %s', async (target) => {
    expect((await client.api('leDataReporting', 'GET', `${ROOT}/${target}`)).status).toBe(400);
  });

  it('takes numbers and null in a body, and ignores what it does not know', async () => {
    const json = { timeframe: 60, v: 1, agentIds: 'all', interval: null, skillIds: '12' };
    const reply = await client.api('leDataReporting', 'POST', `${ROOT}/agentactivity`, { json });
    expect([reply.status, reply.json().metricsByIntervals]).toEqual([200, undefined]);
    const list = await client.api('leDataReporting', 'POST', `${ROOT}/agentactivity`, { json: [] });
    expect(list.status).toBe(400);
  });

  it('answers chat queues of the first version without waits', async () => {
    const reply = await client.api('leDataReporting', 'GET', `${ROOT}/queuestate?v=1`);
    expect(Object.keys(reply.json().totals)).toEqual(['currentAvailableSlots', 'currentQueueSize']);
    expect(Object.keys(reply.json().skills)).toContain('-1');
  });

  it('has no other paths', async () => {
    expect((await client.api('leDataReporting', 'GET', `${ROOT}/queuestatesla?v=1`)).status).toBe(404);
  });
});

describe('the current queue health', () => {
  const target = `${ROOT}/msgqueuehealth/current/`;

  it('has version 2 for OAuth 2.0 only', async () => {
    expect((await client.api('leDataReporting', 'GET', `${target}?v=1`)).status).toBe(401);
    expect((await client.api('leDataReporting', 'GET', `${target}?v=2`)).status).toBe(200);
  });

  it('is asked for in version 1 with a key of OAuth 1.0, signed as it is sent', async () => {
    await using other = await startSandbox({ credentials: 'oauth1' });
    await using signing = other.toolbelt({ responseValidation: 'strict' });
    const lp = signing.LPClient();
    await lp.operationalRealtime.messagingCurrentQueueHealth({ skillIds: 'all' });
    await lp.operationalRealtime.messagingSkillSegments({ timeframe: 60 });
    expect(other.requests.matching({ service: 'leDataReporting' })).toMatchObject([
      { query: { v: '1', skillIds: 'all' }, status: 200, authorization: { scheme: 'OAuth' } },
      { query: { v: '1', timeframe: '60' }, status: 200 },
    ]);
    await expect(lp('leDataReporting', `${target}?v=2`)).resolves.toMatchObject({ status: 401 });
  });
});

/** The names of an answer, without values that change from one moment to the next. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [
    name,
    name === 'timestamp' ? 'a time' : shapeOf(field),
  ]);
  return Object.fromEntries(entries);
}
