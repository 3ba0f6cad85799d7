import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FixtureVisit } from '../../../src/testing/fixtures/visits.js';
import type { Fault } from '../../../src/testing/sandbox/control/faults.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { rejection } from '../../support/call-scene.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const VISITORS = '/api/account/12345678/monitoring/visitors';
const IVR = '/api/account/12345678/external/engagement';
const IVR_BODY = { appType: 'IVR' };

const { sandbox, client, lp } = await sandboxFixture({
  toolbelt: { responseValidation: 'strict' },
});
const visit = only(sandbox.fixtures.visits[1]);
const over = only(sandbox.fixtures.visits.at(-1));
beforeAll(async () => {
  const limited = await client.installApplication('users.external');
  const { client_id, client_secret } = limited;
  await sandbox.secretStore.put({ key: 'LIMITED', value: { client_id, client_secret } });
});
beforeEach(() => {
  sandbox.requests.clear();
  sandbox.faults.clear();
});

function only<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('The fixtures have no such item');
  return item;
}

/** Ids of the engagement that a visitor was shown. */
function shown({ visitorId, sessionId, state }: FixtureVisit) {
  const { id: contextId, engagement } = only(state.appSessions[0]?.engagements?.[0]);
  const { campaignEntity, engagementEntity } = engagement;
  const campaignId = campaignEntity.id;
  return { visitorId, sessionId, campaignId, engagementId: engagementEntity.id, contextId };
}

const arrived = () => sandbox.requests.matching({ service: 'smt' });
const get = (path: string) => client.api('smt', 'GET', `${VISITORS}${path}`);

describe('lp.visitInformation.get', () => {
  it('answers the state of a visit', async () => {
    const { visitorId, sessionId, state } = visit;
    const { data, status } = await lp.visitInformation
      .get({ visitorId, sessionId, filter: 'agent' })
      .withResponse();
    expect([status, data]).toEqual([200, state]);
    expect(arrived()).toMatchObject([
      {
        method: 'GET',
        path: `${VISITORS}/${visitorId}/visits/current/state`,
        query: { v: '1', sid: sessionId, filter: 'agent' },
        status: 200,
      },
    ]);
    expect(arrived()[0]?.body).toBeUndefined();
  });

  it('hands over what its schema does not know', async () => {
    const body = { ...visit.state, unknown: { deep: [1] } };
    sandbox.faults.add({ service: 'smt', body });
    expect(await lp.visitInformation.get(naming(visit))).toEqual(body);
  });

  it.each([
    ['an unknown visitor', () => ({ ...naming(visit), visitorId: 'nobody' }), 'Invalid visitor id'],
    ['an unknown session', () => ({ ...naming(visit), sessionId: 'none' }), 'Invalid session id'],
    [
      'a visitor with the session of another',
      () => ({ ...naming(visit), sessionId: over.sessionId }),
      'Invalid session id',
    ],
    ['a session that is over', () => naming(over), 'Session not found'],
  ])('fails for %s with 404 and the words of the server', async (_name, params, words) => {
    const error = await rejection(lp.visitInformation.get(params()));
    expect(error).toMatchObject({
      name: 'HttpError',
      status: 404,
      service: 'smt',
      operation: 'visitInformation.get',
      message: expect.stringContaining(words),
    });
  });

  it('is sent again after a 503', async () => {
    sandbox.faults.add({ service: 'smt', status: 503 });
    const retry = { attempts: 2, maxWaitMs: 0 };
    expect(await lp.visitInformation.get(naming(visit), { retry })).toEqual(visit.state);
    expect(arrived().map(({ status }) => status)).toEqual([503, 200]);
  });
});

describe('lp.validateEngagement.validate', () => {
  it('is valid for an engagement that the visitor was shown', async () => {
    const params = shown(visit);
    const { data, status } = await lp.validateEngagement.validate(params).withResponse();
    expect([status, data]).toEqual([200, { valid: true, reason: null }]);
    const { visitorId, sessionId, campaignId, engagementId, contextId } = params;
    const path = `${VISITORS}/${visitorId}/visits/current/campaigns/${campaignId}/engagements/${engagementId}/contexts/${contextId}`;
    expect(arrived()).toMatchObject([
      { method: 'GET', path, query: { v: '1', sid: sessionId }, status: 200 },
    ]);
    expect(arrived()[0]?.body).toBeUndefined();
  });

  const notShown = 'The engagement is not valid for this visit';
  it.each([
    ['another campaign', () => ({ ...shown(visit), campaignId: 1 }), notShown],
    ['another engagement', () => ({ ...shown(visit), engagementId: '1' }), notShown],
    ['another context', () => ({ ...shown(visit), contextId: 2 }), notShown],
    ['an unknown visitor', () => ({ ...shown(visit), visitorId: 'nobody' }), 'Invalid visitor id'],
    ['a session that is over', () => shown(over), 'Session not found'],
  ])('is not valid for %s, and says so without an error', async (_name, params, reason) => {
    const { data, status } = await lp.validateEngagement.validate(params()).withResponse();
    expect([status, data]).toEqual([404, { valid: false, reason }]);
    expect(arrived()).toHaveLength(1);
  });

  it('is not valid for a 404 without a word, either', async () => {
    sandbox.faults.add({ service: 'smt', status: 404, body: '' });
    expect(await lp.validateEngagement.validate(shown(visit))).toEqual({
      valid: false,
      reason: 'The engagement is not valid, or its visitor or session is not known',
    });
  });

  it.each([400, 401, 422])('fails for %d', async (status) => {
    sandbox.faults.add({ service: 'smt', status, times: 2 });
    const error = await rejection(lp.validateEngagement.validate(shown(visit)));
    expect(error).toMatchObject({ name: 'HttpError', status, operation: 'validateEngagement.validate' });
  });
});

describe('lp.ivrEngagement.request', () => {
  it('answers how a caller gets into a conversation, each time with another URL', async () => {
    const params = {
      consumerSections: ['billing', 'somewhere'],
      engagementAttributes: [
        { type: 'personal' as const, personal: { contacts: { email: 'caller@example.com' } } },
      ],
      externalWaitTimeSeconds: 30,
    };
    const { status, engagementDetails } = await lp.ivrEngagement.request(params);
    const { sections: _, urlPrefix, ...details } = sandbox.fixtures.ivr;
    expect(status).toBe('Available');
    expect(engagementDetails).toEqual({ ...details, urlToChat: expect.stringContaining(urlPrefix) });
    const personal = { contacts: [{ email: 'caller@example.com' }] };
    expect(arrived()).toMatchObject([
      {
        method: 'POST',
        path: IVR,
        query: { v: '1.0' },
        headers: { 'content-type': 'application/json' },
        body: {
          appType: 'IVR',
          consumerSections: ['billing', 'somewhere'],
          engagementAttributes: [{ type: 'personal', personal }],
          externalWaitTimeSeconds: 30,
        },
        status: 200,
      },
    ]);
    const again = await lp.ivrEngagement.request(params);
    expect(again.engagementDetails?.urlToChat).not.toBe(engagementDetails?.urlToChat);
  });

  it('asks for any place when none is given', async () => {
    expect((await lp.ivrEngagement.request()).status).toBe('Available');
    expect(arrived()).toMatchObject([{ query: { v: '1.0' }, body: IVR_BODY }]);
  });

  it('answers that there is none', async () => {
    const answer = await lp.ivrEngagement.request({ consumerSections: ['nowhere'] });
    expect(answer).toEqual({ status: 'Not Available' });
  });

  it.each<Fault>([{ status: 503 }, { status: 500 }, { reset: true }, { truncate: true }])(
    'is not sent again after %j',
    async (fault) => {
      sandbox.faults.add({ service: 'smt', ...fault });
      await rejection(lp.ivrEngagement.request());
      expect(arrived()).toHaveLength(1);
    },
  );
});

describe('a wrong argument', () => {
  it.each([
    [
      'visitInformation.get',
      'visitorId',
      () => lp.visitInformation.get({ ...naming(visit), visitorId: 'a/b' }),
    ],
    ['visitInformation.get', 'sessionId', () => lp.visitInformation.get({ ...naming(visit), sessionId: '' })],
    [
      'visitInformation.get',
      'visitorId',
      () => lp.visitInformation.get({ ...naming(visit), visitorId: '..' }),
    ],
    [
      'validateEngagement.validate',
      'campaignId',
      () => lp.validateEngagement.validate({ ...shown(visit), campaignId: '1/2' }),
    ],
    [
      'ivrEngagement.request',
      'engagementAttributes.0.total',
      () => lp.ivrEngagement.request({ engagementAttributes: [{ type: 'cart', total: Number.NaN }] }),
    ],
  ])('of %s is refused by the name of %s, and nothing is sent', async (operation, parameter, call) => {
    const error = await rejection(call());
    expect(error).toMatchObject({ name: 'ParameterError', parameter });
    expect(String(error)).toMatch(new RegExp(`${operation}: "${parameter}" must be .* Nothing was sent\\.$`));
    expect(sandbox.requests.all()).toEqual([]);
  });
});

describe('a key without the privilege', () => {
  it('is refused with the title of the API and the words of the server', async () => {
    const options = { appKeySecretName: 'LIMITED' };
    const calls = {
      'Visit Information API': () => lp.visitInformation.get(naming(visit), options),
      'Validate Engagement API': () => lp.validateEngagement.validate(shown(visit), options),
      'IVR Engagement API': () => lp.ivrEngagement.request({}, options),
    };
    for (const [api, call] of Object.entries(calls)) {
      const error = await rejection(call());
      expect(error).toMatchObject({ name: 'PrivilegeError', status: 403, api });
      expect(String(error)).toContain(`The credential has no privilege for ${api}`);
    }
    expect(arrived().map(({ status }) => status)).toEqual([403, 403, 403]);
  });
});

describe('an OAuth 1.0a app key', () => {
  it('reads all three', async () => {
    await using own = await startSandbox({ credentials: 'oauth1' });
    await using ownToolbelt = own.toolbelt({ responseValidation: 'strict' });
    const { visitInformation, validateEngagement, ivrEngagement } = ownToolbelt.LPClient();
    const first = only(own.fixtures.visits[0]);
    expect(await visitInformation.get(naming(first))).toEqual(first.state);
    expect(await validateEngagement.validate(shown(first))).toEqual({ valid: true, reason: null });
    expect((await ivrEngagement.request()).status).toBe('Available');
  });
});

describe('service smt of the sandbox', () => {
  const refused = { time: expect.stringMatching(/^\d{4}-.*[+-]\d\d:\d\d$/), message: expect.any(String) };

  it.each(['?sid=SID', '?v=2&sid=SID', '?v=1', '?v=1&sid=', '?v=1&sid=SID&filter=visitor'])(
    'refuses the query %s with 400 and code 33',
    async (query) => {
      const reply = await get(
        `/${visit.visitorId}/visits/current/state${query.replace('SID', visit.sessionId)}`,
      );
      expect([reply.status, reply.json()]).toEqual([400, { ...refused, internalCode: '33' }]);
    },
  );

  it('wants v and sid to validate', async () => {
    const { visitorId, campaignId, engagementId, contextId } = shown(visit);
    const path = `/${visitorId}/visits/current/campaigns/${campaignId}/engagements/${engagementId}/contexts/${contextId}`;
    const replies = await Promise.all([get(`${path}?sid=${visit.sessionId}`), get(`${path}?v=1`)]);
    expect(replies.map(({ status }) => status)).toEqual([400, 400]);
    const good = await get(`${path}?v=1&sid=${visit.sessionId}`);
    expect([good.status, good.text]).toEqual([200, '']);
  });

  it.each([
    ['?v=2.0', IVR_BODY],
    ['', IVR_BODY],
    ['?v=1.0', {}],
    ['?v=1.0', []],
    ['?v=1.0', { appType: 'WEB' }],
    ['?v=1.0', { ...IVR_BODY, consumerSections: [7] }],
    ['?v=1.0', { ...IVR_BODY, engagementAttributes: [{ type: 'basket' }] }],
    ['?v=1.0', { ...IVR_BODY, externalWaitTimeSeconds: '30' }],
  ])('refuses to take over a caller with %s and %j', async (query, json) => {
    const reply = await client.api('smt', 'POST', `${IVR}${query}`, { json });
    expect([reply.status, reply.json()]).toEqual([400, { ...refused, internalCode: '33' }]);
  });

  it.each([
    ['nobody', 'any', '37'],
    ['VID', 'any', '39'],
  ])('answers 404 for visitor %s and session %s with code %s', async (visitorId, sid, internalCode) => {
    const path = `/${visitorId.replace('VID', visit.visitorId)}/visits/current/state?v=1&sid=${sid}`;
    const reply = await get(path);
    expect([reply.status, reply.json()]).toEqual([404, { ...refused, internalCode }]);
  });

  it('answers 404 with code 12 for a session that is over', async () => {
    const reply = await get(`/${over.visitorId}/visits/current/state?v=1&sid=${over.sessionId}`);
    expect([reply.status, reply.json()]).toEqual([404, { ...refused, internalCode: '12' }]);
  });

  it('answers 401 and 403 with code 10', async () => {
    const path = `${VISITORS}/${visit.visitorId}/visits/current/state?v=1&sid=${visit.sessionId}`;
    const wrong = await client.api('smt', 'GET', path, { token: 'wrong' });
    expect([wrong.status, wrong.json()]).toEqual([401, { ...refused, internalCode: '10' }]);
    const { value } = only(await sandbox.secretStore.get('LIMITED'));
    const token = await client.token(value as { client_id: string; client_secret: string });
    const limited = await client.api('smt', 'GET', path, { token });
    expect([limited.status, limited.json()]).toEqual([403, { ...refused, internalCode: '10' }]);
  });
});

function naming({ visitorId, sessionId }: FixtureVisit) {
  return { visitorId, sessionId };
}
