import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { encodeTime, headerText, id, time, wholeNumber } from '../../../src/apis/parameter-schemas.js';

const accepts = (schema: z.ZodMiniType, value: unknown) => z.safeParse(schema, value).success;

describe('id', () => {
  it('takes every positive safe integer, and its digits just as well', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (number) => {
        expect(accepts(id(), number)).toBe(true);
        expect(accepts(id(), String(number))).toBe(true);
      }),
    );
  });

  it('takes text only if it is the decimal form of a positive long', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String)),
        (value) => {
          const digits = /^[0-9]+$/.test(value) && String(BigInt(value)) === value && BigInt(value) > 0n;
          expect(accepts(id(), value)).toBe(digits && value.length <= 19);
        },
      ),
    );
  });

  it('does not take a number that has lost its last digits', () => {
    expect(accepts(id(), Number.MAX_SAFE_INTEGER + 1)).toBe(false);
    expect(accepts(id(), '9007199254740993')).toBe(true);
  });
});

describe('wholeNumber', () => {
  it('takes its bounds and nothing beyond', () => {
    const values = [0, 1, 100, 101, 1.5, Number.NaN, '7', null];
    expect(values.filter((value) => accepts(wholeNumber(1, 100), value))).toEqual([1, 100]);
  });
});

describe('time', () => {
  it('takes a Date of another realm', () => {
    const date: unknown = runInNewContext('new Date(1700000000000)');
    expect(accepts(time(), date)).toBe(true);
    expect(encodeTime(date as Date)).toBe(1_700_000_000_000);
  });
});

describe('headerText', () => {
  it('takes nothing that could end a header', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('\r', '\n', '\0', '\t', 'ü'),
        fc.string(),
        (before, bad, after) => {
          expect(accepts(headerText('a name'), before + bad + after)).toBe(false);
        },
      ),
    );
  });

  it('takes visible ASCII with inner spaces', () => {
    expect(
      ['a', 'a b', '"1742"', ' a', 'a ', ' ', ''].map((text) => accepts(headerText('a name'), text)),
    ).toEqual([true, true, true, false, false, false, false]);
  });
});
