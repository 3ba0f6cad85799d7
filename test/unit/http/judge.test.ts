import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../../src/errors/network-error.js';
import { TimeoutError } from '../../../src/errors/timeout-error.js';
import {
  factsOf,
  isDeadOnReuse,
  isPassing,
  isRetryable,
  isThrottled,
  type RetryRules,
  retryRules,
  retryWait,
} from '../../../src/http/judge.js';
import { closedError } from '../../../src/http/transports/closed-error.js';
import { UnsupportedEncodingError } from '../../../src/http/unsupported-encoding.js';
import { networkFailure } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const READ = { repeatable: true, resendable: true };
const WRITE = { repeatable: false, resendable: true };
const STREAM = { repeatable: true, resendable: false };
const rules = (request: Partial<RetryRules> = READ): RetryRules => ({
  ...retryRules({}, {}, true),
  ...request,
});
const clock = new VirtualClock(Date.UTC(2026, 0, 1));
/** A failure as the engine tells it, given the code that Node or a transport gave. */
const failure = (code?: string) =>
  new NetworkError('api.liveperson.net', 'failed', factsOf(code && networkFailure(code)));
const timeout = (phase: TimeoutError['phase']) => new TimeoutError(phase, 10, 'late');

describe('retryRules', () => {
  it('has 4 attempts and waits of 10 s by default', () => {
    for (const options of [{}, { attempts: undefined, maxWaitMs: undefined }]) {
      expect(retryRules({}, options, true)).toMatchObject({
        attempts: 4,
        maxWaitMs: 10_000,
        resendable: true,
      });
    }
  });

  it('takes what is given, 0 too, and false for a single attempt', () => {
    expect(retryRules({}, { attempts: 2 }, true)).toMatchObject({ attempts: 2, maxWaitMs: 10_000 });
    expect(retryRules({}, { maxWaitMs: 0 }, true)).toMatchObject({ attempts: 4, maxWaitMs: 0 });
    expect(retryRules({}, false, true)).toMatchObject({ attempts: 1 });
  });

  it('repeats nothing unless it is told that this does no harm', () => {
    expect(retryRules({}, {}, true).repeatable).toBe(false);
  });
});

describe('an answer', () => {
  // What a read, a write and a stream body do with each status.
  it.each([
    [500, true, false, false],
    [502, true, false, false],
    [503, true, false, false],
    [504, true, false, false],
    [200, false, false, false],
    [204, false, false, false],
    [302, false, false, false],
    [304, false, false, false],
    [400, false, false, false],
    [401, false, false, false],
    [403, false, false, false],
    [404, false, false, false],
    [408, false, false, false],
    [409, false, false, false],
    [429, false, false, false],
    [501, false, false, false],
    [505, false, false, false],
    [599, false, false, false],
    [901, false, false, false],
  ])('%i passes: read %s, write %s, stream %s', (status, read, write, stream) => {
    expect(isPassing(status, rules(READ))).toBe(read);
    expect(isPassing(status, rules(WRITE))).toBe(write);
    expect(isPassing(status, rules(STREAM))).toBe(stream);
    expect(isPassing(status, rules({ repeatable: false, resendable: false }))).toBe(false);
  });

  it('passes by what a policy names, and by that alone', () => {
    const own = rules({ ...READ, passing: new Set([412]) });
    expect([412, 503].map((status) => isPassing(status, own))).toEqual([true, false]);
  });

  it('is throttled with 429, and with the status that an operation names beside it', () => {
    expect([429, 302, 503].map((status) => isThrottled(status, rules()))).toEqual([true, false, false]);
    const search = retryRules({ throttled: [429, 302] }, {}, true);
    expect([429, 302, 503].map((status) => isThrottled(status, search))).toEqual([true, true, false]);
  });
});

describe('a failure', () => {
  // What a read and a write do after each failure.
  it.each([
    ['ECONNREFUSED', true, true],
    ['ENOTFOUND', true, true],
    ['EAI_AGAIN', true, true],
    // An established connection can end with these two as well.
    ['EHOSTUNREACH', true, false],
    ['ENETUNREACH', true, false],
    ['UND_ERR_CONNECT_TIMEOUT', true, true],
    ['ECONNRESET', true, false],
    ['EPIPE', true, false],
    ['ETIMEDOUT', true, false],
    ['UND_ERR_SOCKET', true, false],
    ['UND_ERR_HEADERS_TIMEOUT', true, false],
    ['Z_BUF_ERROR', true, false],
    [undefined, true, false],
  ])('%s: read %s, write %s', (code, read, write) => {
    expect(isRetryable(failure(code), rules(READ))).toBe(read);
    expect(isRetryable(failure(code), rules(WRITE))).toBe(write);
    expect(isRetryable(failure(code), rules(STREAM))).toBe(false);
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'CERT_UNTRUSTED',
    'CERT_CHAIN_TOO_LONG',
    'CERT_SIGNATURE_FAILURE',
    'CRL_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERROR_IN_CERT_NOT_AFTER_FIELD',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('does not repeat after %s: waiting makes no certificate valid', (code) => {
    expect(isRetryable(failure(code), rules(READ))).toBe(false);
  });

  it('does not repeat through a closed transport, nor for a content coding that nobody here can undo', () => {
    for (const error of [closedError(), new UnsupportedEncodingError('zstd')]) {
      expect(isRetryable(new NetworkError('h', 'm', factsOf(error)), rules(READ))).toBe(false);
    }
  });

  it('is judged by what the transport tells, before its code', () => {
    const told = (facts: object) =>
      new NetworkError('h', 'm', factsOf(Object.assign(networkFailure('ECONNRESET'), facts)));
    expect(isRetryable(told({ sent: false }), rules(WRITE))).toBe(true);
    expect(isRetryable(told({ sent: true }), rules(WRITE))).toBe(false);
    expect(isRetryable(told({ sent: false, lasting: true }), rules(READ))).toBe(false);
  });

  it('of a connection that had died while idle is not its fault: read, and write that did not leave', () => {
    const dead = (sent: boolean) => new NetworkError('h', 'm', { sent, reusedSocket: true });
    expect(isDeadOnReuse(dead(true), rules(READ))).toBe(true);
    expect(isDeadOnReuse(dead(true), rules(WRITE))).toBe(false);
    expect(isDeadOnReuse(dead(false), rules(WRITE))).toBe(true);
    expect(isDeadOnReuse(dead(false), rules(STREAM))).toBe(false);
    expect(isDeadOnReuse(failure('ECONNRESET'), rules(READ))).toBe(false);
  });

  it('repeats a read after the time-out of an attempt, and nothing after the deadline', () => {
    for (const phase of ['headers', 'body'] as const) {
      expect(isRetryable(timeout(phase), rules(READ))).toBe(true);
      expect(isRetryable(timeout(phase), rules(WRITE))).toBe(false);
      expect(isRetryable(timeout(phase), rules(STREAM))).toBe(false);
    }
    expect(isRetryable(timeout('deadline'), rules(READ))).toBe(false);
  });

  it.each([
    [null],
    [undefined],
    ['ECONNREFUSED'],
    [networkFailure('ECONNREFUSED')],
    [new TypeError('fetch failed')],
    [{ code: 'ECONNREFUSED' }],
  ])('leaves %o alone, which is no failure of the network', (error) => {
    expect(isRetryable(error, rules(READ))).toBe(false);
  });
});

describe('retryWait', () => {
  const wait = (attempt: number, after?: string, request?: Partial<RetryRules>) =>
    retryWait(attempt, after === undefined ? undefined : { 'retry-after': after }, rules(request), clock);
  const many = { ...READ, attempts: 1_000 };

  it('doubles from 250 ms with jitter, after a failure and after an answer that does not say', () => {
    for (const headers of [undefined, {}]) {
      const next = (attempt: number) => retryWait(attempt, headers, rules(), clock);
      for (let i = 0; i < 200; i += 1) {
        expect(next(1)).toSatisfy((ms: number) => ms >= 125 && ms <= 250);
        expect(next(2)).toSatisfy((ms: number) => ms >= 250 && ms <= 500);
        expect(next(3)).toSatisfy((ms: number) => ms >= 500 && ms <= 1_000);
      }
    }
    expect(new Set(Array.from({ length: 50 }, () => wait(1))).size).toBeGreaterThan(10);
  });

  it('does what Retry-After says: seconds, a date, 0', () => {
    expect(wait(3, '3')).toBe(3_000);
    expect(wait(1, '0')).toBe(0);
    expect(wait(1, new Date(clock.now() + 4_000).toUTCString())).toBe(4_000);
    expect(wait(1, new Date(clock.now() - 4_000).toUTCString())).toBe(0);
  });

  it('falls back to its own pause when Retry-After is malformed', () => {
    expect(wait(1, 'soon')).toBeLessThanOrEqual(250);
  });

  it('gives up when Retry-After asks for more than maxWaitMs', () => {
    expect(wait(1, '10')).toBe(10_000);
    expect(wait(1, '11')).toBeUndefined();
    expect(wait(1, '9'.repeat(400))).toBeUndefined();
  });

  it('gives up when there are no attempts left', () => {
    expect(wait(3)).toBeDefined();
    expect(wait(4)).toBeUndefined();
    expect(wait(4, '0')).toBeUndefined();
  });

  it('shortens its own pause to maxWaitMs instead of giving up', () => {
    expect(wait(1, undefined, { ...READ, maxWaitMs: 10 })).toBe(10);
    expect(wait(1, undefined, { ...READ, maxWaitMs: 0 })).toBe(0);
    expect(wait(50, undefined, many)).toBe(10_000);
  });

  it('is never negative, never NaN and never above maxWaitMs', () => {
    const after = fc.option(fc.oneof(fc.string(), fc.nat().map(String)), { nil: undefined });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), after, fc.nat(60_000), (attempt, given, maxWaitMs) => {
        const ms = wait(attempt, given, { ...many, maxWaitMs });
        expect(ms === undefined || (ms >= 0 && ms <= maxWaitMs)).toBe(true);
      }),
    );
  });
});

describe('a policy that decides itself', () => {
  const asked: unknown[][] = [];
  const decides = (answer: boolean) =>
    rules({ resendable: true, repeatable: false, again: (...args) => asked.push(args) > 0 && answer });

  it('is asked about answers that are no success, and about failures on the way', () => {
    expect(isPassing(200, decides(true))).toBe(false);
    expect(asked).toEqual([]);
    expect(isPassing(404, decides(true))).toBe(true);
    expect(isPassing(503, decides(false))).toBe(false);
    const reset = failure('ECONNRESET');
    expect(isRetryable(reset, decides(true))).toBe(true);
    expect(isRetryable(timeout('headers'), decides(false))).toBe(false);
    expect(asked).toEqual([
      [404, undefined],
      [503, undefined],
      [undefined, reset],
      [undefined, expect.objectContaining({ phase: 'headers' })],
    ]);
  });

  it('is not asked when the deadline is over, the body is a stream, or something else failed', () => {
    asked.length = 0;
    expect(isRetryable(timeout('deadline'), decides(true))).toBe(false);
    expect(isRetryable(new Error('other'), decides(true))).toBe(false);
    expect(isPassing(503, { ...decides(true), resendable: false })).toBe(false);
    expect(asked).toEqual([]);
  });
});
