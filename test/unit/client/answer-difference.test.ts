import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerType } from '../../../src/apis/answer-type.js';
import { AnswerCheck } from '../../../src/client/answer-check.js';
import { compareWithType } from '../../../src/client/answer-difference.js';

const USER: AnswerType = {
  record: { id: 'number' },
  optional: {
    nickname: 'string',
    memberOf: [{ record: { agentGroupId: 'number' } }, 'null'],
    texts: { map: { list: 'string' } },
    status: () => [{ literal: 'OPEN' }, { literal: 'CLOSED' }],
  },
};
const users: AnswerType = { list: USER };
const either: AnswerType = [
  { record: { a: 'string', b: 'string' } },
  () => ({ record: { a: 'number', c: 'number' } }),
  { list: 'string' },
];
const anything: AnswerType = { record: {} };

const NOTHING = { differences: [], unknownFields: [], absentFields: [] };

const CANARY = 'canary';
const leaf = fc.constantFrom<unknown>(`${CANARY} text`, CANARY, 'OPEN', 8_675_309_421, true, null);
const keys = fc.oneof(
  fc.constantFrom('id', 'nickname', 'memberOf', 'agentGroupId', 'texts', 'status', 'a', 'b', 'c'),
  fc.uuid(),
);
const { answer } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { depthSize: 'medium' },
    leaf,
    fc.array(tie('answer'), { maxLength: 4 }),
    fc.dictionary(keys, tie('answer'), { maxKeys: 5 }),
  ),
}));

describe('compareWithType', () => {
  it('finds nothing in an answer that is as it is known', () => {
    const user = { id: 1, nickname: 'a', memberOf: null, texts: { 'en-US': ['x'] }, status: 'OPEN' };
    expect(compareWithType(users, [user, { id: 2 }])).toEqual(NOTHING);
    expect(compareWithType('unknown', { any: ['thing', { at: 'all' }] })).toEqual(NOTHING);
  });

  it('names the place of a difference without indexes and keys of maps, and counts it', () => {
    const answer = [
      { id: '1', memberOf: { agentGroupId: null }, texts: { 12345678: [1, 'x', 2] } },
      { id: 2, nickname: null, memberOf: { agentGroupId: null }, texts: { 'a@example.com': [3] } },
      { memberOf: [], texts: [], status: 'secret' },
      'not a user',
    ];
    expect(compareWithType(users, answer).differences).toEqual([
      { path: '[]', expected: 'object', came: 'string', times: 1 },
      { path: '[].id', expected: 'number', came: 'missing', times: 1 },
      { path: '[].id', expected: 'number', came: 'string', times: 1 },
      { path: '[].memberOf', expected: 'object | null', came: 'array', times: 1 },
      { path: '[].memberOf.agentGroupId', expected: 'number', came: 'null', times: 2 },
      { path: '[].nickname', expected: 'string', came: 'null', times: 1 },
      { path: '[].status', expected: '"OPEN" | "CLOSED"', came: 'string', times: 1 },
      { path: '[].texts', expected: 'object', came: 'array', times: 1 },
      { path: '[].texts.*[]', expected: 'string', came: 'number', times: 3 },
    ]);
  });

  it.each([
    [null, 'null'],
    [{}, 'object'],
    ['text', 'string'],
    [undefined, 'missing'],
  ])('names the answer itself when it is %j', (answer, came) => {
    const differences = [{ path: '(root)', expected: 'array', came, times: 1 }];
    expect(compareWithType(users, answer)).toEqual({ ...NOTHING, differences });
  });

  it('tells fields that are not known, and what is in them', () => {
    const extra = { deep: [{ flag: true }, { flag: null }], 'person@example.com': 1, 31204567: 2 };
    const answer = [
      { id: 1, extra },
      { id: 2, extra: 'text' },
    ];
    expect(compareWithType(users, answer).unknownFields).toEqual([
      { path: '[].extra', came: 'object', times: 1 },
      { path: '[].extra', came: 'string', times: 1 },
      { path: '[].extra.<key>', came: 'number', times: 2 },
      { path: '[].extra.deep', came: 'array', times: 1 },
      { path: '[].extra.deep[]', came: 'object', times: 2 },
      { path: '[].extra.deep[].flag', came: 'boolean', times: 1 },
      { path: '[].extra.deep[].flag', came: 'null', times: 1 },
    ]);
  });

  it('takes an unknown object with many keys for a map, and ends where answers have no end', () => {
    const distinct = Object.fromEntries(
      [...'abcdefghijklmnopqrstuvwxyz'].flatMap((a) => [
        [a, 1],
        [`${a}${a}`, 1],
      ]),
    );
    expect(compareWithType(anything, { distinct }).unknownFields).toEqual([
      { path: 'distinct', came: 'object', times: 1 },
      { path: 'distinct.*', came: 'number', times: 52 },
    ]);
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect(compareWithType(anything, deep).unknownFields).toHaveLength(10);
    const names = Array.from({ length: 50 }, (_, index) => `f${index}`);
    const inner = Object.fromEntries(names.map((name) => [name, 1]));
    const wide = Object.fromEntries(names.map((name) => [name, inner]));
    expect(compareWithType(anything, wide).unknownFields).toHaveLength(1_000);
  });

  it('tells what is known and never came', () => {
    const type: AnswerType = {
      record: { list: { list: 'string' }, map: { map: { record: { a: 'string' } } } },
      optional: { one: 'string', two: 'string' },
    };
    expect(compareWithType(type, { list: [], map: {}, two: 'x' }).absentFields).toEqual([
      'list[]',
      'map.*',
      'one',
    ]);
    expect(compareWithType(users, [{ id: 1 }, { id: 2, nickname: 'x' }]).absentFields).toEqual([
      '[].memberOf',
      '[].status',
      '[].texts',
    ]);
  });

  it('compares with the alternative that suits best', () => {
    expect(compareWithType(either, { a: 1, c: 'x' }).differences).toEqual([
      { path: 'c', expected: 'number', came: 'string', times: 1 },
    ]);
    expect(compareWithType(either, { a: 'x', b: 'x', d: 1 })).toEqual({
      ...NOTHING,
      unknownFields: [{ path: 'd', came: 'number', times: 1 }],
    });
    expect(compareWithType(either, 7).differences).toEqual([
      { path: '(root)', expected: 'object | array', came: 'number', times: 1 },
    ]);
  });

  it('finds a difference where the check of answers does, whatever the answer is', () => {
    fc.assert(
      fc.property(answer, (value) => {
        for (const type of [users, USER, either]) {
          const { differences } = compareWithType(type, value);
          expect(differences.length === 0).toBe(new AnswerCheck(type).accepts(value));
        }
      }),
    );
  });

  it('never holds a value, whatever the answer is', () => {
    fc.assert(
      fc.property(answer, (value) => {
        const told = JSON.stringify(compareWithType(users, value));
        expect(told).not.toContain(CANARY);
        expect(told).not.toContain('8675309421');
        expect(told).not.toMatch(/[0-9a-f]{8}-/);
      }),
    );
  });
});
