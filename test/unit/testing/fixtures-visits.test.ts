import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { visitInformation } from '../../../src/apis/visit-information.js';
import { makeFixtures } from '../../../src/testing/fixtures.js';

const make = (seed: number) => makeFixtures({ accountId: '12345678', seed });
const distinct = (items: readonly unknown[]) => new Set(items).size;

describe('visits of the fixtures', () => {
  it.each([1, 2, 3, -7, 2 ** 40])('pass the schema of the client (seed %d)', (seed) => {
    const schema = z.array(visitInformation.operations.get.response());
    const states = make(seed).visits.map(({ state }) => state);
    expect(z.safeParse(schema, states).error).toBeUndefined();
  });

  it('are the same for the same seed and different for another', () => {
    expect(make(1).visits).toEqual(make(1).visits);
    expect(make(2).visits[0]?.visitorId).not.toBe(make(1).visits[0]?.visitorId);
  });

  it('are four under way and one that is over, each with its own visitor and session', () => {
    const { visits } = make(1);
    expect(visits.map(({ isOver }) => isOver)).toEqual([false, false, false, false, true]);
    expect(distinct(visits.map(({ visitorId }) => visitorId))).toBe(5);
    expect(distinct(visits.map(({ sessionId }) => sessionId))).toBe(5);
  });

  it('report attributes and engagements on pages of the session, before the base time', () => {
    const { visits, baseTime, skills } = make(5);
    for (const { state } of visits) {
      expect(state.appSessions).toHaveLength(1);
      for (const {
        startTime = 0,
        pages = [],
        events = [],
        engagements = [],
        ...session
      } of state.appSessions) {
        const pageIds = pages.map(({ id }) => id);
        const reportedOn = events.flatMap((event) =>
          Object.values(event).map((one) => one.contexts.page?.id),
        );
        expect(pageIds).toEqual(expect.arrayContaining(reportedOn));
        expect(pageIds).toEqual(expect.arrayContaining(engagements.map((one) => one.engagement.pageId)));
        expect(startTime).toBeLessThan(baseTime);
        const { skillId } = engagements[0]?.engagement.engagementEntity.engagementSkill ?? {};
        expect(skills.map(({ id }) => id)).toContain(skillId);
        expect(events[0]?.personalInfo?.personalInfo).toEqual(session.personalInfo?.personalInfo);
        expect(events[2]?.cartStatus).toMatchObject(session.cart?.cartStatus ?? { total: 'none' });
      }
    }
  });
});
