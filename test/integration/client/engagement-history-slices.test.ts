import { beforeEach, describe, expect, it } from 'vitest';
import type { Interaction } from '../../../src/apis/history/interaction.js';
import { rejection } from '../../support/call-scene.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const DAY_MS = 86_400_000;

const { sandbox, lp } = await sandboxFixture({ toolbelt: { responseValidation: 'strict' } });
// A seam lies amid the chats of the fixtures, and eight searches find nothing.
const year = { from: sandbox.fixtures.baseTime - 325 * DAY_MS, to: sandbox.fixtures.baseTime };
beforeEach(() => {
  sandbox.requests.clear();
  sandbox.faults.clear();
  sandbox.switches.emptySearchStatus = 200;
});

const searches = () =>
  sandbox.requests.matching({ service: 'engHistDomain' }).map(({ query, body }) => {
    const { start } = body as { start: { from: number; to: number } };
    return { sort: query.sort, start };
  });

async function idsOf(chats: AsyncIterable<Interaction>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { info } of chats) ids.push(info.engagementId);
  return ids;
}

const inOrder = () => sandbox.fixtures.interactions.map(({ info }) => info.engagementId);

describe('a search of Engagement History over a year', () => {
  it.each([200, 204] as const)('gives every chat once and in order (nothing found: %d)', async (status) => {
    sandbox.switches.emptySearchStatus = status;
    const list = lp.engagementHistory.search({ start: year, source: 'tests', limit: 100 });
    expect(await idsOf(list)).toEqual(inOrder());
    const sent = searches();
    expect(sent.every(({ start }) => start.to - start.from <= 31 * DAY_MS)).toBe(true);
    expect(sent.every(({ sort }) => sort === 'start:asc')).toBe(true);
    expect(sent[0]?.start.from).toBe(year.from);
    expect(sent.at(-1)?.start.to).toBe(year.to);
    expect(new Set(sent.map(({ start }) => start.from)).size).toBe(11);
  });

  it('goes backwards in descending order', async () => {
    const params = { start: year, source: 'tests', limit: 100, sort: 'start:desc' };
    expect(await idsOf(lp.engagementHistory.search(params))).toEqual(inOrder().reverse());
    expect(searches()[0]?.start.to).toBe(year.to);
    expect(searches().at(-1)?.start.from).toBe(year.from);
  });

  it('drops what a search finds that the one before it has found', async () => {
    const [chat] = sandbox.fixtures.interactions;
    const seam = year.from + 31 * DAY_MS;
    const page = (id: string, startTimeL: number) => ({
      _metadata: { count: 1 },
      interactionHistoryRecords: [{ ...chat, info: { ...chat?.info, engagementId: id, startTimeL } }],
    });
    sandbox.faults.add({ service: 'engHistDomain', body: page('at the seam', seam) });
    sandbox.faults.add({ service: 'engHistDomain', body: page('at the seam', seam) });
    sandbox.faults.add({ service: 'engHistDomain', body: page('later', seam + 40 * DAY_MS) });
    const start = { from: year.from, to: year.from + 93 * DAY_MS };
    expect(await idsOf(lp.engagementHistory.search({ start, source: 'tests' }))).toEqual([
      'at the seam',
      'later',
    ]);
  });

  it('is the first page of the first search when awaited, and nothing more is sent', async () => {
    const params = { start: year, source: 'tests', sort: 'start:desc', limit: 10 };
    const page = await lp.engagementHistory.search(params);
    expect(page.interactionHistoryRecords.map(({ info }) => info.engagementId)).toEqual(
      inOrder().reverse().slice(0, 10),
    );
    const latest = sandbox.fixtures.interactions.filter(
      ({ info }) => info.startTimeL >= year.to - 31 * DAY_MS,
    );
    expect(page._metadata.count).toBe(latest.length);
    expect(searches()).toHaveLength(1);
  });

  it('sends nothing more when the loop is left', async () => {
    for await (const _ of lp.engagementHistory.search({ start: year, source: 'tests', sort: 'start:desc' }))
      break;
    expect(searches()).toHaveLength(1);
  });

  it.each([
    ['sort', { sort: 'duration:asc' }],
    ['offset', { offset: 50 }],
    ['start.to', { start: { from: 0, to: 800 * DAY_MS } }],
    ['start.from', { start: { from: 1, to: 0 } }],
  ])('is refused for its %s, before anything is sent', async (parameter, fields) => {
    const list = lp.engagementHistory.search({ start: year, source: 'tests', ...fields });
    const error = await rejection(list);
    expect(error).toMatchObject({ name: 'ParameterError', parameter });
    expect(String(error)).toContain('Nothing was sent');
    expect(await rejection(idsOf(list))).toBe(error);
    expect(sandbox.requests.all()).toEqual([]);
  });
});
