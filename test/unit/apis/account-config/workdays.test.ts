import { describe, expect, it } from 'vitest';
import type { SpecialOccasion } from '../../../../src/apis/account-config/special-occasions.js';
import { type WorkdaysObject, workdays } from '../../../../src/apis/account-config/workdays.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const workdaysGetAnswer = bodyOf<WorkdaysObject>('workdays/get/documented');
const workdaysGetSpecialOccasionAnswer = bodyOf<SpecialOccasion>('workdays/getSpecialOccasion/documented');
const workdaysListAnswer = bodyOf<WorkdaysObject[]>('workdays/list/documented');
const workdaysListSpecialOccasionsAnswer = bodyOf<SpecialOccasion[]>(
  'workdays/listSpecialOccasions/documented',
);

const { operations } = workdays;
const least = { id: 1, deleted: false };
const time = { dateTime: '2026-03-02', timeZone: 'Europe/Berlin' };
const shift = { start: time, end: time, recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'] };
const dayOff = { meta: { working: false, name: 'New Year' }, start: time, end: time, recurrence: [] };

const rows = [
  {
    name: 'workdays',
    list: operations.list,
    get: operations.get,
    idName: 'workdayId',
    listAnswer: workdaysListAnswer,
    getAnswer: workdaysGetAnswer,
    event: shift,
  },
  {
    name: 'special occasions',
    list: operations.listSpecialOccasions,
    get: operations.getSpecialOccasion,
    idName: 'specialOccasionId',
    listAnswer: workdaysListSpecialOccasionsAnswer,
    getAnswer: workdaysGetSpecialOccasionAnswer,
    event: dayOff,
  },
];

describe.each(rows)('Workdays API: answers of $name', ({ list, get, listAnswer, getAnswer, event }) => {
  it('passes on what it does not know, at every depth', () => {
    const events = [{ ...event, newField: 1, start: { ...time, newField: 2 } }];
    const answer = { ...getAnswer, events, newField: { deep: [1] } };
    expect(validated(get, answer)).toEqual(answer);
    expect(validated(list, [answer])).toEqual([answer]);
  });

  it.each([
    [least, []],
    [{ ...least, description: null, events: [] }, []],
    [{ ...least, events: [event] }, []],
    [{ deleted: false }, ['id']],
    [{ id: 1 }, ['deleted']],
    [{ ...least, id: '1', isDefault: 'true' }, ['id', 'isDefault']],
    [{ ...least, events: null }, ['events']],
    [{ ...least, events: [{ ...event, end: undefined }] }, ['events.0.end']],
    [{ ...least, events: [{ ...event, recurrence: 'RRULE' }] }, ['events.0.recurrence']],
    [
      { ...least, events: [{ ...event, start: { dateTime: 1 } }] },
      ['events.0.start.dateTime', 'events.0.start.timeZone'],
    ],
  ])('differences of %j are %j', (answer, paths) => {
    expect(differences(get, answer)).toEqual(paths);
    expect(differences(list, [answer])).toEqual(paths.map((path) => `0.${path}`));
  });

  it('refuses a list where an item belongs, and the other way round', () => {
    expect(differences(get, listAnswer)).not.toEqual([]);
    expect(differences(list, getAnswer)).toEqual(['']);
  });
});

it('wants to know of a special occasion whether it is a day off', () => {
  const answer = { ...least, events: [shift, { ...dayOff, meta: { working: 'no' } }] };
  expect(differences(operations.getSpecialOccasion, answer)).toEqual([
    'events.0.meta',
    'events.1.meta.working',
    'events.1.meta.name',
  ]);
});

describe.each(rows)('Workdays API: parameters of $name', ({ list, get, idName }) => {
  it('are named as the server names them', () => {
    const common = { select: '$all', ifRevision: '1742' };
    const sent = { query: { v: '1.0', select: '$all' }, header: { 'If-Match': '1742' }, body: {} };
    expect(onTheWire(list, common)).toEqual({ ...sent, path: {} });
    expect(onTheWire(get, { ...common, [idName]: 2841190012 })).toEqual({
      ...sent,
      path: { [idName]: '2841190012' },
    });
    expect(onTheWire(list, {})).toEqual({ path: {}, query: { v: '1.0' }, header: {}, body: {} });
  });

  it.each([{}, { select: 'id,name,events', ifRevision: -1 }, { ifRevision: 1742 }])(
    'list takes %j',
    (params) => {
      expect(complaint(list, params)).toBeUndefined();
      expect(complaint(get, { ...params, [idName]: '2841190012' })).toBeUndefined();
    },
  );

  it.each([
    [{ select: [] }, '"select" must be a list of field names such as id,name, or $all'],
    [{ ifRevision: 1.5 }, '"ifRevision" must be the revision of an earlier answer, or -1 for a full answer'],
    // Not documented for this API.
    [{ includeDeleted: true }, 'unknown: includeDeleted'],
  ])('list refuses %j', (params, message) => {
    expect(complaint(list, params)).toBe(message);
  });

  it.each([undefined, null, 0, -1, 1.5, 2 ** 53, '', '0', '1/2', ' 1', '../1', [1]])(
    'get refuses %j as an id',
    (id) => {
      expect(complaint(get, { [idName]: id })).toBe(`"${idName}" must be a positive whole number`);
    },
  );
});

it('owns the writes of both', () => {
  expect(workdays.owns).toEqual([
    '/api/account/{accountId}/configuration/ac-common/workinghours',
    '/api/account/{accountId}/configuration/ac-common/specialoccasion',
  ]);
});
