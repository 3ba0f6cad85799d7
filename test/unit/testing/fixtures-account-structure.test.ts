import { describe, expect, it } from 'vitest';
import { makeFixtures } from '../../../src/testing/fixtures.js';

describe.each([1, 2, -7])('what users and skills refer to (seed %d)', (seed) => {
  const fixtures = makeFixtures({ accountId: '12345678', seed });
  const { users, skills, agentGroups, profiles, lobs, workdays } = fixtures;
  const idsOf = (items: readonly { id: number; deleted?: boolean }[]) =>
    items.filter(({ deleted }) => !deleted).map(({ id }) => id);

  it('exists', () => {
    for (const { memberOf, profileIds, lobIds } of users) {
      if (memberOf) expect(idsOf(agentGroups)).toContain(memberOf.agentGroupId);
      expect(idsOf(profiles)).toEqual(expect.arrayContaining(profileIds ?? []));
      expect(idsOf(lobs)).toEqual(expect.arrayContaining(lobIds ?? []));
    }
    for (const { workingHoursId, lobIds, skillRoutingConfiguration = [] } of skills) {
      expect(idsOf(workdays)).toContain(workingHoursId);
      expect(idsOf(lobs)).toEqual(expect.arrayContaining(lobIds ?? []));
      for (const { agentGroupId } of skillRoutingConfiguration)
        expect(idsOf(agentGroups)).toContain(agentGroupId);
    }
  });

  it('counts what it says, each collection with one deleted item and ids of its own', () => {
    const { specialOccasions, agentStatusReasons } = fixtures;
    const collections = { agentGroups, profiles, lobs, workdays, specialOccasions, agentStatusReasons };
    const counts = Object.entries(collections).map(([name, items]) => {
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      return [name, idsOf(items).length, items.length];
    });
    expect(counts).toEqual([
      ['agentGroups', 4, 5],
      ['profiles', 4, 5],
      ['lobs', 2, 3],
      ['workdays', 2, 3],
      ['specialOccasions', 2, 3],
      ['agentStatusReasons', 5, 6],
    ]);
  });

  it('agrees with the users on who is where', () => {
    const live = users.filter(({ deleted }) => !deleted);
    const members = agentGroups.flatMap((group) =>
      (group.members ?? []).map((userId) => [userId, group.id] as const),
    );
    const expected = live.flatMap(({ id, memberOf }) => (memberOf ? [[id, memberOf.agentGroupId]] : []));
    expect(members.sort(([a], [b]) => a - b)).toEqual(expected);
    for (const { id, numOfAssignedUsers } of profiles) {
      expect(numOfAssignedUsers).toBe(live.filter(({ profileIds }) => profileIds?.includes(id)).length);
    }
  });

  it('has one root group, and one default of each schedule', () => {
    expect(agentGroups.filter(({ parentGroupId }) => parentGroupId === null)).toHaveLength(1);
    expect(workdays.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect(fixtures.specialOccasions.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('starts each shift on the weekday of its rule, and ends it within a day', () => {
    const shifts = workdays.flatMap(({ events = [] }) => events);
    expect(shifts).toHaveLength(10);
    for (const { start, end, recurrence } of shifts) {
      const [from, to] = [Date.parse(`${start.dateTime}Z`), Date.parse(`${end.dateTime}Z`)];
      const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(from).getUTCDay()];
      expect(recurrence).toEqual([`RRULE:FREQ=WEEKLY;BYDAY=${weekday}`]);
      expect(to).toBeGreaterThan(from);
      expect(to - from).toBeLessThanOrEqual(86_400_000);
    }
  });
});
