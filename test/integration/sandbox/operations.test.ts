import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../src/apis/api-call.js';
import { metricIntervals } from '../../../src/apis/operational-realtime/intervals.js';
import type { OperationalRealtimeApi } from '../../../src/apis/operational-realtime/operational-realtime.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const ROOT = '/operations/api/account/12345678';
const MINUTE = 60_000;

const { sandbox, client, lp } = await sandboxFixture({ toolbelt: { responseValidation: 'strict' } });
const api = lp.operationalRealtime;
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

const TIME = expect.stringMatching(/^\d{13}$/);

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
    { v: '2', fromMillis: TIME, toMillis: TIME, interval: '20', skillIds: 'all' },
  ],
  [
    'messagingCurrentQueueHealth',
    () =>
      api.messagingCurrentQueueHealth({ metrics: ['queue', 'overdue'], breakdown: true, groupIds: 'all' }),
    `${ROOT}/msgqueuehealth/current/`,
    {
      v: '2',
      fromMillis: TIME,
      toMillis: TIME,
      metrics: 'queue,overdue',
      breakdown: 'true',
      groupIds: 'all',
    },
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
    const request = arrived();
    expect(request).toEqual({ service: 'leDataReporting', method: 'GET', path, query });
    // The same request by hand: the answer is handed over as it came.
    const search = new URLSearchParams(request.query);
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
    expect(Object.keys(metricsTotal ?? {}).sort()).toEqual(overdue);
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
    'queuehealth?v=one&timeframe=60',
    'queuehealth?v=1',
    'queuehealth?v=1&timeframe=1441',
    'queuehealth?v=1&timeframe=60&interval=31',
    'queuehealth?v=1&timeframe=60&interval=61',
    'queuehealth?v=1&timeframe=60&interval=4',
    'queuehealth?v=1&timeframe=60&skillIds=12;13',
    'agentactivity?v=1&timeframe=60',
    'sla?v=1&timeframe=60&histogram=7',
    'queuehealth',
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

describe('the two versions of queue reports', () => {
  const CURRENT = `${ROOT}/msgqueuehealth/current/`;
  const HEALTH = `${ROOT}/msgqueuehealth`;
  const HOUR = 60 * MINUTE;

  /** A query of version 2 that goes so many hours back. */
  const hoursBack = (hours: number, until = 0) => {
    const now = sandbox.clock.now();
    return `fromMillis=${now - hours * HOUR}&toMillis=${now - until * HOUR}`;
  };

  describe('with OAuth 2.0', () => {
    it('are asked for in version 2, with a range', async () => {
      await api.messagingCurrentQueueHealth();
      await api.messagingQueueHealth({ timeframe: 60 });
      const [toMillis, fromMillis] = [new Date(sandbox.clock.now()), sandbox.clock.now() - HOUR];
      await api.messagingCurrentQueueHealth({ fromMillis, toMillis });
      await api.messagingQueueHealth({ fromMillis, toMillis });
      const sent = sandbox.requests.matching({ service: 'leDataReporting' });
      expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const lengths = sent.map(({ query }) => Number(query.toMillis) - Number(query.fromMillis));
      expect(lengths).toEqual([72 * HOUR - 5 * MINUTE, HOUR, HOUR, HOUR]);
      expect(sent.map(({ query }) => Object.keys(query))).toEqual(
        Array(4).fill(['v', 'fromMillis', 'toMillis']),
      );
    });

    it('have intervals that metricIntervals finds', async () => {
      const health = await api.messagingQueueHealth({ timeframe: 60, interval: 20 });
      expect(health.metricsByIntervals?.map((one) => Object.keys(one))).toEqual(
        Array(3).fill(['timestamp', 'metricsData']),
      );
      const intervals = metricIntervals('messagingQueueHealth', health, 20);
      const [last] = intervals.slice(-1);
      expect(intervals).toHaveLength(3);
      expect(last?.metrics).toEqual(health.timeframeSummary);
      const { query } = arrived();
      expect([intervals[0]?.from, last?.to]).toEqual([Number(query?.fromMillis), Number(query?.toMillis)]);
    });

    it('take no timeframe beside a range, and nothing is sent', async () => {
      const toMillis = sandbox.clock.now();
      const both = api.messagingQueueHealth({ timeframe: 60, fromMillis: toMillis - HOUR, toMillis });
      await expect(both).rejects.toMatchObject({ name: 'ParameterError', parameter: 'timeframe' });
      const early = api.messagingCurrentQueueHealth({ fromMillis: toMillis - 73 * HOUR, toMillis });
      await expect(early).rejects.toMatchObject({ name: 'ParameterError', parameter: 'fromMillis' });
      expect(sandbox.requests.all()).toEqual([]);
    });

    it.each<[status: number, path: string, query: () => string]>([
      [401, CURRENT, () => 'v=1'],
      [401, CURRENT, () => ''],
      [400, CURRENT, () => 'v=3'],
      [400, CURRENT, () => 'v=2'],
      [400, CURRENT, () => `v=2&toMillis=${sandbox.clock.now()}`],
      [400, CURRENT, () => `v=2&fromMillis=${sandbox.clock.now() - HOUR}`],
      [200, CURRENT, () => `v=2&${hoursBack(72)}`],
      [400, CURRENT, () => `v=2&${hoursBack(73)}`],
      [400, CURRENT, () => `v=2&${hoursBack(1, 2)}`],
      [400, CURRENT, () => `v=2&${hoursBack(1, -1)}`],
      [400, CURRENT, () => `v=2&timeframe=60&${hoursBack(1)}`],
      [400, CURRENT, () => `v=2&metrics=queues&${hoursBack(1)}`],
      [400, CURRENT, () => `v=2&breakdown=perhaps&${hoursBack(1)}`],
      [401, HEALTH, () => 'v=1&timeframe=60'],
      [401, HEALTH, () => 'timeframe=60'],
      [400, HEALTH, () => 'v=2&timeframe=60'],
      [400, HEALTH, () => `v=2&timeframe=60&${hoursBack(1)}`],
      [200, HEALTH, () => `v=2&${hoursBack(24)}`],
      [400, HEALTH, () => `v=2&${hoursBack(25)}`],
      [400, HEALTH, () => 'v=2&fromMillis=then&toMillis=now'],
      [400, HEALTH, () => `v=2&interval=61&${hoursBack(1)}`],
    ])('answer %i to %s by hand (%s)', async (status, path, query) => {
      expect((await client.api('leDataReporting', 'GET', `${path}?${query()}`)).status).toBe(status);
    });
  });

  describe('with OAuth 1.0', async () => {
    const { sandbox: other, toolbelt: signing } = await sandboxFixture({
      credentials: 'oauth1',
      toolbelt: { responseValidation: 'strict' },
    });
    beforeEach(() => other.requests.clear());

    it('are asked for in version 1, signed as it is sent', async () => {
      const lp = signing.LPClient();
      await lp.operationalRealtime.messagingCurrentQueueHealth();
      await lp.operationalRealtime.messagingCurrentQueueHealth({ skillIds: 'all' });
      await lp.operationalRealtime.messagingQueueHealth({ timeframe: 60 });
      const sent = other.requests.matching({ service: 'leDataReporting' });
      expect(sent).toMatchObject([
        { status: 200, authorization: { scheme: 'OAuth' } },
        { status: 200 },
        { status: 200 },
      ]);
      expect(sent.map(({ query }) => query)).toEqual([
        { v: '1' },
        { v: '1', skillIds: 'all' },
        { v: '1', timeframe: '60' },
      ]);
    });

    it('take no range, and say so before the request is sent', async () => {
      const { operationalRealtime } = signing.LPClient();
      const toMillis = other.clock.now();
      const range = { fromMillis: toMillis - HOUR, toMillis };
      for (const call of [
        operationalRealtime.messagingCurrentQueueHealth(range),
        operationalRealtime.messagingQueueHealth(range),
      ]) {
        await expect(call).rejects.toMatchObject({
          name: 'ParameterError',
          parameter: 'fromMillis',
          message: expect.stringContaining('"fromMillis" must be left out with a key of OAuth 1.0a'),
        });
      }
      expect(other.requests.matching({ service: 'leDataReporting' })).toEqual([]);
    });

    it.each<[status: number, path: string, query: () => string]>([
      [401, CURRENT, () => `v=2&${hoursBack(1)}`],
      [401, CURRENT, () => 'v=2'],
      [400, CURRENT, () => `v=1&${hoursBack(1)}`],
      [200, CURRENT, () => 'v=1'],
      [401, HEALTH, () => `v=2&${hoursBack(1)}`],
      [200, HEALTH, () => 'v=2&timeframe=60'],
      [400, HEALTH, () => 'v=1'],
      [400, HEALTH, () => `v=1&timeframe=60&${hoursBack(1)}`],
      [200, HEALTH, () => 'v=1&timeframe=60'],
      [200, HEALTH, () => 'timeframe=60'],
    ])('answer %i to %s of a raw call (%s)', async (status, path, query) => {
      const lp = signing.LPClient();
      await expect(lp('leDataReporting', `${path}?${query()}`)).resolves.toMatchObject({ status });
    });
  });
});

describe('a report in an envelope', () => {
  const wrap = (responseCode: unknown, body?: unknown) =>
    sandbox.faults.add({ service: 'leDataReporting', body: { meta: { responseCode }, body } });

  it('comes from the server where `v` is left out, and is handed over raw as it came', async () => {
    const wrapped = await client.api(
      'leDataReporting',
      'GET',
      `${ROOT}/queuehealth?timeframe=60&interval=30`,
    );
    expect(wrapped.json()).toMatchObject({ meta: { responseCode: 200 }, body: { metricsTotals: {} } });
    expect(metricIntervals('queueHealth', wrapped.json(), 30)).not.toEqual([]);
    const json = { timeframe: 60, agentIds: 'all' };
    const posted = await client.api('leDataReporting', 'POST', `${ROOT}/agentactivity`, { json });
    expect(posted.json()).toMatchObject({ meta: { responseCode: 200 }, body: { agentsMetrics: {} } });
    const refused = await client.api('leDataReporting', 'GET', `${ROOT}/queuehealth?timeframe=0`);
    expect([refused.status, refused.json()]).toEqual([400, expect.not.objectContaining({ meta: {} })]);
  });

  it.each([200, '200'])('is its body (%j)', async (responseCode) => {
    const report = await api.queueHealth({ timeframe: 60, interval: 30 });
    wrap(responseCode, report);
    expect(await api.queueHealth({ timeframe: 60, interval: 30 })).toEqual(report);
  });

  it('is checked as its body', async () => {
    wrap(200, { metricsTotals: { enteredQEng: 'seven' } });
    await expect(api.queueHealth({ timeframe: 60 })).rejects.toMatchObject({
      name: 'ResponseValidationError',
      issues: expect.arrayContaining([{ path: 'metricsTotals.enteredQEng', message: expect.anything() }]),
    });
    for (const body of [null, undefined]) {
      wrap(200, body);
      await expect(api.queueHealth({ timeframe: 60 })).rejects.toMatchObject({
        name: 'ResponseValidationError',
        issues: [{ path: '', message: 'is null, not an object' }],
      });
    }
  });

  it('with another code is the error that the code stands for', async () => {
    wrap(500, null);
    await expect(api.queueHealth({ timeframe: 60 })).rejects.toMatchObject({
      name: 'HttpError',
      status: 500,
      operation: 'operationalRealtime.queueHealth',
      message: expect.stringMatching(
        /^operationalRealtime\.queueHealth was answered with status 500 .* This is the responseCode of an envelope, which came with status 200\./,
      ),
    });
    wrap(403, null);
    const refused = api.messagingCurrentQueueHealth();
    await expect(refused).rejects.toMatchObject({ name: 'PrivilegeError', status: 403 });
  });

  // 901 is the status of a function that failed.
  it.each(['fine', '', null, true, 0, -1, 200.5, 901])(
    'with the code %j, which is no status, is refused',
    async (code) => {
      wrap(code, {});
      await expect(api.queueHealth({ timeframe: 60 })).rejects.toMatchObject({
        name: 'ResponseValidationError',
        issues: [{ path: '', message: 'has an envelope whose responseCode is no status' }],
      });
    },
  );
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
