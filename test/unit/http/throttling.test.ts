import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call } from '../../../src/http/call.js';
import { Throttling } from '../../../src/http/throttling.js';
import { CallScene, readRequest, readText, rejection } from '../../support/call-scene.js';
import type { Reply } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const ok: Reply = { status: 200, body: 'fine' };

/** A server that allows `perSecond` requests, and as many at once, and takes `takesMs` for each. */
class Bucket {
  refusals = 0;
  answers = 0;
  mostAtOnce = 0;
  #atOnce = 0;
  #left: number;
  #at: number;

  constructor(
    readonly clock: VirtualClock,
    readonly perSecond: number,
    readonly retryAfter: string | undefined,
    readonly takesMs = 5,
  ) {
    this.#left = perSecond;
    this.#at = clock.now();
  }

  readonly answer = async (): Promise<Reply> => {
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    const now = this.clock.now();
    this.#left = Math.min(this.perSecond, this.#left + ((now - this.#at) * this.perSecond) / 1_000);
    this.#at = now;
    const isTaken = this.#left >= 1;
    if (isTaken) this.#left -= 1;
    await this.clock.sleep(this.takesMs);
    this.#atOnce -= 1;
    if (isTaken) {
      this.answers += 1;
      return ok;
    }
    this.refusals += 1;
    return {
      status: 429,
      ...(this.retryAfter !== undefined && { headers: { 'retry-after': this.retryAfter } }),
    };
  };
}

/** Makes calls at once, and tells what came of them and how long that took. */
async function flood(calls: number, bucketOf: (clock: VirtualClock) => Bucket, deadlineMs = 25_000) {
  const clock = new VirtualClock();
  const bucket = bucketOf(clock);
  const scene = new CallScene(bucket.answer, { clock, policy: { deadlineMs } });
  const startedAt = clock.now();
  const outcomes = await Promise.all(
    Array.from({ length: calls }, () => scene.read().catch((error: unknown) => error)),
  );
  const good = outcomes.filter((outcome) => (outcome as { status?: number }).status === 200).length;
  return { bucket, good, tookMs: clock.now() - startedAt, sends: scene.transport.requests.length };
}

describe('many calls at once against a limit', () => {
  it.each([
    ['1', 200],
    [undefined, 200],
    ['2', 100],
    ['0', 200],
  ])('with Retry-After %s succeed, most of them without a refusal', async (retryAfter, perSecond) => {
    const { good, bucket, tookMs, sends } = await flood(
      perSecond * 10,
      (clock) => new Bucket(clock, perSecond, retryAfter),
    );
    expect(good).toBe(perSecond * 10);
    expect(bucket.refusals).toBeLessThanOrEqual(perSecond * 10 * 0.12);
    expect(sends).toBe(good + bucket.refusals);
    // Nine of the ten parts cannot be had in less; what is lost by waiting stays within bounds.
    expect(tookMs).toBeGreaterThanOrEqual(9_000);
    expect(tookMs).toBeLessThan(20_000);
  });

  it('are 64 on their way at the most, so that a refusal holds back the rest', async () => {
    const { bucket, good } = await flood(500, (clock) => new Bucket(clock, 1_000, '1'));
    expect(bucket.mostAtOnce).toBe(64);
    expect(good).toBe(500);
  });

  it('find their pace against any limit, within its time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5, max: 400 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('0', '1', '3', undefined),
        async (perSecond, seconds, retryAfter) => {
          const calls = perSecond * seconds;
          const run = await flood(calls, (clock) => new Bucket(clock, perSecond, retryAfter), 60_000);
          expect(run.good).toBe(calls);
          expect(run.bucket.refusals).toBeLessThanOrEqual(80 + calls * 0.25);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('set out spread after the wait, not as a wave', async () => {
    const clock = new VirtualClock();
    const sentAt: number[] = [];
    const scene = new CallScene(
      async () => {
        const sends = sentAt.push(clock.now());
        await clock.sleep(1);
        const isRefused = sends > 20 && sends <= 64;
        return isRefused ? { status: 429, headers: { 'retry-after': '1' } } : ok;
      },
      { clock },
    );
    await Promise.all(Array.from({ length: 80 }, () => scene.read()));
    const afterwards = sentAt.slice(80);
    const gaps = afterwards.slice(1).map((at, index) => at - (afterwards[index] ?? 0));
    expect(Math.max(...afterwards) - Math.min(...afterwards)).toBeGreaterThan(500);
    expect(gaps.filter((gap) => gap === 0).length).toBeLessThan(gaps.length / 4);
  });
});

describe('a host that refuses', () => {
  const refusing =
    (times: number, retryAfter?: string) =>
    (_: unknown, sends: number): Reply =>
      sends <= times
        ? { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }
        : ok;

  it('is asked again after exactly what it asks for, at no cost of attempts', async () => {
    const clock = new VirtualClock();
    const scene = new CallScene(refusing(5, '2'), { clock });
    const startedAt = clock.now();
    expect(await scene.read({ policy: { retry: { attempts: 2, maxWaitMs: 1 } } })).toMatchObject({
      status: 200,
    });
    expect(clock.now() - startedAt).toBe(10_000);
  });

  it('that asks to come back at once is not asked without end', async () => {
    const clock = new VirtualClock();
    const scene = new CallScene(() => ({ status: 429, headers: { 'retry-after': '0' } }), { clock });
    expect(await scene.read()).toMatchObject({ status: 429 });
    expect(scene.transport.requests.length).toBeLessThan(15);
  });

  it('gives its 429 when it asks for more than the deadline leaves', async () => {
    const clock = new VirtualClock();
    const scene = new CallScene(refusing(9, '30'), { clock });
    expect(await scene.read()).toMatchObject({ status: 429 });
    expect(scene.transport.requests).toHaveLength(1);
  });

  it.each(['3600', '99999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'is asked again after a minute at the latest, though it asks to wait %s',
    async (retryAfter) => {
      const clock = new VirtualClock();
      const scene = new CallScene(refusing(1, retryAfter), { clock });
      expect(await scene.read()).toMatchObject({ status: 429 });
      const startedAt = clock.now();
      const policy = { deadlineMs: 90_000 };
      expect(await scene.read({ policy })).toMatchObject({ status: 200 });
      expect(clock.now() - startedAt).toBe(60_000);
    },
  );

  it('holds up nobody who does not wait, and no other host', async () => {
    const clock = new VirtualClock();
    const scene = new CallScene(
      ({ url }) => (url.host.startsWith('a.') ? { status: 429, headers: { 'retry-after': '20' } } : ok),
      { clock },
    );
    const held = scene.read({ host: 'a.liveperson.net' });
    await nextTurn();
    const startedAt = clock.now();
    expect(await scene.read({ host: 'b.liveperson.net' })).toMatchObject({ status: 200 });
    const impatient = { host: 'a.liveperson.net', policy: { retry: false } as const };
    expect(await scene.read(impatient)).toMatchObject({ status: 429 });
    expect(clock.now() - startedAt).toBeLessThan(20_000);
    await held;
  });

  it('is waited for by those that come later, too: they are not sent to be refused', async () => {
    const clock = new VirtualClock();
    const scene = new CallScene(refusing(1, '3'), { clock });
    const first = scene.read();
    await nextTurn();
    const later = scene.read();
    await Promise.all([first, later]);
    expect(scene.transport.requests).toHaveLength(3);
  });

  it('is not taken for a slow one because it answered few calls before', async () => {
    const clock = new VirtualClock();
    const scene = new CallScene(
      (_, sends) => (sends === 2 ? { status: 429, headers: { 'retry-after': '5' } } : ok),
      { clock },
    );
    await scene.read();
    const startedAt = clock.now();
    await Promise.all([scene.read(), scene.read(), scene.read()]);
    expect(clock.now() - startedAt).toBeLessThanOrEqual(5_500);
  });

  it('lets a call be aborted while it waits, and leaves no sleep behind', async () => {
    const clock = new VirtualClock();
    const throttling = new Throttling(clock).at('host');
    const wave = throttling.tryEnter();
    throttling.refused(wave ?? 0, 5_000);
    const controller = new AbortController();
    const waits = rejection(throttling.enter(false, controller.signal));
    controller.abort('enough');
    expect(await waits).toBe('enough');
    await nextTurn();
    expect(clock.sleeping).toBe(0);
  });

  it('is one like any other after ten quiet seconds', async () => {
    const clock = new VirtualClock();
    const host = new Throttling(clock).at('host');
    const enter = () => host.tryEnter() ?? Number.NaN;
    host.refused(enter(), 1_000);
    expect(enter()).toBeNaN();
    await clock.sleep(1_000);
    // One finds out, then a few, then as many as come.
    host.left(enter(), true);
    for (let i = 0; i < 12; i += 1) {
      await clock.sleep(1_000);
      host.left(enter(), true);
    }
    const all = Array.from({ length: 64 }, enter);
    expect(all).not.toContain(Number.NaN);
    expect(enter()).toBeNaN();
  });
});

it('a stream body waits for its turn, and is sent once', async () => {
  const clock = new VirtualClock();
  const scene = new CallScene([{ status: 429, headers: { 'retry-after': '1' } }, ok], { clock });
  const { Readable } = await import('node:stream');
  const upload = () => readRequest({ method: 'PUT', body: Readable.from(['data']) });
  expect(await call(scene.engine, upload(), readText)).toMatchObject({ status: 429 });
  const startedAt = clock.now();
  expect(await call(scene.engine, upload(), readText)).toMatchObject({ status: 200 });
  expect(clock.now() - startedAt).toBe(1_000);
});
