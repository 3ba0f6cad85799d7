import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { personalDataDeletion } from '../../../src/apis/personal-data-deletion.js';
import { type Fixtures, makeFixtures } from '../../../src/testing/fixtures.js';

const make = (seed: number): Fixtures => makeFixtures({ accountId: '12345678', seed });

describe('fixtures of operations', () => {
  it('are the same for the same seed and different for another', () => {
    expect(make(1).operations).toEqual(make(1).operations);
    expect(make(2).operations).not.toEqual(make(1).operations);
    expect(make(2).deletionRequests).not.toEqual(make(1).deletionRequests);
  });

  it.each([1, 2, -7])('know every live skill but the last, and only agents that exist (seed %d)', (seed) => {
    const { operations, skills, users } = make(seed);
    const live = skills.filter(({ deleted }) => !deleted).map(({ id }) => String(id));
    for (const bySkill of ['chatQueues', 'queueStates', 'messagingQueues', 'skillSegments'] as const) {
      expect(Object.keys(operations[bySkill])).toEqual(live.slice(0, -1));
    }
    expect(operations.waitTimes.map(({ skillId }) => String(skillId))).toEqual(live);
    for (const work of [operations.chats, operations.conversations, operations.agentSegments]) {
      expect(work.length).toBeGreaterThan(50);
      for (const { agentId, skillId, agentGroupId } of work) {
        const user = users.find(({ id }) => id === agentId);
        expect(user).toMatchObject({ deleted: false, memberOf: { agentGroupId } });
        expect(user?.skillIds).toContain(skillId);
      }
    }
  });

  it.each([1, 2, -7])('agree with themselves (seed %d)', (seed) => {
    const { chatQueues, conversations, satisfaction, messagingQueues } = make(seed).operations;
    for (const queue of Object.values(chatQueues)) {
      expect(queue.enteredQEng).toBe(queue.connectedEng + queue.abandonedEng);
      expect(queue.totalTimeToAnswer).toBe(queue.avgTimeToAnswer * queue.connectedEng);
    }
    for (const { metrics } of conversations) {
      expect(metrics.totalResolvedConversations).toBe(
        metrics.resolvedConversations_byCCP +
          metrics.resolvedConversations_byConsumer +
          metrics.resolvedConversations_bySystem,
      );
    }
    for (const { metrics } of satisfaction) {
      expect(metrics.positive_answers).toBe(metrics.csat_score4_answers + metrics.csat_score5_answers);
    }
    for (const queue of Object.values(messagingQueues)) {
      expect(queue.unassignedConversations).toBe(
        queue.actionableConversations + queue.notActionableConversations,
      );
    }
  });
});

describe('fixtures of deletion requests', () => {
  it.each([1, 2, -7])(
    'pass the schema of the client, oldest first, three in each state (seed %d)',
    (seed) => {
      const { deletionRequests, baseTime } = make(seed);
      const schema = personalDataDeletion.operations.list.response();
      expect(z.safeParse(schema, deletionRequests).error).toBeUndefined();
      expect(deletionRequests.map(({ status }) => status)).toEqual(
        ['DONE', 'CANCELED', 'IN_PROGRESS', 'NOT_STARTED'].flatMap((status) => [status, status, status]),
      );
      const times = deletionRequests.map(({ request_time }) => Date.parse(request_time));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBeLessThan(baseTime);
    },
  );
});
