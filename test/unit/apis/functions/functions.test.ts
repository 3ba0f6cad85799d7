import { describe, expect, it } from 'vitest';
import { functions } from '../../../../src/apis/functions/functions.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const { invoke, invokeByEvent, isImplemented, invokeV1, invokeByEventV1, isImplementedV1 } =
  functions.operations;
const functionUuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';
const eventId = 'conversational_command';

describe('answers', () => {
  it.each(['done', 7, true, null, [1, { a: 2 }], { code: 1 }])('a function may return %j', (answer) => {
    expect(validated(invoke, answer)).toEqual(answer);
    expect(differences(invokeByEvent, [{ uuid: functionUuid, timestamp: null, result: answer }])).toEqual([]);
  });

  it('of an event keep what is unknown and tolerate both forms of time', () => {
    const answer = [{ uuid: functionUuid, timestamp: 1_700_000_000_000, result: null, duration: 12 }];
    expect(validated(invokeByEvent, answer)).toEqual(answer);
  });

  it.each([
    [invokeByEvent, {}, ['']],
    [invokeByEvent, [{ uuid: 1, timestamp: null, result: 1 }], ['0.uuid']],
    [invokeByEvent, [{ uuid: functionUuid, timestamp: true, result: 1 }], ['0.timestamp']],
    [isImplemented, {}, ['implemented']],
    [isImplemented, { implemented: 'true' }, ['implemented']],
  ])('$0.summary refuses %j', (operation, answer, paths) => {
    expect(differences(operation, answer)).toEqual(paths);
  });
});

describe('what is sent', () => {
  it('fills in all that the gateway wants', () => {
    expect(onTheWire(invoke, { functionUuid }, 1_700_000_000_000)).toEqual({
      path: { functionUuid },
      query: {},
      header: { 'LP-EventSource': 'lp-functions-toolbelt' },
      body: { timestamp: 1_700_000_000_000, headers: [], payload: {} },
    });
  });

  it('takes what the caller gives', () => {
    const params = {
      eventId,
      payload: [1],
      headers: { 'x-tenant': 'a', 'x-trace': 'b' },
      timestamp: new Date(1_600_000_000_000),
      skillId: 2841170012,
      eventSource: 'order-service',
    };
    expect(onTheWire(invokeByEvent, params)).toEqual({
      path: { eventId },
      query: { skillId: '2841170012' },
      header: { 'LP-EventSource': 'order-service' },
      body: {
        timestamp: 1_600_000_000_000,
        headers: [
          { key: 'x-tenant', value: 'a' },
          { key: 'x-trace', value: 'b' },
        ],
        payload: [1],
      },
    });
  });

  it('takes headers as the list that is sent, duplicates included', () => {
    const headers = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ];
    expect(onTheWire(invoke, { functionUuid, headers }).body.headers).toEqual(headers);
  });

  it('asks whether an event is implemented', () => {
    expect(onTheWire(isImplemented, { eventId, userId: '7', skillId: '8' })).toEqual({
      path: { eventId },
      query: { userId: '7', skillId: '8' },
      header: {},
      body: {},
    });
  });

  it('of the V1 forms names version and calling system in the query', () => {
    expect(onTheWire(invokeV1, { functionUuid, userId: 7 }, 5)).toEqual({
      path: { functionUuid },
      query: { v: '1', externalSystem: 'lp-functions-toolbelt', userId: '7' },
      header: {},
      body: { timestamp: 5, headers: [], payload: {} },
    });
    expect(onTheWire(invokeByEventV1, { eventId, externalSystem: 'crm' }, 5)).toMatchObject({
      path: { eventId },
      query: { v: '1', externalSystem: 'crm' },
      body: { timestamp: 5, headers: [], payload: {} },
    });
    expect(onTheWire(isImplementedV1, { eventId, skillId: 8 })).toEqual({
      path: { eventId },
      query: { v: '1', externalSystem: 'lp-functions-toolbelt', skillId: '8' },
      header: {},
      body: {},
    });
  });
});

describe('parameters', () => {
  it.each([null, 0, false, '', [], { a: 1 }, undefined])('payload may be %j', (payload) => {
    expect(complaint(invoke, { functionUuid, payload })).toBeUndefined();
  });

  it.each([
    { eventId: 'my_own_event' },
    { eventId, headers: {} },
    { eventId, headers: Object.create(null) as object },
    { eventId, headers: [{ key: 'a', value: '' }] },
    { eventId, skillId: '1', eventSource: 'Order service 2', timestamp: 0 },
  ])('invokeByEvent takes %j', (params) => {
    expect(complaint(invokeByEvent, params)).toBeUndefined();
  });

  const aHeaderList = '"headers" must be an object of texts, or a list of { key, value }';
  const aCaller = '"eventSource" must be the name of the calling system, in ASCII';
  it.each([
    [{ functionUuid: undefined }, '"functionUuid" must be the UUID of a function'],
    [{ functionUuid: 'my-function' }, '"functionUuid" must be the UUID of a function'],
    [{ functionUuid: `${functionUuid}/../x` }, '"functionUuid" must be the UUID of a function'],
    [{ payload: () => 1 }, '"payload" must be a JSON value'],
    [{ payload: 1n }, '"payload" must be a JSON value'],
    [{ headers: 'a: b' }, aHeaderList],
    [{ headers: { a: 1 } }, aHeaderList],
    [{ headers: [{ key: 'a' }] }, aHeaderList],
    [{ headers: [null] }, aHeaderList],
    [{ headers: new Map([['a', 'b']]) }, aHeaderList],
    [{ headers: new Headers({ a: 'b' }) }, aHeaderList],
    [{ skillId: 'sales' }, '"skillId" must be a positive whole number'],
    [{ eventSource: '' }, aCaller],
    [{ eventSource: 'a\r\nx: y' }, aCaller],
    [{ eventSource: 'Bücher' }, aCaller],
    [{ timestamp: 'now' }, '"timestamp" must be a time: milliseconds since the epoch, or a valid Date'],
    [{ externalSystem: 'crm' }, 'unknown: externalSystem'],
  ])('invoke refuses %o', (params, message) => {
    expect(complaint(invoke, { functionUuid, ...params })).toBe(message);
  });

  it.each([undefined, '', ' ', 7])('invokeByEvent refuses the event %j', (eventId) => {
    const message = '"eventId" must be the id of an event, for example conversational_command';
    expect(complaint(invokeByEvent, { eventId })).toBe(message);
    expect(complaint(isImplemented, { eventId })).toBe(message);
    expect(complaint(isImplementedV1, { eventId })).toBe(message);
  });
});

describe('operations', () => {
  it('invocations are not sent twice; the question is', () => {
    for (const operation of [invoke, invokeByEvent, invokeV1, invokeByEventV1]) {
      expect(operation.repeatable).toBe(false);
    }
    expect(isImplemented.repeatable ?? isImplemented.method === 'GET').toBe(true);
  });

  it('V1 forms, and they alone, are deprecated, each naming its successor', () => {
    const successors = Object.entries(functions.operations).flatMap(([name, { deprecated }]) =>
      deprecated === undefined ? [] : [[name, deprecated.split('use ')[1]]],
    );
    expect(successors).toEqual([
      ['invokeV1', 'invoke'],
      ['invokeByEventV1', 'invokeByEvent'],
      ['isImplementedV1', 'isImplemented'],
    ]);
  });
});
