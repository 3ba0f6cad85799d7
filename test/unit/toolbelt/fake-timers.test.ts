import { Readable } from 'node:stream';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Transport, TransportRequest } from '../../../src/http/transport.js';
import type { SecretReader } from '../../../src/secrets/secret-store.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';

type Reply = { status: number; headers?: Record<string, string>; body?: unknown } | 'silence';

/** A user's own transport: CSDS and sentinel as ever, and the users as the test says. */
class OwnTransport implements Transport {
  /** When the users were asked for, in milliseconds of the timers. */
  readonly sentAt: number[] = [];
  readonly #replies: Reply[];
  readonly #startedAt = performance.now();

  constructor(replies: Reply[]) {
    this.#replies = replies;
  }

  async send({ url, cancellation }: TransportRequest) {
    const reply = this.#replyTo(url.pathname);
    if (reply === 'silence') {
      return new Promise<never>((_, reject) => {
        cancellation.addEventListener('abort', () => reject(cancellation.reason));
      });
    }
    const { status, headers = {}, body = [] } = reply;
    return { status, headers, body: Readable.from([Buffer.from(JSON.stringify(body))]) };
  }

  async close(): Promise<void> {}

  #replyTo(path: string): Reply {
    if (path.endsWith('/baseURI.json')) {
      const baseURIs = ['sentinel', 'accountConfigReadOnly'].map((service) => ({
        service,
        baseURI: `${service}.liveperson.net`,
      }));
      return { status: 200, body: { baseURIs } };
    }
    if (path.endsWith('/app/token'))
      return { status: 200, body: { access_token: 'token', expires_in: 3_600 } };
    this.sentAt.push(Math.round(performance.now() - this.#startedAt));
    return this.#replies.shift() ?? { status: 200 };
  }
}

type FakeTimers = Parameters<typeof vi.useFakeTimers>[0];

const KINDS: [string, FakeTimers][] = [
  ['their defaults', undefined],
  ['shouldAdvanceTime', { shouldAdvanceTime: true }],
  ['timers and performance alone', { toFake: ['setTimeout', 'clearTimeout', 'performance'] }],
];

function open(replies: Reply[], options: ToolbeltOptions = {}) {
  const transport = new OwnTransport(replies);
  const toolbelt = createToolbelt({
    accountId: '12345678',
    secretStore: {
      get: async (key) => ({ key, value: { client_id: 'client', client_secret: 'made-up-secret' } }),
    },
    transport,
    ...options,
  });
  const lp = toolbelt.LPClient();
  const watch = <T>(promise: PromiseLike<T>) => {
    const state: { value?: T; error?: unknown; isSettled: boolean } = { isSettled: false };
    promise.then(
      (value) => Object.assign(state, { value, isSettled: true }),
      (error: unknown) => Object.assign(state, { error, isSettled: true }),
    );
    return state;
  };
  return { toolbelt, transport, lp, watch };
}

describe.each(KINDS)('with vi.useFakeTimers() and %s', (_, config) => {
  beforeEach(() => {
    vi.useFakeTimers(config);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('retries go on when their waits have passed', async () => {
    const { transport, lp, watch } = open([{ status: 503 }, { status: 503 }, { status: 503 }]);
    const call = watch(lp.users.list());
    await vi.advanceTimersByTimeAsync(100);
    expect(transport.sentAt).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(transport.sentAt).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(call).toEqual({ isSettled: true, value: [] });
    expect(transport.sentAt).toHaveLength(4);
  });

  it('Retry-After is waited for, to the millisecond', async () => {
    const { transport, lp, watch } = open([{ status: 503, headers: { 'retry-after': '7' } }]);
    const call = watch(lp.users.list());
    await vi.advanceTimersByTimeAsync(6_900);
    expect(transport.sentAt).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(call).toEqual({ isSettled: true, value: [] });
  });

  it('throttled calls wait together', async () => {
    const { transport, lp, watch } = open([{ status: 429, headers: { 'retry-after': '5' } }]);
    const first = watch(lp.users.list());
    await vi.advanceTimersByTimeAsync(100);
    const second = watch(lp.users.list());
    await vi.advanceTimersByTimeAsync(4_500);
    expect(transport.sentAt).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(first).toEqual({ isSettled: true, value: [] });
    expect(second).toEqual({ isSettled: true, value: [] });
  });

  it('timeoutMs ends an attempt, and the next one is sent', async () => {
    const { transport, lp, watch } = open(['silence']);
    const call = watch(lp.users.list({}, { timeoutMs: 3_000 }));
    await vi.advanceTimersByTimeAsync(2_900);
    expect(transport.sentAt).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(call).toEqual({ isSettled: true, value: [] });
  });

  it('deadlineMs ends a call, over all its attempts and waits', async () => {
    const silent: Reply[] = [
      'silence',
      { status: 503, headers: { 'retry-after': '2' } },
      'silence',
      'silence',
    ];
    const { transport, lp, watch } = open(silent);
    const call = watch(lp.users.list({}, { timeoutMs: 4_000, deadlineMs: 9_000 }));
    await vi.advanceTimersByTimeAsync(8_800);
    expect(transport.sentAt).toHaveLength(3);
    expect(call.isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(300);
    expect(call.error).toMatchObject({ name: 'TimeoutError', phase: 'deadline', attempts: 3 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a wait that would outlive the deadline is not begun', async () => {
    const { lp, watch } = open([{ status: 503, headers: { 'retry-after': '9' } }]);
    const call = watch(lp.users.list({}, { deadlineMs: 5_000 }));
    await vi.advanceTimersByTimeAsync(100);
    expect(call.error).toMatchObject({ name: 'HttpError', status: 503 });
  });

  it('a store that never answers is given up after 5 s, and by a client of secrets after its own limit', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const get: SecretReader['get'] = (_, options) => {
      signals.push(options?.signal);
      return new Promise<never>(() => undefined);
    };
    const { toolbelt, lp, watch } = open([], { secretStore: { get } });
    const call = watch(lp.users.list());
    const reading = watch(toolbelt.SecretClient().readSecret('MINE', { timeout: 3_000 }));
    await vi.advanceTimersByTimeAsync(2_900);
    expect(reading.isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    const timedOut = { name: 'SecretError', code: 'com.liveperson.faas.secret.op-timed-out' };
    expect(reading.error).toMatchObject(timedOut);
    expect(call.isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(call.error).toMatchObject({ ...timedOut, operation: 'users.list' });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('with mock.timers of node:test', () => {
  it('retries go on when their waits have passed', async () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    onTestFinished(() => mock.timers.reset());
    const { transport, lp, watch } = open([
      { status: 503 },
      { status: 503, headers: { 'retry-after': '7' } },
      { status: 503 },
    ]);
    const call = watch(lp.users.list());
    for (const [ms, sends] of [
      [0, 1],
      [100, 1],
      [200, 2],
      [6_900, 2],
      [200, 3],
      [1_000, 4],
    ] as const) {
      mock.timers.tick(ms);
      await turns();
      expect(transport.sentAt).toHaveLength(sends);
    }
    expect(call).toEqual({ isSettled: true, value: [] });
  });
});

/** Lets all that waits for no timer go on. */
async function turns(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await turn();
}
