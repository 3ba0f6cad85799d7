import { describe, expect, it } from 'vitest';
import { visitInformation } from '../../../../src/apis/visits/visit-information.js';
import type { VisitState } from '../../../../src/apis/visits/visit-state.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const visitStateAnswer = bodyOf<VisitState>('visitInformation/get/documented');

const { get } = visitInformation.operations;
const visit = { visitorId: 'M3ZDU5YTQxMjQ2N2VhMWZm', sessionId: 'Qm3xT8bLR0-aZ5kPw1uYdg' };
const [session] = visitStateAnswer.appSessions;
const [page] = session?.pages ?? [];
const [shown] = session?.engagements ?? [];
const report = { serverTimeStamp: 1, contexts: {} };
const sessionWith = (fields: object) => ({ ...visitStateAnswer, appSessions: [{ ...session, ...fields }] });

describe('answers of visitInformation.get', () => {
  it('passes on what it does not know, at every depth', () => {
    const answer = {
      ...sessionWith({
        newField: 1,
        pages: [{ ...page, pageBasic: { ...page?.pageBasic, lang: 'en' } }],
        events: [{ lead: { ...report, lead: { topic: 'x', extra: [1] } } }, { anotherAttribute: { a: 1 } }],
        revAllVPs: { 7: { revision: 1, name: 'all' } },
      }),
      source: 'x',
    };
    expect(validated(get, answer)).toEqual(answer);
  });

  it.each([
    { appSessions: [] },
    { appSessions: [{ id: 's' }] },
    sessionWith({ geo: null, deviceOS: null, personalInfo: { personalInfo: {} }, events: [] }),
    sessionWith({ events: [{ purchase: { ...report, cart: { serverTimeStamp: 0, contexts: {} } } }] }),
    sessionWith({ events: [{ serviceActivity: { ...report, serviceActivity: { status: 12 } } }] }),
    sessionWith({ events: [{ visitorError: { ...report, visitorError: { resolved: true, level: 2 } } }] }),
    sessionWith({ events: [{ marketingCampaignInfo: { ...report, marketingCampaignInfo: {} } }] }),
    sessionWith({ engagements: [{ ...shown, engagement: { ...shown?.engagement, zoneId: null } }] }),
  ])('accepts %j', (answer) => {
    expect(differences(get, { id: 's', ...answer })).toEqual([]);
  });

  it.each([
    [{ id: 7 }, 'id'],
    [{ pages: [{ ...page, startTime: '1709648000122' }] }, 'pages.0.startTime'],
    [{ pages: [{ ...page, url: null }] }, 'pages.0.url'],
    [{ events: [{ lead: { lead: {}, contexts: {} } }] }, 'events.0.lead.serverTimeStamp'],
    [{ events: [{ cartStatus: { ...report, products: [{}] } }] }, 'events.0.cartStatus.products.0.product'],
    [
      { customerInfo: { customerInfo: { lastPaymentDate: { year: 2024 } } } },
      'customerInfo.customerInfo.lastPaymentDate.month',
    ],
    [{ revAllVPs: { 7: 1 } }, 'revAllVPs.7'],
    [{ revAllVPs: { 7: { revision: '1' } } }, 'revAllVPs.7.revision'],
    [{ mobileDeviceInfo: { mobile: 'false', detected: true } }, 'mobileDeviceInfo.mobile'],
    [{ geo: { city: 1 } }, 'geo.city'],
    [{ leads: {} }, 'leads'],
  ])('refuses %j', (fields, path) => {
    expect(differences(get, sessionWith(fields))).toContain(`appSessions.0.${path}`);
  });

  it('refuses a state whose sessions are missing, as its example has all in them', () => {
    const { id, pages } = session ?? {};
    expect(differences(get, { id, pages })).toEqual(['appSessions']);
  });
});

describe('parameters of visitInformation.get', () => {
  it('go into path and query, the session as sid', () => {
    expect(onTheWire(get, { ...visit, filter: 'agent' })).toEqual({
      path: { visitorId: visit.visitorId },
      query: { v: '1', sid: visit.sessionId, filter: 'agent' },
      header: {},
      body: {},
    });
  });

  const aVisitor = '"visitorId" must be the id of a visitor, text without spaces and slashes';
  it.each([
    [{ visitorId: undefined }, aVisitor],
    [{ visitorId: '' }, aVisitor],
    [{ visitorId: 7 }, aVisitor],
    [{ visitorId: 'a/b' }, aVisitor],
    [{ visitorId: 'a\\b' }, aVisitor],
    [{ visitorId: 'a b' }, aVisitor],
    [{ sessionId: undefined }, '"sessionId" must be the id of a session'],
    [{ sessionId: ' ' }, '"sessionId" must be the id of a session'],
    [{ filter: 'visitor' }, '"filter" must be one of agent'],
    [{ sid: 's' }, 'unknown: sid'],
    [{ filter: undefined }, undefined],
  ])('%o', (params, message) => {
    expect(complaint(get, { ...visit, ...params })).toBe(message);
  });
});

describe('what visitInformation owns', () => {
  it('is the state of a visit and nothing beside it', () => {
    expect(visitInformation.owns).toEqual([get.path]);
  });
});
