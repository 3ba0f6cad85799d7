import { describe, expect, it } from 'vitest';
import type { UnifiedAutomaticMessage } from '../../../../src/apis/account-config/unified-automatic-message.js';
import { unifiedAutomaticMessages } from '../../../../src/apis/account-config/unified-automatic-messages.js';
import { expandPath } from '../../../../src/http/path.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const unifiedGetAnswer = bodyOf<UnifiedAutomaticMessage>('unifiedAutomaticMessages/get/documented');

const { list, get, getByContext, listDefaults } = unifiedAutomaticMessages.operations;
const message = { messageEventId: 'On-hold message #1', deleted: false };

describe('Unified Automatic Messages API: answers', () => {
  it('of listDefaults are those of list', () => {
    expect(differences(listDefaults, [unifiedGetAnswer])).toEqual([]);
    expect(differences(listDefaults, [{ id: 7 }])).toEqual(['0.deleted', '0.id']);
  });

  it('passes on what it does not know', () => {
    const answer = { ...unifiedGetAnswer, newField: 1, contexts: { SKILL: ['1'], BOT: ['2'] } };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
    const byContext = { SKILL: { 7001: { ...message, newField: 1 } }, BOT: {} };
    expect(validated(getByContext, byContext)).toEqual(byContext);
  });

  it.each([
    [message, []],
    [{ ...message, attributes: [{ timer: '45' }, {}] }, []],
    [{ ...message, data: [{ lang: 'en-us' }] }, []],
    [{ id: 'CHAT_STARTED', deleted: false }, []],
    [{ ...message, id: 'On-hold message #1', attributes: { timer: '45' } }, []],
    [{ ...message, contexts: { SKILL: [{ skillId: 7001, enabled: true }], ACCOUNT: ['1'] } }, []],
    [{ ...message, id: 7 }, ['id']],
    [{ id: 'CHAT_STARTED' }, ['deleted']],
    [{ ...message, messageEventId: 7 }, ['messageEventId']],
    [{ ...message, attributes: { timer: 45 } }, ['attributes.timer']],
    [{ ...message, attributes: [{ timer: 45 }] }, ['attributes.0.timer']],
    [{ ...message, contexts: { SKILL: [7001] } }, ['contexts.SKILL.0']],
    [{ ...message, data: [{ msg: null }] }, ['data.0.msg']],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });

  it.each([
    [{}, []],
    [{ ACCOUNT: {} }, []],
    [{ SKILL: [{ ...message, skillId: 7001 }], ACCOUNT: [message] }, []],
    [{ SKILL: { 7001: [{ ...message, skillId: 7001 }] } }, []],
    [{ SKILL: 'all' }, ['SKILL']],
    [{ SKILL: { 7001: { ...message, skillId: '7001' } } }, ['SKILL.7001.skillId']],
    [{ ACCOUNT: { 12345678: { id: 'CHAT_STARTED' } } }, ['ACCOUNT.12345678.deleted']],
  ])('differences of the contexts %j are %j', (answer, paths) => {
    expect(differences(getByContext, answer)).toEqual(paths);
  });
});

describe('Unified Automatic Messages API: parameters', () => {
  const read = {
    select: '$all',
    includeDeleted: true,
    ifRevision: 17,
    lang: ['en-US', 'de-DE'],
    sanitizeData: true,
  };
  const query = {
    v: '2.0',
    select: '$all',
    include_deleted: true,
    lang: 'en-US,de-DE',
    sanitize_data: true,
  };
  const header = { 'If-Match': '17' };
  const path = { messageEventId: message.messageEventId };

  it('are named as the server names them', () => {
    const context = { contextId: 7001, contextType: 'SKILL' };
    const contextQuery = { context_id: '7001', context_type: 'SKILL' };
    expect(onTheWire(list, { ...read, ...context, view: 'FILTER_PER_SKILL' })).toEqual({
      path: {},
      query: { ...query, ...contextQuery, view: 'FILTER_PER_SKILL' },
      header,
      body: {},
    });
    expect(onTheWire(get, { ...read, ...context, ...path, mergeData: false })).toEqual({
      path,
      query: { ...query, ...contextQuery, merge_data: false },
      header,
      body: {},
    });
    expect(onTheWire(getByContext, { ...read, ...path, mergeData: true })).toEqual({
      path,
      query: { ...query, view: 'BY_CONTEXT', merge_data: true },
      header,
      body: {},
    });
    expect(onTheWire(list, {})).toEqual({ path: {}, query: { v: '2.0' }, header: {}, body: {} });
  });

  it.each([
    ['On-hold message #1', 'On-hold%20message%20%231'],
    ['Überraschung? 100%', '%C3%9Cberraschung%3F%20100%25'],
    ['a&b=c;d+e', 'a%26b%3Dc%3Bd%2Be'],
  ])('the event id %s is one segment of the path', (messageEventId, segment) => {
    expect(complaint(get, { messageEventId })).toBeUndefined();
    const expanded = expandPath(get.path, { accountId: '1', messageEventId });
    expect(expanded.split('/').at(-1)).toBe(segment);
    expect(new URL(`https://localhost${expanded}?v=2.0`).pathname).toBe(expanded);
  });

  it.each([undefined, null, '', ' ', 7, 'a/b', '/', 'a\\b', 'a\nb', 'a\u0000'])(
    'refuses %j as an event id',
    (messageEventId) => {
      const expected =
        '"messageEventId" must be the event id of a message without a slash, for example CHAT_STARTED or On-hold message #1';
      expect(complaint(get, { messageEventId })).toBe(expected);
      expect(complaint(getByContext, { messageEventId })).toBe(expected);
    },
  );

  it.each([
    {},
    read,
    { contextType: 'ACCOUNT' },
    { contextId: 'le12345678' },
    { contextId: '7001', contextType: 'SKILL' },
  ])('takes %j', (params) => {
    expect(complaint(list, params)).toBeUndefined();
    expect(complaint(get, { ...params, ...path })).toBeUndefined();
  });

  it.each([
    [{ contextType: 'SKILL' }, '"contextId" must be the id of the skill when "contextType" is SKILL'],
    [{ contextType: 'BOT' }, '"contextType" must be one of ACCOUNT, SKILL'],
    [{ contextId: '7001/1' }, '"contextId" must be the id of a skill or of an account'],
    [{ contextId: -1 }, '"contextId" must be the id of a skill or of an account'],
    [{ lang: [] }, `"lang" must be a list of language codes, for example ['en-US']`],
    [{ sanitizeData: 'true' }, '"sanitizeData" must be true or false'],
    [{ ifRevision: '' }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
  ])('refuses %j', (params, expected) => {
    expect(complaint(list, params)).toBe(expected);
    expect(complaint(get, { ...params, ...path })).toBe(expected);
  });

  it('are none for the defaults, which are those of all accounts', () => {
    expect(onTheWire(listDefaults, {})).toEqual({ path: {}, query: { v: '2.0' }, header: {}, body: {} });
    expect(expandPath(listDefaults.path, { accountId: '12345678' })).toBe(
      '/api/account/default/configuration/engagement-window/unified-auto-messages-defaults',
    );
    expect(complaint(listDefaults, { select: '$all' })).toBe('unknown: select');
  });

  it('knows the views of a list, with which the context does not matter', () => {
    expect(complaint(list, { view: 'BY_CONTEXT', contextType: 'SKILL' })).toBeUndefined();
    expect(complaint(list, { view: 'BY_SKILL' })).toBe('"view" must be one of BY_CONTEXT, FILTER_PER_SKILL');
    expect(complaint(get, { ...path, view: 'BY_CONTEXT' })).toBe('unknown: view');
    expect(complaint(getByContext, { ...path, contextId: 7001 })).toBe('unknown: contextId');
    expect(complaint(list, { mergeData: true })).toBe('unknown: mergeData');
    expect(complaint(getByContext, { ...path, mergeData: 1 })).toBe('"mergeData" must be true or false');
  });
});
