import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/http/retry-after.js';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 7);

describe('parseRetryAfter', () => {
  it.each([
    ['1', 1_000],
    ['120', 120_000],
    ['0', 0],
    ['  7\t', 7_000],
    ['007', 7_000],
  ])('reads the seconds of %j', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  it.each([
    ['IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT'],
    ['asctime', 'Sun Nov  6 08:49:37 1994'],
  ])('reads a date in the form of %s (RFC 9110 section 5.6.7), in UTC', (_, header) => {
    const zone = process.env.TZ;
    try {
      for (const TZ of ['UTC', 'America/New_York', 'Asia/Tokyo']) {
        process.env.TZ = TZ;
        expect(parseRetryAfter(header, NOW)).toBe(30_000);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('takes a date in the past for now', () => {
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:06 GMT', NOW)).toBe(0);
    expect(parseRetryAfter('Thu, 01 Jan 1970 00:00:00 GMT', NOW)).toBe(0);
  });

  it.each([
    [undefined],
    [''],
    ['  '],
    ['-1'],
    ['+1'],
    ['1.5'],
    ['1e3'],
    ['0x10'],
    ['soon'],
    ['NaN'],
    ['Infinity'],
    ['120, 3600'],
    ['Sun, 99 Nov 1994 08:49:37 GMT'],
    ['Sunday, bloody Sunday'],
    ['1994-11-06T08:49:37Z'],
    [[]],
    [['']],
  ])('ignores %j', (header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  });

  it('takes the first of several headers', () => {
    expect(parseRetryAfter(['3', '9'], NOW)).toBe(3_000);
  });

  it('is never negative and never NaN', () => {
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString());
    const digits = fc.stringMatching(/^[0-9]{1,400}$/);
    const header = fc.oneof(
      dates,
      digits,
      fc.string(),
      fc.array(fc.oneof(dates, fc.string()), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(header, fc.integer({ min: 0 }), (text, now) => {
        const wait = parseRetryAfter(text, now);
        expect(wait === undefined || wait >= 0).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
