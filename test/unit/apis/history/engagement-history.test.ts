import { describe, expect, it } from 'vitest';
import { engagementHistory } from '../../../../src/apis/history/engagement-history.js';
import type { InteractionPage } from '../../../../src/apis/history/interaction.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const searchAnswer = bodyOf<InteractionPage>('engagementHistory/search/documented');

const { search } = engagementHistory.operations;
const DAY = 86_400_000;
const from = Date.UTC(2024, 0, 1);
const valid = { start: { from, to: from + DAY }, source: 'nightly-report' };

const [chat] = searchAnswer.interactionHistoryRecords;
const pageWith = (fields: object) => ({
  ...searchAnswer,
  interactionHistoryRecords: [{ ...chat, ...fields }],
});

describe('answers of engagementHistory.search', () => {
  it('passes on what it does not know', () => {
    const answer = pageWith({ newField: 1, info: { ...chat?.info, another: ['x'] } });
    expect(validated(search, answer)).toEqual(answer);
  });

  it.each([
    {
      campaign: null,
      visitorInfo: null,
      coBrowseSessions: null,
      surveys: null,
      predictions: null,
      sdes: null,
    },
    { info: { ...chat?.info, agentId: 410041, startReason: 0, chatMCS: null } },
    { campaign: { ...chat?.campaign, lobId: '-1' } },
    {
      transcript: {
        lines: [{ ...chat?.transcript?.lines[0], source: 'someone new', json: { type: 'vertical' } }],
      },
    },
    { sdes: { events: [{ cartStatus: { total: 12, products: [{ product: { price: '1.5' } }] } }] } },
    { sdes: { events: [{ personalInfo: { name: 'Robin', customerAge: { customerAgeInYears: 40 } } }] } },
    { sdes: { events: [{ viewProduct: { currency: 'EUR', products: [{ product: { name: 'A' } }] } }] } },
    { sdes: { events: [{ formFillingError: { message: { string: 'No such street' }, code: 'E1' } }] } },
    { sdes: { events: [{ formFillingError: { formFillingError: { code: { string: 'E1' } } } }] } },
    { sdes: { events: [{ searchContent: { keywords: ['plans'] } }, { anotherAttribute: {} }] } },
  ])('accepts %j', (fields) => {
    expect(differences(search, pageWith(fields))).toEqual([]);
  });

  it.each([
    [{ info: { ...chat?.info, startTimeL: '1706868320000' } }, 'info.startTimeL'],
    [{ info: { ...chat?.info, isInteractive: 'true' } }, 'info.isInteractive'],
    [{ transcript: { lines: [{ ...chat?.transcript?.lines[0], timeL: null }] } }, 'transcript.lines.0.timeL'],
    [{ sdes: { events: [{ lead: { lead: { leadId: 7 } } }] } }, 'sdes.events.0.lead.lead.leadId'],
    [{ predictions: [{ lineSeq: '1' }] }, 'predictions.0.topPrediction'],
  ])('refuses %j', (fields, path) => {
    expect(differences(search, pageWith(fields))).toEqual([`interactionHistoryRecords.0.${path}`]);
  });

  it('refuses a page without its count or chats', () => {
    expect(differences(search, { _metadata: {} })).toEqual(['_metadata.count', 'interactionHistoryRecords']);
  });

  it('takes "nothing found" for an empty page', () => {
    const page = search.empty?.();
    expect(page).toEqual({ _metadata: { count: 0 }, interactionHistoryRecords: [] });
    expect(differences(search, page)).toEqual([]);
  });

  it('gives each empty page to one caller alone', () => {
    expect(search.empty?.()).not.toBe(search.empty?.());
  });
});

describe('paging of engagementHistory.search', () => {
  it('goes by offset until the count is reached', () => {
    const { items, paging } = search as unknown as {
      items: (page: InteractionPage) => unknown;
      paging: { total: (page: InteractionPage) => number };
    };
    expect(items(searchAnswer)).toBe(searchAnswer.interactionHistoryRecords);
    expect(paging.total(searchAnswer)).toBe(1);
    expect(search.paging).toMatchObject({ offset: 'offset', limit: 'limit', defaultLimit: 50 });
  });

  it('may be repeated, and knows that 302 means "too many requests" here', () => {
    expect(search).toMatchObject({ method: 'POST', repeatable: true, throttledStatus: 302 });
  });
});

describe('parameters of engagementHistory.search', () => {
  it('go where the documentation says, with times as numbers', () => {
    const params = {
      ...valid,
      start: { from: new Date(from), to: from + DAY },
      skillIds: ['12'],
      keyword: 'invoice',
      keyword_search_area: { types: ['chatLine'] },
      offset: 100,
      limit: 100,
      sort: 'start:asc',
    };
    expect(onTheWire(search, params)).toEqual({
      path: {},
      query: { source: 'nightly-report', offset: 100, limit: 100, sort: 'start:asc' },
      header: {},
      body: {
        start: { from, to: from + DAY },
        skillIds: ['12'],
        keyword: 'invoice',
        keyword_search_area: { types: ['chatLine'] },
      },
    });
  });

  it.each([
    {},
    {
      interactive: true,
      ended: true,
      channel: 1,
      mcs: -1,
      visitor: 'Vmlz',
      engagementId: '555123454200000017',
    },
    { skillIds: [12, '13', -1], agentIds: [], agentGroupIds: ['-1'] },
    { duration: { from: 0, to: 0 }, coBrowseDuration: { from: 1, to: 2 } },
    { chatMCS: { from: 0 } },
    { chatMCS: { to: 100 } },
    { chatMCS: { from: 10, to: 20 }, alertedMcsValues: ['-1', '1'] },
    { keyword: '"my invoice"', keyword_search_area: { types: ['ea.lead', 'mcs'] } },
    {
      lineContentTypes: ['RICH_CONTENT'],
      predictionLabel: ['"invoice copy"'],
      hasInteractiveCoBrowse: false,
    },
    { offset: 0, limit: 1, sort: 'start:asc,duration:desc' },
    { limit: undefined, keyword: undefined },
    { start: { from, to: from } },
    { start: { from, to: from + 31 * DAY }, sort: 'duration:desc', offset: 7 },
    { start: { from, to: from + 732 * DAY }, offset: 0 },
    { start: { from, to: from + 32 * DAY }, sort: 'start:desc,duration:asc' },
    { source: 'x' },
    { source: 'x'.repeat(20) },
  ])('take %j', (params) => {
    expect(complaint(search, { ...valid, ...params })).toBeUndefined();
  });

  const aTime = 'a time: milliseconds since the epoch, or a valid Date';
  it.each([
    [{ start: undefined }, '"start" must be an object of two times, { from, to }'],
    [{ start: { from } }, `"start.to" must be ${aTime}`],
    [{ start: { from: '2024-01-01', to: from } }, `"start.from" must be ${aTime}`],
    [{ start: { from: new Date(Number.NaN), to: from } }, `"start.from" must be ${aTime}`],
    [{ start: { from: -1, to: from } }, `"start.from" must be ${aTime}`],
    [{ start: { ...valid.start, until: 1 } }, '"start" must be an object of two times, { from, to }'],
    [{ start: { from: from + 1, to: from } }, '"start.from" must be no greater than "start.to"'],
    [
      { start: { from: new Date(from + 1), to: new Date(from) } },
      '"start.from" must be no greater than "start.to"',
    ],
    [
      { start: { from, to: from + 732 * DAY + 1 } },
      '"start.to" must be at most 732 days after "start.from"; chats are kept for 13 months',
    ],
    [
      { start: { from, to: from + 31 * DAY + 1 }, sort: 'duration:desc,start:asc' },
      '"sort" must be by start first, for example start:desc, in a range of more than 31 days: each 31 days are a search of their own',
    ],
    [
      { start: { from, to: from + 32 * DAY }, offset: 1 },
      '"offset" must be 0 or left out in a range of more than 31 days: each 31 days are a search that counts for itself',
    ],
    [{ source: undefined }, '"source" must be a name of 1 to 20 characters'],
    [{ source: ' ' }, '"source" must be a name of 1 to 20 characters'],
    [{ source: 'x'.repeat(21) }, '"source" must be a name of 1 to 20 characters'],
    [
      { keyword: 'invoice' },
      `"keyword_search_area" must be given along with "keyword", for example { types: ['chatLine'] }`,
    ],
    [
      { keyword_search_area: { types: [] } },
      '"keyword_search_area.types" must be a list of at least one area',
    ],
    [
      { keyword_search_area: { types: ['everywhere'] } },
      expect.stringMatching(/^"keyword_search_area.types.0" must be one of chatLine, .*, mcs$/),
    ],
    [{ duration: { from: 1 } }, '"duration.to" must be a whole number, 0 or more'],
    [{ duration: { from: 2, to: 1 } }, '"duration.from" must be no greater than "duration.to"'],
    [{ coBrowseDuration: { to: 1 } }, '"coBrowseDuration.from" must be a whole number, 0 or more'],
    [
      { coBrowseDuration: { from: 2, to: 1 } },
      '"coBrowseDuration.from" must be no greater than "coBrowseDuration.to"',
    ],
    [{ chatMCS: {} }, '"chatMCS" must be an object with from, to or both'],
    [{ chatMCS: { from: 101 } }, '"chatMCS.from" must be a whole number from 0 to 100'],
    [{ chatMCS: { from: 2, to: 1 } }, '"chatMCS.from" must be no greater than "chatMCS.to"'],
    [{ interactive: false }, '"interactive" must be true, the only value that the service supports'],
    [{ channel: 3 }, '"channel" must be one of -1, 1, 2'],
    [{ skillIds: 12 }, '"skillIds" must be a list of ids, for example [12, 34]'],
    [{ agentIds: [12, 'x'] }, '"agentIds.1" must be a positive whole number, or -1 for none'],
    [
      { engagementId: 2 ** 53 },
      '"engagementId" must be the id of an engagement, as text if longer than 15 digits',
    ],
    [{ alertedMcsValues: [1] }, '"alertedMcsValues.0" must be one of -1, 0, 1'],
    [{ offset: -1 }, '"offset" must be a whole number, 0 or more'],
    [{ limit: 0 }, '"limit" must be a whole number from 1 to 100'],
    [{ limit: 101 }, '"limit" must be a whole number from 1 to 100'],
    [{ limit: '50' }, '"limit" must be a whole number from 1 to 100'],
    [{ sort: 'start' }, '"sort" must be an order such as start:asc or start:asc,duration:desc'],
    [{ sort: 'start:up' }, '"sort" must be an order such as start:asc or start:asc,duration:desc'],
    [{ skillId: 12 }, 'unknown: skillId'],
  ])('refuse %j', (params, message) => {
    expect(complaint(search, { ...valid, ...params })).toEqual(message);
  });
});
