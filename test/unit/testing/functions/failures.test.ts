import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf, outcomeOf } from '../../../../src/testing/sandbox/functions/process/failures.js';
import { LogBudget } from '../../../../src/testing/sandbox/functions/process/log-budget.js';
import { uuidOf } from '../../../../src/testing/sandbox/functions/runnable.js';

describe('failureOf', () => {
  class OwnError extends TypeError {}
  it.each([
    [new Error('a'), 'threw', 'a'],
    [new OwnError('b'), 'threw', 'b'],
    [new RangeError('c'), 'threw', 'c'],
    [new TypeError('d'), 'runtime-error', 'd'],
    [new ReferenceError('e'), 'runtime-error', 'e'],
    [new SyntaxError('f'), 'runtime-error', 'f'],
    ['a text', 'threw', 'a text'],
    [{ message: 'of an object' }, 'threw', 'of an object'],
    [undefined, 'threw', 'undefined'],
    [{ a: 1 }, 'threw', '{ a: 1 }'],
  ])('tells of %o as the official runner does', (thrown, kind, message) => {
    expect(failureOf(thrown)).toMatchObject({ kind, message });
  });
});

describe('outcomeOf', () => {
  it('keeps every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const outcome = outcomeOf(value);
        expect('json' in outcome && outcome.json).toBe(JSON.stringify(value));
      }),
    );
  });

  it('tells of what is no JSON', () => {
    const throwing = {
      toJSON() {
        throw 'no error';
      },
    };
    for (const value of [() => 1, Symbol('a'), 1n, throwing]) {
      expect(outcomeOf(value)).toMatchObject({ failure: { kind: 'runtime-error' } });
    }
  });
});

describe('LogBudget', () => {
  it('allows ten entries of 16,384 characters in all, whatever their sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4_000), { maxLength: 15 }), (sizes) => {
        const budget = new LogBudget();
        const broken = sizes.findIndex((size) => budget.take('info', 'x'.repeat(size)) !== undefined);
        const total = (count: number) => sizes.slice(0, count).reduce((sum, size) => sum + size, 0);
        const expected = sizes.findIndex((_, index) => index >= 10 || total(index + 1) > 16_384);
        expect(broken).toBe(expected);
      }),
    );
  });

  it('does not count what production drops', () => {
    const budget = new LogBudget();
    for (let i = 0; i < 20; i += 1) expect(budget.take('debug', 'x'.repeat(10_000))).toBeUndefined();
  });
});

describe('uuidOf', () => {
  it('makes a UUID of each name, always the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(uuidOf(one)).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        expect(uuidOf(one) === uuidOf(other)).toBe(one === other);
      }),
    );
  });
});
