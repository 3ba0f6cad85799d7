import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/apis/history/conversation.js';
import { createToolbelt, ErrorCodes, SDETypes, SDEUtilError } from '../../../src/index.js';
import { rejection } from '../../support/call-scene.js';
import { ScriptedToolbelt } from '../../support/scripted-toolbelt.js';
import { json, networkFailure, type Step } from '../../support/scripted-transport.js';

const { General, UnexpectedResponse } = ErrorCodes.SDEsUtil;
const LEAD = { type: SDETypes.LEAD, lead: { topic: 'loan of Robin Sample' } };

function open(step: Step) {
  const scripted = new ScriptedToolbelt(() => step);
  return { scripted, util: scripted.toolbelt.SDEUtil() };
}

describe('SDEUtil.addSDEs', () => {
  it('puts the attributes to the visit', async () => {
    const { scripted, util } = open(json({}));
    expect(await util.addSDEs([LEAD], 'visitor', 'session')).toBeUndefined();
    const [request] = scripted.sent;
    expect(request).toMatchObject({ method: 'PUT', body: JSON.stringify([LEAD]) });
    expect(request?.url.href).toBe(
      'https://smt.liveperson.net/api/account/12345678/monitoring/visitors/visitor/visits/current/events?v=1&sid=session',
    );
  });

  it('sends them once, whatever is answered', async () => {
    const { scripted, util } = open(json({}, 503));
    const error = await rejection(util.addSDEs([LEAD], 'visitor', 'session'));
    expect(error).toBeInstanceOf(SDEUtilError);
    expect(error).toMatchObject({ code: UnexpectedResponse, statusCode: 503, operation: 'sdeUtil.addSDEs' });
    expect(scripted.sent).toHaveLength(1);
  });

  it('tells a failure of the network, and one in time', async () => {
    const reset = await rejection(
      open({ error: networkFailure('ECONNRESET') }).util.addSDEs([LEAD], 'v', 's'),
    );
    expect(reset).toMatchObject({ name: 'SDEUtilError', code: General, cause: { name: 'NetworkError' } });
    const late = await rejection(open('silence').util.addSDEs([LEAD], 'v', 's', { deadlineMs: 2_000 }));
    expect(late).toMatchObject({ name: 'SDEUtilError', code: General, cause: { name: 'TimeoutError' } });
  });

  it('refuses no attributes, no ids and other options before anything is sent', async () => {
    const { scripted, util } = open(json({}));
    const circle: Record<string, unknown> = { type: 'lead' };
    circle.of = circle;
    for (const none of [
      [],
      undefined,
      [null],
      ['lead'],
      [LEAD, undefined],
      [circle],
      [{ type: 'lead', n: 1n }],
    ]) {
      expect(await rejection(util.addSDEs(none as never, 'v', 's'))).toMatchObject({ code: General });
    }
    for (const [visitor, session, parameter] of [
      [undefined, 's', 'visitorId'],
      ['', 's', 'visitorId'],
      ['v', undefined, 'sessionId'],
    ]) {
      const error = await rejection(util.addSDEs([LEAD], visitor as string, session as string));
      expect(error).toMatchObject({ name: 'ParameterError', parameter });
    }
    expect(await rejection(util.addSDEs([LEAD], 'v', 's', { timeout: 1 } as never))).toMatchObject({
      name: 'ParameterError',
    });
    expect(scripted.sent).toEqual([]);
  });

  it('quotes nothing of the answer, which may repeat the attributes', async () => {
    const error = await rejection(
      open(json({ message: 'bad lead of Robin Sample' }, 400)).util.addSDEs([LEAD], 'v', 's'),
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('Robin');
  });
});

function conversation(...records: unknown[]) {
  return { conversationHistoryRecords: records as Conversation[] };
}

const { getSDEsFromConv: find } = createToolbelt({ accountId: '1' }).SDEUtil();

describe('SDEUtil.getSDEsFromConv', () => {
  it('gives what there is of the two kinds', () => {
    const event = { serverTimeStamp: '1' };
    expect(find(conversation({ sdes: { events: [event] }, unAuthSdes: null }))).toEqual({
      sdes: { events: [event] },
      unAuthSdes: { events: [] },
    });
  });

  it.each([undefined, {}, conversation(), conversation({ info: {} })])('refuses %o', (given) => {
    const refused = expect.objectContaining({ name: 'SDEUtilError', code: General });
    expect(() => find(given as never)).toThrow(refused);
  });
});

describe('the defects of the official SDEUtil', () => {
  it('38: ids are percent-encoded', async () => {
    const { scripted, util } = open(json({}));
    await util.addSDEs([LEAD], 'a/b?c', 'd&v=2#e');
    const { pathname, search } = new URL(String(scripted.sent[0]?.url));
    expect(pathname).toContain('/visitors/a%2Fb%3Fc/visits/current/events');
    expect(search).toBe('?v=1&sid=d%26v%3D2%23e');
  });

  it('38: attributes are in the order of their time, and the conversation stays as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean())), (times) => {
        const events = times.map(([time, isText]) => ({ serverTimeStamp: isText ? String(time) : time }));
        const given = conversation({ sdes: { events } });
        const before = structuredClone(given);
        const sorted = find(given).sdes.events.map(({ serverTimeStamp }) => Number(serverTimeStamp));
        expect(sorted).toEqual(times.map(([time]) => time).sort((a, b) => a - b));
        expect(given).toEqual(before);
      }),
    );
  });

  it('38: all records are looked through', () => {
    const given = conversation(
      { sdes: { events: [{ serverTimeStamp: '9' }] } },
      { sdes: { events: [{ serverTimeStamp: '10' }] } },
    );
    expect(find(given).sdes.events).toEqual([{ serverTimeStamp: '9' }, { serverTimeStamp: '10' }]);
  });

  it("38: a refusal tells how to use a key of one's own, and one can be named", async () => {
    const { scripted, util } = open(json({}, 403));
    const error = await rejection(util.addSDEs([LEAD], 'v', 's', { appKeySecretName: 'MY_KEY' }));
    expect(error).toMatchObject({ statusCode: 403, message: expect.stringContaining('appKeySecretName') });
    expect(scripted.sent).toHaveLength(1);
  });
});
