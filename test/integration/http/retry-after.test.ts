import { describe, expect, it } from 'vitest';
import { startRawAccount } from '../../support/hostile-account.js';
import { InstantClock, TRANSPORTS } from '../client/harness.js';

const HOUR_MS = 3_600_000;
const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]';
const inUtc = (ms: number) => new Date(ms).toUTCString();

/** What the headers of a 503 ask to wait, by a clock that is `skewMs` ahead of ours. */
function dated(skewMs: number, afterMs: number): string {
  const theirs = Date.now() + skewMs;
  return `date: ${inUtc(theirs)}\r\nretry-after: ${inUtc(theirs + afterMs)}\r\n`;
}

const CASES: [string, () => string, [least: number, most: number] | 'not at all'][] = [
  ['a date by a clock an hour ahead', () => dated(HOUR_MS, 3_000), [2_000, 4_000]],
  ['a date by a clock an hour behind', () => dated(-HOUR_MS, 3_000), [2_000, 4_000]],
  ['a date by a clock a year ahead', () => dated(8_760 * HOUR_MS, 3_000), [2_000, 4_000]],
  ['a date that is over', () => dated(0, -HOUR_MS), [0, 0]],
  ['a date without a Date', () => `retry-after: ${inUtc(Date.now() + 5_000)}\r\n`, [3_000, 5_000]],
  [
    'a date and a Date that is none',
    () => `date: soon\r\nretry-after: ${inUtc(Date.now() + 5_000)}\r\n`,
    [3_000, 5_000],
  ],
  ['seconds', () => 'retry-after: 3\r\n', [3_000, 3_000]],
  ['no seconds', () => 'retry-after: 0\r\n', [0, 0]],
  [
    'seconds in a date of its own',
    () => 'retry-after: 2\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\n',
    [2_000, 2_000],
  ],
  ['several', () => 'retry-after: 2\r\nretry-after: 9\r\n', [2_000, 2_000]],
  ['less than nothing', () => 'retry-after: -5\r\n', [125, 250]],
  ['a fraction', () => 'retry-after: 1.5\r\n', [125, 250]],
  ['a word', () => 'retry-after: soon\r\n', [125, 250]],
  ['nothing', () => 'retry-after:\r\n', [125, 250]],
  ['two in one', () => 'retry-after: 2, 9\r\n', [125, 250]],
  ['a date that there is not', () => 'retry-after: Fri, 99 Foo 2026 99:99:99 GMT\r\n', [125, 250]],
  ['more than anybody waits', () => 'retry-after: 3600\r\n', 'not at all'],
  ['more than there are numbers for', () => `retry-after: ${'9'.repeat(400)}\r\n`, 'not at all'],
  ['a date in a far future', () => dated(0, 1e12), 'not at all'],
];

describe.each(TRANSPORTS)('a Retry-After through %s', (transport) => {
  it.each(CASES)('that is %s', async (_name, headers, expected) => {
    const clock = new InstantClock();
    const { toolbelt } = await startRawAccount(
      (socket, _head, index) =>
        socket.write(index === 0 ? `HTTP/1.1 503 Busy\r\n${headers()}content-length: 0\r\n\r\n` : OK),
      { transport, clock },
    );
    const status = await toolbelt
      .LPClient()
      .users.list()
      .then(
        () => 200,
        (error) => error.status,
      );
    if (expected === 'not at all') {
      expect({ status, waits: clock.waits }).toEqual({ status: 503, waits: [] });
      return;
    }
    const [least, most] = expected;
    expect(status).toBe(200);
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThanOrEqual(least);
    expect(clock.waits[0]).toBeLessThanOrEqual(most);
  });
});
