import { describe, expect, it } from 'vitest';
import { type DeletionRequest, personalDataDeletion } from '../../../src/apis/personal-data-deletion.js';
import { bodyOf } from '../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from './operation-harness.js';

const deletionRequestAnswer = bodyOf<DeletionRequest[]>('personalDataDeletion/get/documented');

const { list, get } = personalDataDeletion.operations;
const [request] = deletionRequestAnswer;

describe('answers of personalDataDeletion', () => {
  it('refuses one request without its list, where there may be several', () => {
    expect(differences(list, request)).toEqual(['']);
  });

  it('passes on what it does not know', () => {
    const more = { ...request, is_canceled: false, update: { deep: [1] } };
    expect(validated(list, [more])).toEqual([more]);
    expect(validated(get, [more])).toEqual([more]);
    expect(validated(get, more)).toEqual(more);
  });

  it.each([
    [{ request_id: '4107' }, 'request_id'],
    [{ siteid: 55512345 }, 'siteid'],
    [{ request_time: 1_707_210_861_000 }, 'request_time'],
    [{ requested_by: null }, 'requested_by'],
    [{ status: 'CANCELLED' }, 'status'],
    [{ status: undefined }, 'status'],
  ])('refuses %j', (fields, path) => {
    expect(differences(list, [{ ...request, ...fields }])).toEqual([`0.${path}`]);
    expect(differences(get, [{ ...request, ...fields }])).toEqual([`0.${path}`]);
    expect(differences(get, { ...request, ...fields })).toEqual([path]);
  });

  it('iterates over the items of either form', () => {
    const { items } = get as unknown as { items: (answer: unknown) => unknown };
    expect(items(deletionRequestAnswer)).toEqual(deletionRequestAnswer);
    expect(items(request)).toEqual(deletionRequestAnswer);
  });
});

describe('parameters of personalDataDeletion', () => {
  it('go where the documentation says, dates as days in UTC', () => {
    expect(onTheWire(list, {})).toEqual({ path: {}, query: {}, header: {}, body: {} });
    const params = {
      status: 'DONE',
      fromDate: '2026-01-31',
      toDate: new Date('2026-02-28T23:59:59.999-02:00'),
    };
    expect(onTheWire(list, params).query).toEqual({
      status: 'DONE',
      fromDate: '2026-01-31',
      toDate: '2026-03-01',
    });
    expect(onTheWire(get, { requestId: 4107 })).toMatchObject({ path: { requestId: '4107' }, query: {} });
  });

  it.each([
    {},
    { status: 'NOT_STARTED' },
    { fromDate: '2024-02-29' },
    { toDate: new Date(0) },
    { fromDate: '2026-01-01', toDate: '2026-01-01' },
    { fromDate: new Date('2026-01-01T23:00:00Z'), toDate: '2026-01-01' },
    { status: undefined, fromDate: undefined, toDate: undefined },
  ])('list takes %j', (params) => {
    expect(complaint(list, params)).toBeUndefined();
  });

  const aDay = 'a day as yyyy-mm-dd, or a valid Date';
  it.each([
    [{ status: 'done' }, '"status" must be one of NOT_STARTED, IN_PROGRESS, CANCELED, DONE'],
    [{ fromDate: '2026-02-30' }, `"fromDate" must be ${aDay}`],
    [{ fromDate: '2023-02-29' }, `"fromDate" must be ${aDay}`],
    [{ fromDate: '2026-13-01' }, `"fromDate" must be ${aDay}`],
    [{ fromDate: '01.02.2026' }, `"fromDate" must be ${aDay}`],
    [{ fromDate: '2026-1-1' }, `"fromDate" must be ${aDay}`],
    [{ toDate: 1_767_225_600_000 }, `"toDate" must be ${aDay}`],
    [{ toDate: new Date(Number.NaN) }, `"toDate" must be ${aDay}`],
    [{ fromDate: '2026-01-02', toDate: '2026-01-01' }, '"fromDate" must be no later than "toDate"'],
    [
      { fromDate: new Date('2026-01-02T00:00:00Z'), toDate: '2026-01-01' },
      '"fromDate" must be no later than "toDate"',
    ],
    [{ requestId: 1 }, 'unknown: requestId'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, '', '1/2', '../1', [1]])('get refuses %j as an id', (requestId) => {
    expect(complaint(get, { requestId })).toBe('"requestId" must be a positive whole number');
  });

  it('get takes no filter along with the id (documented)', () => {
    expect(complaint(get, { requestId: 1, status: 'DONE' })).toBe('unknown: status');
  });
});
