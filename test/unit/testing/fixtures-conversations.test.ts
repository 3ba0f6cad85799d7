import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { messagingInteractions } from '../../../src/apis/messaging-interactions.js';
import { makeFixtures } from '../../../src/testing/fixtures.js';

const make = (seed: number) => makeFixtures({ accountId: '12345678', seed });
const DAY_MS = 86_400_000;

describe('conversations of the fixtures', () => {
  it.each([1, 2, 3, -7, 2 ** 40])('pass the schema of the client (seed %d)', (seed) => {
    const { conversations } = make(seed);
    const page = { _metadata: { count: conversations.length }, conversationHistoryRecords: conversations };
    const schema = messagingInteractions.operations.search.response();
    expect(z.safeParse(schema, page).error).toBeUndefined();
  });

  it('are the same for the same seed and different for another', () => {
    expect(make(1).conversations).toEqual(make(1).conversations);
    expect(make(2).conversations).not.toEqual(make(1).conversations);
  });

  it('are 120 of the 60 days before the base time, oldest first, the last four of them open', () => {
    const { conversations, baseTime, skills } = make(5);
    expect(new Set(conversations.map(({ info }) => info.conversationId)).size).toBe(120);
    const starts = conversations.map(({ info }) => info.startTimeL);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts[0]).toBeGreaterThanOrEqual(baseTime - 60 * DAY_MS);
    const statuses = conversations.map(({ info }) => info.status);
    expect(statuses).toEqual([...Array(116).fill('CLOSE'), ...Array(4).fill('OPEN')]);
    for (const { info, messageRecords = [], consumerParticipants = [] } of conversations) {
      expect(info.endTimeL).toBeLessThanOrEqual(baseTime);
      expect(skills.some(({ id }) => id === info.latestSkillId)).toBe(true);
      const people = [info.latestAgentId, consumerParticipants[0]?.participantId];
      expect(messageRecords.every(({ participantId }) => people.includes(participantId))).toBe(true);
    }
  });
});
