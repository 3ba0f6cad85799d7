import { beforeEach, describe, expect, it } from 'vitest';
import type { FixtureVisit } from '../../../src/testing/fixtures/visits.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { plainCall } from './plain-client.js';

/** One attribute of each type, as it is reported. */
const REPORTED = [
  {
    type: 'personal',
    personal: {
      firstname: 'Sample',
      lastname: 'Visitor',
      age: { age: 41, year: 1983, month: 7, day: 9 },
      contacts: [{ email: 'sample@example.com', phone: '+15550100', address: { country: 'XX' } }],
      gender: 'OTHER',
      company: null,
    },
  },
  {
    type: 'ctmrinfo',
    info: {
      cstatus: 'active',
      ctype: 'vip',
      customerId: 'C-1',
      balance: '-400.99',
      lastPaymentDate: { day: 15, month: 10, year: 2024 },
    },
  },
  { type: 'mrktInfo', info: { channel: 3, affiliate: 'Partner', campaignId: 'spring' } },
  { type: 'lead', lead: { topic: 'upgrade', value: 200, leadId: 'L-1' } },
  { type: 'service', service: { topic: 'address', status: 0, category: 'account', serviceId: 'S-1' } },
  { type: 'error', error: { contextId: 'form', message: 'Postcode missing', code: 'E-1', resolved: false } },
  {
    type: 'cart',
    total: 11.7,
    numItems: 6,
    products: [{ product: { name: 'Mug', price: 5.85 }, quantity: 2 }],
  },
  { type: 'purchase', total: 11.7, orderId: 'O-1', cart: { products: [{ product: { sku: 'M-1' } }] } },
  { type: 'prodView', currency: 'EUR', products: [{ product: { name: 'Mug' } }] },
  { type: 'searchInfo', keywords: ['mug', 'blue'] },
];

const { sandbox, client, lp } = await sandboxFixture({ toolbelt: { responseValidation: 'strict' } });
const token = await client.token();
beforeEach(() => {
  sandbox.switches.engagementAttributes = 'allowed';
});

function visitAt(index: number): FixtureVisit {
  const visit = sandbox.fixtures.visits.at(index);
  if (visit === undefined) throw new Error(`no visit ${index}`);
  return visit;
}

function pathOf({ visitorId, sessionId }: Pick<FixtureVisit, 'visitorId' | 'sessionId'>, v = '1'): string {
  return `/api/account/12345678/monitoring/visitors/${visitorId}/visits/current/events?v=${v}&sid=${sessionId}`;
}

/** As the SDE util of the official toolbelt reports. */
function report(path: string, body: unknown, options: { method?: string; token?: string } = {}) {
  const headers = {
    authorization: `Bearer ${options.token ?? token}`,
    'content-type': 'application/json',
    'x-request-id': 'a1',
  };
  const url = `https://${sandbox.hosts.smt}${path}`;
  const method = options.method ?? 'PUT';
  return plainCall(url, { method, headers, ca: sandbox.ca }, JSON.stringify(body));
}

describe('reported engagement attributes', () => {
  it('are in the state of the visit, under the names that it has for them', async () => {
    const visit = visitAt(0);
    const reply = await report(pathOf(visit), REPORTED);
    expect([reply.status, reply.json()]).toEqual([200, {}]);
    const state = await lp.visitInformation.get({ visitorId: visit.visitorId, sessionId: visit.sessionId });
    const [before, after] = [visit.state.appSessions[0], state.appSessions[0]];
    expect(after?.events?.slice(0, 3)).toEqual(before?.events);
    const events = after?.events?.slice(3) ?? [];
    expect(events.map((event) => Object.keys(event)[0])).toEqual([
      'personalInfo',
      'customerInfo',
      'marketingCampaignInfo',
      'lead',
      'serviceActivity',
      'visitorError',
      'cartStatus',
      'purchase',
      'viewedProduct',
      'searchContent',
    ]);
    expect(events[0]?.personalInfo).toEqual({
      serverTimeStamp: expect.any(Number),
      contexts: { page: { id: before?.pages?.at(-1)?.id } },
      personalInfo: {
        name: 'Sample',
        surname: 'Visitor',
        customerAge: {
          customerAgeInYears: 41,
          customerYearOfBirth: 1983,
          customerMonthOfBirth: 7,
          customerDateOfBirth: 9,
        },
        contacts: [{ email: 'sample@example.com', phone: '+15550100', address: { country: 'XX' } }],
        gender: 'OTHER',
      },
    });
    expect(after).toMatchObject({
      personalInfo: { personalInfo: { name: 'Sample' } },
      customerInfo: {
        customerInfo: {
          customerStatus: 'active',
          customerType: 'vip',
          customerId: 'C-1',
          balance: -400.99,
          lastPaymentDate: { year: 2024, month: 10, day: 15 },
        },
      },
      marketingCampaignInfo: {
        marketingCampaignInfo: { originatingChannel: 3, affiliate: 'Partner', campaignId: 'spring' },
      },
      leads: [{ topic: 'upgrade', value: 200, leadId: 'L-1', leadSeqId: '1', repeatedLeadId: false }],
      serviceActivity: [{ topic: 'address', status: 0, serviceId: 'S-1', serviceSeqId: '1' }],
      visitorError: [{ message: 'Postcode missing', code: 'E-1', resolved: false }],
      cart: {
        cartStatus: {
          total: 11.7,
          numItems: 6,
          products: [{ product: { name: 'Mug', price: 5.85 }, quantity: 2 }],
        },
      },
      purchases: [{ total: 11.7, orderId: 'O-1', purchaseSeqId: '1', repeatedOrderId: false }],
      viewedProduct: [{ product: { name: 'Mug' } }],
    });
    expect(before?.leads).toBeUndefined();
  });

  it('tell a repeated id', async () => {
    const visit = visitAt(1);
    const lead = { type: 'lead', lead: { leadId: 'L-7' } };
    await report(pathOf(visit), [lead]);
    await report(pathOf(visit), [lead]);
    const { visitorId, sessionId } = visit;
    const state = await lp.visitInformation.get({ visitorId, sessionId });
    expect(state.appSessions[0]?.leads).toEqual([
      { leadId: 'L-7', leadSeqId: '1', repeatedLeadId: false },
      { leadId: 'L-7', leadSeqId: '2', repeatedLeadId: true },
    ]);
  });

  it('are in the conversation that began in the visit, among those that are not authenticated', async () => {
    const visit = visitAt(2);
    const open = sandbox.fixtures.conversations.filter(({ info }) => info.status === 'OPEN');
    const conversation = open.find(({ info }) => info.visitorId === visit.visitorId);
    const conversationId = conversation?.info.conversationId ?? '';
    await report(pathOf(visit), [REPORTED[0], REPORTED[3]]);
    const page = await lp.messagingInteractions.get({
      conversationId,
      v: '2',
      source: 'tests',
      contentToRetrieve: ['unAuthSdes'],
    });
    const events = page.conversationHistoryRecords[0]?.unAuthSdes?.events ?? [];
    const before = conversation?.unAuthSdes?.events ?? [];
    expect(events.slice(0, before.length)).toEqual(before);
    const reported = events.slice(before.length);
    expect(reported).toMatchObject([
      {
        sdeType: 'PERSONAL_INFO',
        serverTimeStamp: expect.any(Number),
        personalInfo: {
          isAuthenticated: false,
          personalInfo: {
            name: 'Sample',
            contacts: [{ personalContact: { email: 'sample@example.com' } }],
          },
        },
      },
      { sdeType: 'LEAD', lead: { lead: { topic: 'upgrade', leadId: 'L-1' } } },
    ]);
  });

  it('are taken by POST, as it is documented', async () => {
    const visit = visitAt(3);
    const { visitorId, sessionId } = visit;
    const services = async () => {
      const { appSessions } = await lp.visitInformation.get({ visitorId, sessionId });
      return appSessions[0]?.serviceActivity?.length ?? 0;
    };
    const before = await services();
    expect((await report(pathOf(visit), [REPORTED[4]], { method: 'POST' })).status).toBe(200);
    expect(await services()).toBe(before + 1);
  });

  it('are taken from LPClient, and by an OAuth 1.0a app key', async () => {
    await using own = await startSandbox({ credentials: 'oauth1' });
    await using ownToolbelt = own.toolbelt();
    for (const [one, client] of [
      [sandbox, lp],
      [own, ownToolbelt.LPClient()],
    ] as const) {
      const visit = one.fixtures.visits[1];
      const response = await client('smt', pathOf(visit ?? visitAt(1)), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([REPORTED[2]]),
      });
      expect(response.status).toBe(200);
    }
  });

  it.each([
    ['no array', {}],
    ['an empty array', []],
    ['no object', ['lead']],
    ['no type', [{ lead: {} }]],
    ['an unknown type', [{ type: 'basket' }]],
    ['a name of all objects as type', [{ type: 'toString' }]],
    ['a missing inner object', [{ type: 'lead' }]],
    ['a number that is none', [{ type: 'cart', total: 'much' }]],
    ['a text that is none', [{ type: 'lead', lead: { topic: {} } }]],
    ['a list that is none', [{ type: 'cart', products: {} }]],
    ['half a date', [{ type: 'ctmrinfo', info: { lastPaymentDate: { year: 2024 } } }]],
    ['a good attribute before a bad one', [REPORTED[3], { type: 'lead' }]],
  ])('are refused with 400 and code 33 for %s, and nothing is kept', async (_name, body) => {
    const visit = visitAt(1);
    const { visitorId, sessionId } = visit;
    const before = await lp.visitInformation.get({ visitorId, sessionId });
    const reply = await report(pathOf(visit), body);
    expect([reply.status, reply.json().internalCode]).toEqual([400, '33']);
    expect(await lp.visitInformation.get({ visitorId, sessionId })).toEqual(before);
  });

  it('are refused for an unknown visitor, session or version, and for a session that is over', async () => {
    const { visitorId, sessionId } = visitAt(0);
    const status = async (path: string) => {
      const reply = await report(path, [REPORTED[3]]);
      return [reply.status, reply.json().internalCode];
    };
    expect(await status(pathOf({ visitorId: 'nobody', sessionId }))).toEqual([404, '37']);
    expect(await status(pathOf({ visitorId, sessionId: 'none' }))).toEqual([404, '39']);
    expect(await status(pathOf(visitAt(-1)))).toEqual([404, '12']);
    expect(await status(pathOf(visitAt(0), '2'))).toEqual([400, '33']);
  });

  it('need a good token with the privilege, which the default key may be denied', async () => {
    const path = pathOf(visitAt(0));
    const wrong = await report(path, [REPORTED[3]], { token: 'wrong' });
    const limited = await client.token(await client.installApplication('users.external'));
    const forbidden = await report(path, [REPORTED[3]], { token: limited });
    sandbox.switches.engagementAttributes = 'forbidden';
    const denied = await report(path, [REPORTED[3]]);
    expect([wrong.status, forbidden.status, denied.status]).toEqual([401, 403, 403]);
    expect(denied.json().internalCode).toBe('10');
  });
});
