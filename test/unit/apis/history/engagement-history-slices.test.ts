import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchInteractionsParams } from '../../../../src/apis/history/engagement-history-params.js';
import { interactionSlicing } from '../../../../src/apis/history/engagement-history-slices.js';

const DAY = 86_400_000;
const TEN_MINUTES = 600_000;
const from = Date.UTC(2024, 0, 1);

const cut = interactionSlicing.cut as unknown as (params: SearchInteractionsParams) => {
  start: { from: number; to: number };
  sort?: string;
  source: string;
}[];

describe('a search of Engagement History', () => {
  it('of 31 days stays as it is', () => {
    const params = {
      start: { from: new Date(from), to: from + 31 * DAY },
      source: 's',
      sort: 'duration:asc',
    };
    expect(cut(params)).toEqual([params]);
  });

  it('of a millisecond more becomes two, in order of start, with all other parameters', () => {
    const params = { start: { from: new Date(from), to: from + 31 * DAY + 1 }, source: 's', skillIds: [1] };
    const others = { source: 's', skillIds: [1], sort: 'start:asc' };
    expect(cut(params)).toEqual([
      { ...others, start: { from, to: from + 31 * DAY - 1 } },
      { ...others, start: { from: from + 31 * DAY, to: from + 31 * DAY + 1 } },
    ]);
  });

  it('in descending order begins with the latest 31 days', () => {
    const params = { start: { from, to: from + 32 * DAY }, source: 's', sort: 'start:desc,duration:asc' };
    expect(cut(params).map(({ start }) => start)).toEqual([
      { from: from + DAY, to: from + 32 * DAY },
      { from, to: from + DAY - 1 },
    ]);
  });

  it('is cut into searches of at most 31 days that leave nothing out and share only full ten minutes', () => {
    const time = fc.integer({ min: 0, max: from });
    const length = fc.integer({ min: 31 * DAY + 1, max: 732 * DAY });
    fc.assert(
      fc.property(time, length, fc.constantFrom('start:asc', 'start:desc'), (begin, ms, sort) => {
        const slices = cut({ start: { from: begin, to: begin + ms }, source: 's', sort });
        const ranges = slices.map(({ start }) => start);
        if (sort === 'start:desc') ranges.reverse();
        expect(ranges[0]?.from).toBe(begin);
        expect(ranges.at(-1)?.to).toBe(begin + ms);
        expect(ranges.length).toBeGreaterThanOrEqual(2);
        for (const [index, range] of ranges.entries()) {
          expect(range.from).toBeLessThanOrEqual(range.to);
          expect(range.to - range.from).toBeLessThanOrEqual(31 * DAY);
          const next = ranges[index + 1];
          if (next === undefined) continue;
          expect(next.from).toBe(range.to + 1);
          expect(next.from % TEN_MINUTES).toBe(0);
        }
        expect(slices.every((slice) => slice.sort === sort)).toBe(true);
      }),
    );
  });

  it('shares the chats near its bounds with its neighbours, and no others', () => {
    const sharedId = interactionSlicing.sharedId as unknown as (
      chat: unknown,
      params: unknown,
    ) => string | undefined;
    const start = { from, to: from + DAY };
    const idAt = (startTimeL: number) => sharedId({ info: { startTimeL, engagementId: 'e' } }, { start });
    expect([from - TEN_MINUTES, from, from + TEN_MINUTES, from + DAY + TEN_MINUTES].map(idAt)).toEqual(
      Array(4).fill('e'),
    );
    expect([from + TEN_MINUTES + 1, from + DAY / 2, from + DAY - TEN_MINUTES - 1].map(idAt)).toEqual(
      Array(3).fill(undefined),
    );
    expect(sharedId({}, { start })).toBeUndefined();
  });
});
