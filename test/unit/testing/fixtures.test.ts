import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { apiTable } from '../../../src/apis/index.js';
import { FIXTURE_BASE_TIME, makeFixtures } from '../../../src/testing/fixtures.js';

const DAY_MS = 86_400_000;
const ACCOUNT = { accountId: '12345678' };

describe('fixtures', () => {
  it('are the same for the same seed and different for another', () => {
    const one = makeFixtures({ ...ACCOUNT, seed: 1 });
    expect(makeFixtures({ ...ACCOUNT, seed: 1 })).toEqual(one);
    const two = makeFixtures({ ...ACCOUNT, seed: 2 });
    expect(two.users).not.toEqual(one.users);
    expect(two.interactions).not.toEqual(one.interactions);
    expect(two.functions.echo.uuid).not.toBe(one.functions.echo.uuid);
  });

  it.each([1, 2, 3, -7, 2 ** 40])('pass the schemas of the client (seed %d)', (seed) => {
    const fixtures = makeFixtures({ ...ACCOUNT, seed });
    const { users, skills, interactions } = fixtures;
    const check = (apiId: string, operation: string, value: unknown) => {
      const schema = apiTable.find(({ id }) => id === apiId)?.operations[operation]?.response();
      if (schema === undefined) throw new Error(`${apiId}.${operation} is missing`);
      expect(z.safeParse(schema, value).error).toBeUndefined();
    };
    check('users', 'list', users);
    check('skills', 'list', skills);
    check('agentGroups', 'list', fixtures.agentGroups);
    check('profiles', 'list', fixtures.profiles);
    check('lobs', 'list', fixtures.lobs);
    check('workdays', 'list', fixtures.workdays);
    check('workdays', 'listSpecialOccasions', fixtures.specialOccasions);
    check('agentStatusReason', 'list', fixtures.agentStatusReasons);
    const page = { _metadata: { count: interactions.length }, interactionHistoryRecords: interactions };
    check('engagementHistory', 'search', page);
  });

  it('count 50 users, 12 skills, 300 interactions, and some that are deleted', () => {
    const { users, skills, interactions } = makeFixtures({ ...ACCOUNT, seed: 1 });
    const live = (items: readonly { deleted: boolean }[]) => items.filter(({ deleted }) => !deleted).length;
    expect([live(users), users.length]).toEqual([50, 52]);
    expect([live(skills), skills.length]).toEqual([12, 13]);
    expect(interactions).toHaveLength(300);
    for (const items of [users, skills]) expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(new Set(interactions.map(({ info }) => info.engagementId)).size).toBe(300);
  });

  it('keep interactions within the 30 days before the base time, oldest first, with agents and skills that exist', () => {
    const { interactions, users, skills, baseTime } = makeFixtures({ ...ACCOUNT, seed: 5 });
    expect(baseTime).toBe(FIXTURE_BASE_TIME);
    let previous = baseTime - 30 * DAY_MS;
    for (const { info } of interactions) {
      expect(info.startTimeL).toBeGreaterThanOrEqual(previous);
      expect(info.endTimeL).toBeLessThanOrEqual(baseTime);
      expect(Date.parse(info.startTime.replace('+0000', 'Z'))).toBe(info.startTimeL);
      expect(users.some(({ id, deleted }) => !deleted && String(id) === info.agentId)).toBe(true);
      expect(skills.some(({ id, name }) => id === info.skillId && name === info.skillName)).toBe(true);
      previous = info.startTimeL;
    }
  });

  it('use no address outside example.com and the documentation networks', () => {
    const text = JSON.stringify(makeFixtures({ ...ACCOUNT, seed: 1 }));
    const mails = text.match(/[\w.+-]+@[\w.-]+/g) ?? [];
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) expect(mail).toMatch(/@example\.com$/);
    for (const ip of text.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? []) expect(ip).toMatch(/^192\.0\.2\./);
  });
});
