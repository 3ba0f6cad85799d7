import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConversationContentTypes, ConversationUtilError, ErrorCodes } from '../../../src/index.js';
import { rejection } from '../../support/call-scene.js';
import { ScriptedToolbelt } from '../../support/scripted-toolbelt.js';
import { json, networkFailure, type Step } from '../../support/scripted-transport.js';

const ID = '4d8f6a50-1b5e-4c7e-9a53-6a1f0c2d9b11';
const { General, NotFound, Timeout, UnexpectedResponse } = ErrorCodes.ConversationUtil;
const page = (...records: unknown[]) =>
  json({ _metadata: { count: records.length }, conversationHistoryRecords: records });

function open(step: Step) {
  const scripted = new ScriptedToolbelt(() => step, { responseValidation: 'off', retry: false });
  return { scripted, util: scripted.toolbelt.ConversationUtil() };
}

describe('ConversationUtil.getConversationById', () => {
  it('asks for one conversation, and for parts only when there are some', async () => {
    const { scripted, util } = open(page({ info: {} }));
    expect(await util.getConversationById(ID)).toMatchObject({ conversationHistoryRecords: [{ info: {} }] });
    await util.getConversationById(ID, []);
    await util.getConversationById(ID, [ConversationContentTypes.MESSAGE_RECORDS]);
    expect(scripted.sent.map(({ body }) => JSON.parse(String(body)))).toEqual([
      { conversationId: ID },
      { conversationId: ID },
      { conversationId: ID, contentToRetrieve: ['messageRecords'] },
    ]);
    const { pathname, searchParams } = new URL(String(scripted.sent[0]?.url));
    expect(pathname).toBe('/messaging_history/api/account/12345678/conversations/conversation/search');
    expect(Object.fromEntries(searchParams)).toEqual({ source: 'FaaS_Toolbelt', v: '2' });
  });

  it('takes every part of the official enum', async () => {
    const { util } = open(page({ info: {} }));
    const all = Object.values(ConversationContentTypes);
    expect(all).toHaveLength(24);
    await util.getConversationById(ID, all);
  });

  it.each<[string, Step, string]>([
    ['an unknown conversation', page(), NotFound],
    ['nothing that matches', { status: 204 }, NotFound],
    ['a refusal', json({ message: 'no' }, 403), UnexpectedResponse],
    ['a failure of the service', json({}, 500), UnexpectedResponse],
    ['no metadata', json({ conversationHistoryRecords: [{}] }), UnexpectedResponse],
    ['no records', json({ _metadata: {} }), UnexpectedResponse],
    ['records that are none', page(null), UnexpectedResponse],
    ['no JSON', { status: 200, body: 'plain' }, UnexpectedResponse],
    ['a failure of the network', { error: networkFailure('ECONNRESET') }, General],
  ])('tells %s with its official code', async (_, step, code) => {
    const error = await rejection(open(step).util.getConversationById(ID));
    expect(error).toBeInstanceOf(ConversationUtilError);
    expect(error).toMatchObject({
      code,
      component: 'Conversation-Util',
      operation: 'conversationUtil.getConversationById',
    });
  });

  it('tells a conversation that does not come in time', async () => {
    const { util } = open('silence');
    const error = await rejection(util.getConversationById(ID, undefined, { deadlineMs: 2_000 }));
    expect(error).toMatchObject({ code: Timeout, cause: { name: 'TimeoutError' } });
  });

  it('refuses no id, and parts that there are not, before anything is sent', async () => {
    const { scripted, util } = open(page({ info: {} }));
    for (const id of ['', undefined, 5]) {
      expect(await rejection(util.getConversationById(id as never))).toMatchObject({ code: General });
    }
    for (const parts of [['nope'], 'sdes', {}]) {
      expect(await rejection(util.getConversationById(ID, parts as never))).toMatchObject({
        name: 'ParameterError',
      });
    }
    expect(scripted.sent).toEqual([]);
  });

  it('rejects with the reason of the signal', async () => {
    const reason = new Error('of the test');
    const { util } = open('silence');
    expect(
      await rejection(util.getConversationById(ID, undefined, { signal: AbortSignal.abort(reason) })),
    ).toBe(reason);
  });
});

describe('the defects of the official ConversationUtil', () => {
  it.each<[string, Step]>([
    ['a conversation without its frame', json({ records: [{ name: 'Robin Sample' }] })],
    ['words of an error', json({ message: 'consumer Robin Sample' }, 500)],
    ['what is no JSON', { status: 200, body: 'Robin Sample' }],
  ])('37: no error quotes %s', async (_, step) => {
    const error = await rejection(open(step).util.getConversationById(ID));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('Robin');
  });
});
