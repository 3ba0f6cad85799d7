import { describe, expectTypeOf, it } from 'vitest';
import type { ApiCall, ApiList } from '../../src/apis/api-call.js';
import type { ApiNamespaces } from '../../src/apis/index.js';
import type {
  AgentActivity,
  AgentStateTime,
  CurrentQueueState,
  EngagementActivity,
  EngagementActivityMetrics,
  QueueHealth,
  QueueHealthBlock,
  SlaHistogram,
} from '../../src/apis/operational-realtime/chat-metrics.js';
import type { GroupedMetrics } from '../../src/apis/operational-realtime/grouped.js';
import { type MetricInterval, metricIntervals } from '../../src/apis/operational-realtime/intervals.js';
import type {
  MessagingConversationReport,
  MessagingCsatDistribution,
  MessagingEstimatedWaitTime,
} from '../../src/apis/operational-realtime/messaging-metrics.js';
import type {
  MessagingCurrentQueueHealth,
  MessagingQueueHealth,
  MessagingQueueHealthByGroup,
} from '../../src/apis/operational-realtime/queue-metrics.js';
import type {
  MessagingAgentSegments,
  MessagingSkillSegments,
  SkillSegmentBlock,
} from '../../src/apis/operational-realtime/segment-metrics.js';
import type { DeletionRequest } from '../../src/apis/personal-data-deletion.js';

declare const lp: ApiNamespaces;
const time = { timeframe: 60 };

describe('operationalRealtime', () => {
  const api = () => lp.operationalRealtime;

  it('answers chat reports', () => {
    expectTypeOf(api().queueHealth({ ...time, interval: 30, skillIds: 'all' })).toEqualTypeOf<
      ApiCall<QueueHealth>
    >();
    expectTypeOf(api().engagementActivity(time)).toEqualTypeOf<ApiCall<EngagementActivity>>();
    expectTypeOf(api().agentActivity({ ...time, agentIds: [41, '42'] })).toEqualTypeOf<
      ApiCall<AgentActivity>
    >();
    expectTypeOf(api().agentActivityPost({ ...time, agentIds: 'all' })).toEqualTypeOf<
      ApiCall<AgentActivity>
    >();
    expectTypeOf(api().currentQueueState()).toEqualTypeOf<ApiCall<CurrentQueueState>>();
    expectTypeOf(api().slaHistogram({ ...time, histogram: [0, 30] })).toEqualTypeOf<ApiCall<SlaHistogram>>();
    expectTypeOf<AgentStateTime['id']>().toEqualTypeOf<-1 | 2 | 3 | 4>();
  });

  it('answers messaging reports', () => {
    expectTypeOf(api().messagingConversation(time)).toEqualTypeOf<ApiCall<MessagingConversationReport>>();
    expectTypeOf(api().messagingConversationPost(time)).toEqualTypeOf<ApiCall<MessagingConversationReport>>();
    expectTypeOf(api().messagingQueueHealth(time)).toEqualTypeOf<ApiCall<MessagingQueueHealth>>();
    expectTypeOf(api().messagingCurrentQueueHealth({ metrics: ['queue'] })).toEqualTypeOf<
      ApiCall<MessagingCurrentQueueHealth>
    >();
    expectTypeOf(api().messagingQueueHealthByGroup({ timeframeHours: 4 })).toEqualTypeOf<
      ApiCall<MessagingQueueHealthByGroup>
    >();
    expectTypeOf(api().messagingCsatDistribution(time)).toEqualTypeOf<ApiCall<MessagingCsatDistribution>>();
    expectTypeOf(api().messagingAgentSegments({ ...time, metrics: 'all' })).toEqualTypeOf<
      ApiCall<MessagingAgentSegments>
    >();
    expectTypeOf(api().messagingSkillSegments(time)).toEqualTypeOf<ApiCall<MessagingSkillSegments>>();
    expectTypeOf(api().messagingEstimatedWaitTime()).toEqualTypeOf<ApiCall<MessagingEstimatedWaitTime>>();
  });

  it('knows what is required, and which values there are', () => {
    // @ts-expect-error the time is missing
    api().queueHealth({});
    // @ts-expect-error the agents are missing
    api().agentActivity(time);
    // @ts-expect-error one id is no list
    api().queueHealth({ ...time, skillIds: 12 });
    // @ts-expect-error it takes hours under another name
    api().messagingQueueHealthByGroup(time);
    // @ts-expect-error there is no such group of metrics
    api().messagingCurrentQueueHealth({ metrics: ['queues'] });
    // @ts-expect-error a time is no text
    api().messagingCurrentQueueHealth({ fromMillis: '2026-06-30', toMillis: 1 });
    // @ts-expect-error the current queue has no minutes
    api().messagingCurrentQueueHealth(time);
    // @ts-expect-error POST is not documented to take groups
    api().messagingConversationPost({ ...time, groupIds: 'all' });
    // @ts-expect-error there is no such kind of user
    api().messagingSkillSegments({ ...time, userType: 'robot' });
  });

  it('takes a range of time for messaging queues', () => {
    const range = { fromMillis: 1, toMillis: new Date() };
    expectTypeOf(api().messagingQueueHealth(range)).toEqualTypeOf<ApiCall<MessagingQueueHealth>>();
    expectTypeOf(api().messagingCurrentQueueHealth(range)).toEqualTypeOf<
      ApiCall<MessagingCurrentQueueHealth>
    >();
  });

  it('knows that a group that was not asked for is absent', () => {
    expectTypeOf<EngagementActivity['metricsTotals']>().toEqualTypeOf<
      EngagementActivityMetrics | undefined
    >();
    expectTypeOf<QueueHealth['metricsTotals']>().not.toBeNullable();
  });
});

describe('metricIntervals', () => {
  it('knows the metrics of each operation', () => {
    expectTypeOf(metricIntervals('queueHealth', {} as QueueHealth, 5)).toEqualTypeOf<
      MetricInterval<QueueHealthBlock>[]
    >();
    expectTypeOf(metricIntervals('engagementActivity', {} as EngagementActivity, 5)).toEqualTypeOf<
      MetricInterval<GroupedMetrics<EngagementActivityMetrics>>[]
    >();
    expectTypeOf(metricIntervals('messagingSkillSegments', {} as MessagingSkillSegments, 5)).toEqualTypeOf<
      MetricInterval<SkillSegmentBlock>[]
    >();
    // @ts-expect-error an answer of another operation
    metricIntervals('agentActivity', {} as MessagingSkillSegments, 5);
    // @ts-expect-error it has no intervals
    metricIntervals('slaHistogram', {} as SlaHistogram, 5);
  });
});

describe('personalDataDeletion', () => {
  it('reads', async () => {
    expectTypeOf(lp.personalDataDeletion.list()).toEqualTypeOf<ApiList<DeletionRequest>>();
    expectTypeOf(lp.personalDataDeletion.list({ status: 'DONE', toDate: new Date() })).toEqualTypeOf<
      ApiList<DeletionRequest>
    >();
    expectTypeOf(lp.personalDataDeletion.get({ requestId: 1 })).toEqualTypeOf<
      ApiList<DeletionRequest, DeletionRequest[] | DeletionRequest>
    >();
    for await (const request of lp.personalDataDeletion.get({ requestId: '1' })) {
      expectTypeOf(request).toEqualTypeOf<DeletionRequest>();
    }
    // @ts-expect-error there is no such state
    lp.personalDataDeletion.list({ status: 'CANCELLED' });
    // @ts-expect-error the id is missing
    lp.personalDataDeletion.get({});
    // @ts-expect-error creating is not granted
    lp.personalDataDeletion.create;
  });
});
