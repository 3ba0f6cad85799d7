import { describe, expect, it } from 'vitest';
import { operationalRealtime } from '../../../../src/apis/operational-realtime/operational-realtime.js';
import { PreparedOperation } from '../../../../src/client/parameters.js';
import { complaint, differences } from '../operation-harness.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 5, 30, 8, 7, 3, 21);
const RANGE = { fromMillis: NOW - HOUR, toMillis: NOW - MINUTE };
const { operations } = operationalRealtime;

type Method = 'messagingQueueHealth' | 'messagingCurrentQueueHealth';
type Kind = 'oauth1' | 'oauth2' | 'bearer';

function sentBy(prepared: PreparedOperation, kind: Kind, params: unknown, now = NOW) {
  const { path } = prepared.toWire(params, { accountId: '12345678', plain: new Map() }, { now });
  if (typeof path === 'string') throw new Error('the same for all kinds');
  return { path: path.path, query: Object.fromEntries(new URLSearchParams(path.query(kind))) };
}

function queryOf(method: Method, kind: Kind, params?: unknown) {
  return sentBy(
    new PreparedOperation(`operationalRealtime.${method}`, operations[method], 'unknown'),
    kind,
    params,
  ).query;
}

describe('the form of a queue report', () => {
  const hour = { fromMillis: String(NOW - HOUR), toMillis: String(NOW) };
  const given = { fromMillis: String(RANGE.fromMillis), toMillis: String(RANGE.toMillis) };
  const day = { fromMillis: String(NOW - 24 * HOUR + 5 * MINUTE), toMillis: String(NOW) };
  const longest = { fromMillis: String(NOW - 72 * HOUR + 5 * MINUTE), toMillis: String(NOW) };

  it.each<[Method, Kind, object | undefined, object]>([
    ['messagingQueueHealth', 'oauth1', { timeframe: 60 }, { v: '1', timeframe: '60' }],
    ['messagingQueueHealth', 'oauth2', { timeframe: 60 }, { v: '2', ...hour }],
    // Not the whole day: it would be over before the request arrives.
    ['messagingQueueHealth', 'oauth2', { timeframe: 1440 }, { v: '2', ...day }],
    ['messagingQueueHealth', 'bearer', { timeframe: 60 }, { v: '2', ...hour }],
    ['messagingQueueHealth', 'oauth2', RANGE, { v: '2', ...given }],
    [
      'messagingQueueHealth',
      'oauth2',
      { fromMillis: new Date(RANGE.fromMillis), toMillis: new Date(RANGE.toMillis) },
      { v: '2', ...given },
    ],
    [
      'messagingQueueHealth',
      'oauth1',
      { timeframe: 60, interval: 20, skillIds: [12, '13'] },
      { v: '1', timeframe: '60', interval: '20', skillIds: '12,13' },
    ],
    [
      'messagingQueueHealth',
      'oauth2',
      { timeframe: 60, interval: 20, skillIds: [12, '13'] },
      { v: '2', ...hour, interval: '20', skillIds: '12,13' },
    ],
    ['messagingCurrentQueueHealth', 'oauth1', undefined, { v: '1' }],
    ['messagingCurrentQueueHealth', 'oauth2', undefined, { v: '2', ...longest }],
    ['messagingCurrentQueueHealth', 'bearer', {}, { v: '2', ...longest }],
    ['messagingCurrentQueueHealth', 'oauth2', RANGE, { v: '2', ...given }],
    [
      'messagingCurrentQueueHealth',
      'oauth1',
      { breakdown: false, overdueConversations: true, metrics: ['queue', 'overdue'], groupIds: 'all' },
      { v: '1', breakdown: 'false', overdueConversations: 'true', metrics: 'queue,overdue', groupIds: 'all' },
    ],
  ])('%s by %s: %j', (method, kind, params, query) => {
    expect(queryOf(method, kind, params)).toEqual(query);
  });

  it('has the path of the operation, whatever the kind', () => {
    const { path } = operations.messagingCurrentQueueHealth;
    const prepared = new PreparedOperation(
      'operationalRealtime.x',
      operations.messagingCurrentQueueHealth,
      'unknown',
    );
    expect(sentBy(prepared, 'oauth1', {}).path).toBe(path.replace('{accountId}', '12345678'));
  });

  it('is of the time of its call, also of one without parameters', () => {
    const prepared = new PreparedOperation(
      'operationalRealtime.x',
      operations.messagingCurrentQueueHealth,
      'unknown',
    );
    const [first, second] = [NOW, NOW + HOUR].map((now) => sentBy(prepared, 'oauth2', undefined, now).query);
    expect(Number(second?.toMillis) - Number(first?.toMillis)).toBe(HOUR);
    expect(Number(second?.fromMillis) - Number(first?.fromMillis)).toBe(HOUR);
  });

  it('is that of what was given at the call, whatever becomes of it', () => {
    const prepared = new PreparedOperation(
      'operationalRealtime.x',
      operations.messagingQueueHealth,
      'unknown',
    );
    const params = { timeframe: 60, skillIds: [12] };
    const { path } = prepared.toWire(params, { accountId: '12345678', plain: new Map() }, { now: NOW });
    params.timeframe = 5;
    params.skillIds.push(13);
    if (typeof path === 'string') throw new Error('the same for all kinds');
    expect(path.query('oauth1')).toBe('?v=1&timeframe=60&skillIds=12');
  });

  it.each<[Method, string]>([
    [
      'messagingQueueHealth',
      'operationalRealtime.messagingQueueHealth: "fromMillis" must be left out with a key of OAuth 1.0a, which takes "timeframe". Nothing was sent.',
    ],
    [
      'messagingCurrentQueueHealth',
      'operationalRealtime.messagingCurrentQueueHealth: "fromMillis" must be left out with a key of OAuth 1.0a. Nothing was sent.',
    ],
  ])('%s has no range with OAuth 1.0', (method, message) => {
    const expected = expect.objectContaining({ name: 'ParameterError', parameter: 'fromMillis', message });
    expect(() => queryOf(method, 'oauth1', RANGE)).toThrow(expected);
  });
});

describe('the range of a queue report', () => {
  const both = ['messagingQueueHealth', 'messagingCurrentQueueHealth'] as const;
  const check = (method: Method, params: object) => complaint(operations[method], params, NOW);

  it.each(both)('of %s has both bounds, in order, and as times', (method) => {
    expect(check(method, RANGE)).toBeUndefined();
    expect(check(method, { fromMillis: NOW, toMillis: new Date(NOW) })).toBeUndefined();
    expect(check(method, { fromMillis: NOW - 1 })).toBe(
      '"toMillis" must be given together with "fromMillis"',
    );
    expect(check(method, { toMillis: NOW })).toBe('"fromMillis" must be given together with "toMillis"');
    expect(check(method, { fromMillis: NOW, toMillis: NOW - 1 })).toBe(
      '"fromMillis" must be no later than "toMillis"',
    );
    for (const wrong of ['1767225600000', -1, 1.5, new Date('never'), null]) {
      expect(check(method, { ...RANGE, fromMillis: wrong })).toBe(
        '"fromMillis" must be a time: milliseconds since the epoch, or a valid Date',
      );
    }
  });

  it.each([
    ['messagingQueueHealth', 24],
    ['messagingCurrentQueueHealth', 72],
  ] as const)('of %s goes %i hours back, and not into the future', (method, hours) => {
    const since = (fromMillis: number) => check(method, { fromMillis, toMillis: NOW });
    expect(since(NOW - hours * HOUR)).toBeUndefined();
    // Between the caller's look at the clock and ours it goes on.
    expect(since(NOW - hours * HOUR - MINUTE)).toBeUndefined();
    const message = `"fromMillis" must be at most ${hours} hours back from now`;
    expect(since(NOW - hours * HOUR - MINUTE - 1)).toBe(message);
    const until = (toMillis: number) => check(method, { fromMillis: NOW - HOUR, toMillis });
    expect(until(NOW + MINUTE)).toBeUndefined();
    expect(until(NOW + MINUTE + 1)).toBe('"toMillis" must be now or earlier');
  });

  it('stands in for the minutes, and not beside them', () => {
    const message = '"timeframe" must be left out where "fromMillis" and "toMillis" are given';
    expect(check('messagingQueueHealth', { timeframe: 60, ...RANGE })).toBe(message);
    expect(check('messagingQueueHealth', { timeframe: 60, toMillis: NOW })).toBe(message);
    expect(check('messagingQueueHealth', { ...RANGE, interval: 7 })).toBeUndefined();
    expect(complaint(operations.messagingCurrentQueueHealth, { timeframe: 60 })).toBe('unknown: timeframe');
  });
});

describe('the answer of a queue report', () => {
  const oldest = {
    unassignedConversations: 1,
    actionableConversations: 1,
    notActionableConversations: 0,
    actionableAndManualSla: 0,
    actionableAndDuringTransfer: 0,
    actionableAndConsumerLastMessage: 1,
    notActionableDuringTransfer: 0,
    notActionableAndManualSla: 0,
    unassignedConversationsAndFirstTimeConsumer: 0,
  };

  it('may have the nine oldest metrics only', () => {
    const answer = { skillsMetrics: { '12': oldest }, metricsTotal: oldest };
    expect(differences(operations.messagingQueueHealth, answer)).toEqual([]);
  });

  it('may lack any of them, since what version 2 answers is not documented', () => {
    const answer = { skillsMetrics: { '12': {} }, metricsTotal: { unassignedConversations: 0 } };
    expect(differences(operations.messagingQueueHealth, answer)).toEqual([]);
  });

  it('of this moment may leave out all that version 2 is not known to have', () => {
    expect(differences(operations.messagingCurrentQueueHealth, { skillsMetrics: { '12': {} } })).toEqual([]);
    expect(differences(operations.messagingCurrentQueueHealth, {})).toEqual([]);
  });
});
