import { afterEach, describe, expect, it } from 'vitest';
import type { Interaction } from '../../../src/apis/history/interaction.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const PATH = '/interaction_history/api/account/12345678/interactions/search';
const DAY_MS = 86_400_000;

describe('Engagement History of the sandbox', async () => {
  const { sandbox, client } = await sandboxFixture();
  const start = { from: sandbox.fixtures.baseTime - 30 * DAY_MS, to: sandbox.fixtures.baseTime };
  afterEach(() => {
    sandbox.switches.emptySearchStatus = 200;
  });

  const search = (body: Record<string, unknown> = {}, query = '') => {
    const json = { start, ...body };
    return client.api('engHistDomain', 'POST', `${PATH}?source=tests${query}`, { json });
  };
  const records = async (body: Record<string, unknown>): Promise<Interaction[]> => {
    return (await search(body, '&limit=100')).json().interactionHistoryRecords;
  };

  it('pages through all 300 interactions, 50 at a time unless asked otherwise', async () => {
    const first = (await search()).json();
    expect(first._metadata).toMatchObject({ count: 300, shardsStatusResult: { partialResult: false } });
    expect(first.interactionHistoryRecords).toHaveLength(50);
    const seen = new Set<string>();
    for (let offset = 0; offset < 300; offset += 100) {
      const page = (await search({}, `&limit=100&offset=${offset}`)).json();
      for (const { info } of page.interactionHistoryRecords) seen.add(info.engagementId);
    }
    expect(seen.size).toBe(300);
  });

  it('links to itself, the next, the previous and the last page', async () => {
    const { _metadata } = (await search({}, '&limit=100&offset=100')).json();
    const offsetOf = (rel: string) => new URL(_metadata[rel].href).searchParams.get('offset');
    expect(['self', 'next', 'prev', 'last'].map(offsetOf)).toEqual(['100', '200', '0', '200']);
    expect(new URL(_metadata.next.href).host).toBe(sandbox.hosts.engHistDomain);
    expect((await search({}, '&limit=100&offset=200')).json()._metadata).not.toHaveProperty('next');
    expect((await search()).json()._metadata).not.toHaveProperty('prev');
  });

  it('answers a page past the end without records', async () => {
    const { _metadata, interactionHistoryRecords } = (await search({}, '&offset=1000')).json();
    expect([_metadata.count, interactionHistoryRecords]).toEqual([300, []]);
  });

  it('filters by start, in numbers or digits, with bounds rounded outwards to ten minutes', async () => {
    const chosen = sandbox.fixtures.interactions[150]?.info.startTimeL ?? 0;
    const justAfter = { from: chosen + 1, to: chosen + 2 };
    const found = await records({ start: justAfter });
    expect(found.map(({ info }) => info.startTimeL)).toContain(chosen);
    const asText = { from: String(justAfter.from), to: String(justAfter.to) };
    expect(await records({ start: asText })).toEqual(found);
  });

  it('filters by skill, agent, duration, visitor, engagement and keyword', async () => {
    const { interactions } = sandbox.fixtures;
    const sample = interactions[7];
    if (sample === undefined) throw new Error('no interaction 7');
    const { skillId, agentId, visitorId, engagementId } = sample.info;
    const expectSame = async (body: Record<string, unknown>, test: (one: Interaction) => boolean) => {
      const expected = interactions.filter(test);
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(300);
      expect(await records(body)).toEqual(expected);
    };
    await expectSame({ skillIds: [String(skillId)] }, ({ info }) => info.skillId === skillId);
    await expectSame({ skillIds: [skillId] }, ({ info }) => info.skillId === skillId);
    await expectSame({ agentIds: [agentId] }, ({ info }) => info.agentId === agentId);
    await expectSame({ visitor: visitorId }, ({ info }) => info.visitorId === visitorId);
    await expectSame({ engagementId }, ({ info }) => info.engagementId === engagementId);
    await expectSame(
      { duration: { from: 100, to: 200 } },
      ({ info }) => info.duration >= 100 && info.duration <= 200,
    );
    const area = { keyword_search_area: { types: ['chatLine'] } };
    await expectSame({ keyword: 'INVOICE', ...area }, (one) =>
      JSON.stringify(one.transcript).includes('invoice'),
    );
    await expectSame({ keyword: '"copy of my invoice"', ...area }, (one) => {
      return JSON.stringify(one.transcript).includes('copy of my invoice');
    });
    expect(await records({ keyword: 'invoice', keyword_search_area: { types: ['surveyAnswer'] } })).toEqual(
      [],
    );
  });

  it('sorts', async () => {
    const starts = async (sort: string) => {
      const { interactionHistoryRecords } = (await search({}, `&limit=100&sort=${sort}`)).json();
      return interactionHistoryRecords.map(({ info }: Interaction) => info.startTimeL);
    };
    const ascending = sandbox.fixtures.interactions.map(({ info }) => info.startTimeL).sort((a, b) => a - b);
    expect(await starts('start:asc')).toEqual(ascending.slice(0, 100));
    expect(await starts('start:desc')).toEqual(ascending.reverse().slice(0, 100));
    const page = (await search({}, '&limit=100&sort=duration:desc,start:asc')).json();
    const durations = page.interactionHistoryRecords.map(({ info }: Interaction) => info.duration);
    expect(durations).toEqual([...durations].sort((a, b) => b - a));
  });

  it('answers nothing found as an empty page, or as 204 when switched', async () => {
    const empty = await search({ visitor: 'nobody' });
    expect([empty.status, empty.json()]).toMatchObject([
      200,
      { _metadata: { count: 0 }, interactionHistoryRecords: [] },
    ]);
    sandbox.switches.emptySearchStatus = 204;
    const none = await search({ visitor: 'nobody' });
    expect([none.status, none.text]).toEqual([204, '']);
  });

  it.each([
    ['no start', { start: undefined }],
    ['one bound', { start: { from: 1 } }],
    ['a bound that is no number', { start: { from: 'yesterday', to: 'today' } }],
    ['from after to', { start: { from: 2, to: 1 } }],
    ['more than a month', { start: { from: 0, to: 32 * DAY_MS } }],
    ['a keyword without an area', { keyword: 'invoice' }],
    ['ids that are no array', { skillIds: 12 }],
    ['a duration with one bound', { duration: { from: 10 } }],
    ['interactive: false', { interactive: false }],
  ])('refuses %s', async (_name, body) => {
    expect((await search(body)).status).toBe(400);
  });

  it.each([
    '&limit=0',
    '&limit=101',
    '&limit=ten',
    '&offset=-1',
    '&sort=start',
    '&sort=start:up',
    '&sort=mood:asc',
  ])('judges the query %s', async (query) => {
    expect((await search({}, query)).status).toBe(query === '&sort=start' ? 200 : 400);
  });

  it('wants a source of 1 to 20 characters and a JSON object', async () => {
    const call = (query: string, text: string) =>
      client.api('engHistDomain', 'POST', `${PATH}${query}`, { text });
    const body = JSON.stringify({ start });
    expect((await call('', body)).status).toBe(400);
    expect((await call(`?source=${'s'.repeat(21)}`, body)).status).toBe(400);
    expect((await call(`?source=${'s'.repeat(20)}`, body)).status).toBe(200);
    expect((await call('?source=tests', '[]')).status).toBe(400);
    expect((await call('?source=tests', '{')).status).toBe(400);
  });
});
