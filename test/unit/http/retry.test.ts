import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../../src/errors/network-error.js';
import { TimeoutError } from '../../../src/errors/timeout-error.js';
import { UnsupportedEncodingError } from '../../../src/http/decode.js';
import { Redactor } from '../../../src/http/redact.js';
import {
  isRetryableFailure,
  isRetryableStatus,
  type RetryRules,
  retryRules,
  retryWait,
} from '../../../src/http/retry.js';
import { closedError } from '../../../src/http/transports/closed-error.js';
import { networkFailure } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const READ = { repeatable: true, resendable: true };
const WRITE = { repeatable: false, resendable: true };
const STREAM = { repeatable: true, resendable: false };
const rules = (request: Partial<RetryRules> = READ): RetryRules => ({
  attempts: 4,
  maxWaitMs: 10_000,
  repeatable: true,
  resendable: true,
  ...request,
});
const clock = new VirtualClock(Date.UTC(2026, 0, 1));
const failure = (code?: string) =>
  new NetworkError('api.liveperson.net', 'failed', { cause: code && networkFailure(code) });
const timeout = (phase: TimeoutError['phase']) => new TimeoutError(phase, 10, 'late');

describe('retryRules', () => {
  it('has 4 attempts and waits of 10 s by default', () => {
    for (const options of [undefined, {}, { attempts: undefined, maxWaitMs: undefined }]) {
      expect(retryRules(options, READ)).toMatchObject({ attempts: 4, maxWaitMs: 10_000, ...READ });
    }
  });

  it('takes what is given, 0 too, and false for a single attempt', () => {
    expect(retryRules({ attempts: 2 }, READ)).toMatchObject({ attempts: 2, maxWaitMs: 10_000 });
    expect(retryRules({ maxWaitMs: 0 }, READ)).toMatchObject({ attempts: 4, maxWaitMs: 0 });
    expect(retryRules(false, READ)).toMatchObject({ attempts: 1 });
  });
});

describe('isRetryableStatus', () => {
  // What a read, a write and a stream body do with each status.
  it.each([
    [429, true, true, false],
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
    [501, false, false, false],
    [505, false, false, false],
    [599, false, false, false],
    [901, false, false, false],
  ])('%i: read %s, write %s, stream %s', (status, read, write, stream) => {
    expect(isRetryableStatus(status, rules(READ))).toBe(read);
    expect(isRetryableStatus(status, rules(WRITE))).toBe(write);
    expect(isRetryableStatus(status, rules(STREAM))).toBe(stream);
    expect(isRetryableStatus(status, rules({ repeatable: false, resendable: false }))).toBe(false);
  });

  it('takes the throttled status of an operation for a 429', () => {
    expect(isRetryableStatus(302, rules({ ...READ, throttledStatus: 302 }))).toBe(true);
    expect(isRetryableStatus(302, rules({ ...WRITE, throttledStatus: 302 }))).toBe(true);
    expect(isRetryableStatus(302, rules({ ...STREAM, throttledStatus: 302 }))).toBe(false);
  });
});

describe('isRetryableFailure', () => {
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
    expect(isRetryableFailure(failure(code), rules(READ))).toBe(read);
    expect(isRetryableFailure(failure(code), rules(WRITE))).toBe(write);
    expect(isRetryableFailure(failure(code), rules(STREAM))).toBe(false);
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
    expect(isRetryableFailure(failure(code), rules(READ))).toBe(false);
  });

  it('does not repeat through a closed transport, nor for a content coding that nobody here can undo', () => {
    const closed = new NetworkError('h', 'm', { cause: new Redactor().cause(closedError()) });
    const coding = new NetworkError('h', 'm', {
      cause: new Redactor().cause(new UnsupportedEncodingError('zstd')),
    });
    for (const error of [closed, coding]) expect(isRetryableFailure(error, rules(READ))).toBe(false);
  });

  it('repeats a read after the time-out of an attempt, and nothing after the deadline', () => {
    for (const phase of ['headers', 'body'] as const) {
      expect(isRetryableFailure(timeout(phase), rules(READ))).toBe(true);
      expect(isRetryableFailure(timeout(phase), rules(WRITE))).toBe(false);
      expect(isRetryableFailure(timeout(phase), rules(STREAM))).toBe(false);
    }
    expect(isRetryableFailure(timeout('deadline'), rules(READ))).toBe(false);
  });

  it.each([
    [null],
    [undefined],
    ['ECONNREFUSED'],
    [networkFailure('ECONNREFUSED')],
    [new TypeError('fetch failed')],
    [{ code: 'ECONNREFUSED' }],
  ])('leaves %o alone, which is no failure of the network', (error) => {
    expect(isRetryableFailure(error, rules(READ))).toBe(false);
  });
});

describe('retryWait', () => {
  const wait = (
    attempt: number,
    answer?: { status: number; after?: string },
    request?: Partial<RetryRules>,
  ) => {
    const headers: Record<string, string> =
      answer?.after === undefined ? {} : { 'retry-after': answer.after };
    const answered = answer && { status: answer.status, headers };
    return retryWait(attempt, answered, rules(request), clock);
  };

  it('doubles from 250 ms with jitter, after a failure and after a 503', () => {
    for (const answer of [undefined, { status: 503 }]) {
      for (let i = 0; i < 200; i += 1) {
        expect(wait(1, answer)).toSatisfy((ms: number) => ms >= 125 && ms <= 250);
        expect(wait(2, answer)).toSatisfy((ms: number) => ms >= 250 && ms <= 500);
        expect(wait(3, answer)).toSatisfy((ms: number) => ms >= 500 && ms <= 1_000);
      }
    }
    expect(new Set(Array.from({ length: 50 }, () => wait(1))).size).toBeGreaterThan(10);
  });

  it('waits a second more after a 429, as LivePerson asks', () => {
    for (let i = 0; i < 200; i += 1) {
      expect(wait(1, { status: 429 })).toSatisfy((ms: number) => ms >= 1_000 && ms <= 1_250);
      expect(wait(1, { status: 302 }, { ...READ, throttledStatus: 302 })).toBeGreaterThanOrEqual(1_000);
    }
  });

  it('does what Retry-After says: seconds, a date, 0', () => {
    expect(wait(1, { status: 429, after: '3' })).toBe(3_000);
    expect(wait(3, { status: 503, after: '3' })).toBe(3_000);
    expect(wait(1, { status: 429, after: '0' })).toBe(0);
    expect(wait(1, { status: 503, after: new Date(clock.now() + 4_000).toUTCString() })).toBe(4_000);
    expect(wait(1, { status: 503, after: new Date(clock.now() - 4_000).toUTCString() })).toBe(0);
  });

  it('falls back to its own pause when Retry-After is malformed', () => {
    expect(wait(1, { status: 503, after: 'soon' })).toBeLessThanOrEqual(250);
    expect(wait(1, { status: 429, after: 'soon' })).toBeGreaterThanOrEqual(1_000);
  });

  it('gives up when Retry-After asks for more than maxWaitMs', () => {
    expect(wait(1, { status: 503, after: '10' })).toBe(10_000);
    expect(wait(1, { status: 503, after: '11' })).toBeUndefined();
    expect(wait(1, { status: 503, after: '9'.repeat(400) })).toBeUndefined();
    expect(wait(1, { status: 429 }, { ...READ, maxWaitMs: 500 })).toBeUndefined();
  });

  it('shortens its own pause to maxWaitMs instead of giving up', () => {
    expect(wait(1, undefined, { ...READ, maxWaitMs: 10 })).toBe(10);
    expect(wait(1, undefined, { ...READ, maxWaitMs: 0 })).toBe(0);
    expect(wait(50, undefined)).toBe(10_000);
    expect(wait(50, { status: 429 })).toBe(10_000);
  });

  it('is never negative, never NaN and never above maxWaitMs', () => {
    const answer = fc.option(
      fc.record(
        { status: fc.constantFrom(429, 500, 503, 302), after: fc.oneof(fc.string(), fc.nat().map(String)) },
        { requiredKeys: ['status'] },
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), answer, fc.nat(60_000), (attempt, given, maxWaitMs) => {
        const ms = wait(attempt, given, { ...READ, maxWaitMs });
        expect(ms === undefined || (ms >= 0 && ms <= maxWaitMs)).toBe(true);
      }),
    );
  });
});
