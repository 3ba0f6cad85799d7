import { describe, expect, it } from 'vitest';
import {
  type AutomaticMessage,
  automaticMessages,
} from '../../../../src/apis/account-config/automatic-messages.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const messagesGetAnswer = bodyOf<AutomaticMessage>('automaticMessages/get/documented');

const { list, get } = automaticMessages.operations;
const message = { id: 1, deleted: false, enabled: true, messageEventId: 'CHAT_STARTED', data: [] };

describe('Automatic Messages API: answers', () => {
  it('passes on what it does not know', () => {
    const answer = { ...messagesGetAnswer, newField: 1, attributes: [{ name: 'a', value: 'b', more: 1 }] };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
  });

  it.each([
    [message, []],
    [{ ...message, templateId: null }, []],
    [{ ...message, data: [{ msg: 'Hi', lang: 'en-us' }] }, []],
    [{ ...message, id: '600900111' }, ['id']],
    [{ ...message, messageEventId: 1 }, ['messageEventId']],
    [{ ...message, enabled: undefined }, ['enabled']],
    [{ ...message, data: [{ msg: 'Hi' }] }, ['data.0.lang']],
    [{ ...message, data: undefined }, ['data']],
    [{ ...message, attributes: [{ name: 'timer', value: 45 }] }, ['attributes.0.value']],
    // The form of the Unified Automatic Messages API.
    [{ ...message, attributes: [{ timer: '45' }] }, ['attributes.0.name', 'attributes.0.value']],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });
});

describe('Automatic Messages API: parameters', () => {
  it('are named as the server names them', () => {
    const header = { 'If-Match': '17' };
    const query = { v: '1' };
    expect(onTheWire(list, {})).toEqual({ path: {}, query, header: {}, body: {} });
    expect(onTheWire(list, { ifRevision: 17 })).toEqual({ path: {}, query, header, body: {} });
    expect(onTheWire(get, { autoMessageId: 600900111, ifRevision: 17 })).toEqual({
      path: { autoMessageId: '600900111' },
      query,
      header,
      body: {},
    });
  });

  it.each([
    [{}, undefined],
    [{ ifRevision: '1742' }, undefined],
    [{ ifRevision: -2 }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
    [{ select: '$all' }, 'unknown: select'],
    [{ includeDeleted: true }, 'unknown: includeDeleted'],
  ])('of %j: %s', (params, message) => {
    expect(complaint(list, params)).toBe(message);
    expect(complaint(get, { ...params, autoMessageId: 1 })).toBe(message);
  });

  it.each([undefined, 0, 'CHAT_STARTED', '1/2'])('get refuses %j as an id', (autoMessageId) => {
    expect(complaint(get, { autoMessageId })).toBe('"autoMessageId" must be a positive whole number');
  });
});

it('is deprecated, and says what to use', () => {
  expect([list.deprecated, get.deprecated]).toEqual([
    'It belongs to the legacy chat product: use unifiedAutomaticMessages.list',
    'It belongs to the legacy chat product: use unifiedAutomaticMessages.get',
  ]);
});
