import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lease, Renewable } from '../../../src/http/renewable.js';
import { rejection } from '../../support/call-scene.js';

const TTL = 1_000;
const USABLE = 100_000;

interface Value {
  readonly id: number;
}

/** A source whose fetches end when the test says so. */
class Source {
  nowMs = 0;
  fetches = 0;
  mostAtOnce = 0;
  readonly values: Value[] = [];
  #open: { resolve: (lease: Lease<Value>) => void; reject: (error: unknown) => void }[] = [];
  readonly renewable: Renewable<Value>;

  constructor() {
    const clock = { now: () => this.nowMs, elapsed: () => this.nowMs, sleep: async () => undefined };
    this.renewable = new Renewable(() => this.#fetch(), clock);
  }

  /** Ends the fetch under way with a new value, and lets everybody see it. */
  async deliver(): Promise<Value> {
    const value = { id: this.values.length };
    this.values.push(value);
    this.#open.shift()?.resolve({ value, renewAt: this.nowMs + TTL, usableUntil: this.nowMs + USABLE });
    await nextTurn();
    return value;
  }

  async fail(error: unknown = new Error('the source failed')): Promise<void> {
    this.#open.shift()?.reject(error);
    await nextTurn();
  }

  get underWay(): number {
    return this.#open.length;
  }

  /** Fetches a first value. */
  async start(): Promise<Value> {
    void this.renewable.get();
    return this.deliver();
  }

  #fetch(): Promise<Lease<Value>> {
    this.fetches += 1;
    return new Promise((resolve, reject) => {
      this.#open.push({ resolve, reject });
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#open.length);
    });
  }
}

describe('get', () => {
  it('fetches once for all who ask at the same time, and keeps the value', async () => {
    const source = new Source();
    const asked = Array.from({ length: 500 }, () => source.renewable.get());
    const value = await source.deliver();
    expect(new Set(await Promise.all(asked))).toEqual(new Set([value]));
    expect(await source.renewable.get()).toBe(value);
    expect(source.renewable.peek()).toBe(value);
    expect(source.fetches).toBe(1);
  });

  it('fetches again from renewAt on, not before', async () => {
    const source = new Source();
    const first = await source.start();
    source.nowMs = TTL - 1;
    expect(await source.renewable.get()).toBe(first);
    source.nowMs = TTL;
    expect(source.renewable.peek()).toBeUndefined();
    const renewed = source.renewable.get();
    const second = await source.deliver();
    expect(await renewed).toBe(second);
    expect(source.fetches).toBe(2);
  });

  it('rejects all who wait when the fetch fails, and does not keep the failure', async () => {
    const source = new Source();
    const error = new Error('once');
    const waiting = [rejection(source.renewable.get()), rejection(source.renewable.get())];
    await source.fail(error);
    expect(await Promise.all(waiting)).toEqual([error, error]);
    const next = source.renewable.get();
    const value = await source.deliver();
    expect(await next).toBe(value);
  });

  it('does not keep the failure of a source that throws before it returns a promise', async () => {
    let calls = 0;
    const renewable = new Renewable<string>(
      () => {
        calls += 1;
        if (calls === 1) throw new Error('thrown at once');
        return Promise.resolve({ value: 'here', renewAt: TTL, usableUntil: TTL });
      },
      { now: () => 0, elapsed: () => 0, sleep: async () => undefined },
    );
    expect(await rejection(renewable.get())).toMatchObject({ message: 'thrown at once' });
    expect(await renewable.get()).toBe('here');
  });
});

describe('a value that still serves', () => {
  it('is given when renewing it fails, and renewing pauses for 30 s', async () => {
    const source = new Source();
    const value = await source.start();
    source.nowMs = TTL;
    const stale = [source.renewable.get(), source.renewable.get()];
    await source.fail();
    expect(await Promise.all(stale)).toEqual([value, value]);
    source.nowMs = TTL + 29_999;
    expect(await source.renewable.get()).toBe(value);
    expect(source.fetches).toBe(2);
    source.nowMs = TTL + 30_000;
    const again = source.renewable.get();
    const renewed = await source.deliver();
    expect(await again).toBe(renewed);
  });

  it('is not given from usableUntil on, also when the fetch began before', async () => {
    const source = new Source();
    await source.start();
    source.nowMs = USABLE - 1;
    const waiting = rejection(source.renewable.get());
    source.nowMs = USABLE;
    const error = new Error('too late');
    await source.fail(error);
    expect(await waiting).toBe(error);
    const next = rejection(source.renewable.get());
    await source.fail(error);
    expect(await next).toBe(error);
  });

  it('does not pause beyond usableUntil', async () => {
    const source = new Source();
    const value = await source.start();
    source.nowMs = USABLE - 10;
    const stale = source.renewable.get();
    await source.fail();
    expect(await stale).toBe(value);
    source.nowMs = USABLE;
    expect(source.renewable.peek()).toBeUndefined();
  });

  it('is not given to refresh, which rejects, while get gives it', async () => {
    const source = new Source();
    const value = await source.start();
    const refreshed = rejection(source.renewable.refresh());
    source.nowMs = TTL;
    const got = source.renewable.get();
    const error = new Error('down');
    await source.fail(error);
    expect(await refreshed).toBe(error);
    expect(await got).toBe(value);
    expect(source.fetches).toBe(2);
  });
});

describe('refresh', () => {
  it('fetches a fresh value again, and joins a fetch under way', async () => {
    const source = new Source();
    await source.start();
    const refreshed = [source.renewable.refresh(), source.renewable.refresh()];
    const value = await source.deliver();
    expect(await Promise.all(refreshed)).toEqual([value, value]);
    expect(source.renewable.peek()).toBe(value);
    expect(source.fetches).toBe(2);
  });
});

describe('invalidate', () => {
  it('drops the value kept, which is then not given when fetching fails', async () => {
    const source = new Source();
    const value = await source.start();
    expect(source.renewable.invalidate(value)).toBe(true);
    expect(source.renewable.peek()).toBeUndefined();
    const waiting = rejection(source.renewable.get());
    const error = new Error('down');
    await source.fail(error);
    expect(await waiting).toBe(error);
  });

  it('does nothing for a value that has been replaced, and nothing the second time', async () => {
    const source = new Source();
    const old = await source.start();
    void source.renewable.refresh();
    const current = await source.deliver();
    expect(source.renewable.invalidate(old)).toBe(false);
    expect(source.renewable.peek()).toBe(current);
    expect(source.renewable.invalidate(current)).toBe(true);
    expect(source.renewable.invalidate(current)).toBe(false);
  });

  it('holds for those who wait for a renewal already, when that fails', async () => {
    const source = new Source();
    const value = await source.start();
    source.nowMs = TTL;
    const waiting = rejection(source.renewable.get());
    source.renewable.invalidate(value);
    const error = new Error('down');
    await source.fail(error);
    expect(await waiting).toBe(error);
  });

  it('lets one of a hundred callers win', async () => {
    const source = new Source();
    const value = await source.start();
    const wins = Array.from({ length: 100 }, () => source.renewable.invalidate(value));
    expect(wins.filter(Boolean)).toHaveLength(1);
  });
});

describe('expire and clear', () => {
  it('expire has it fetched again; it serves if that fails', async () => {
    const source = new Source();
    const value = await source.start();
    source.renewable.expire();
    expect(source.renewable.peek()).toBeUndefined();
    const got = source.renewable.get();
    await source.fail();
    expect(await got).toBe(value);
  });

  it('clear drops it for good', async () => {
    const source = new Source();
    await source.start();
    source.renewable.clear();
    const waiting = rejection(source.renewable.get());
    const error = new Error('down');
    await source.fail(error);
    expect(await waiting).toBe(error);
  });

  it('both do nothing while nothing is kept', async () => {
    const source = new Source();
    source.renewable.expire();
    source.renewable.clear();
    expect(source.renewable.invalidate({ id: 0 })).toBe(false);
    const value = await source.start();
    expect(source.renewable.peek()).toBe(value);
  });
});

describe('the abort of one caller', () => {
  it('ends its own wait with its own reason, and leaves the fetch to the others', async () => {
    const source = new Source();
    const controller = new AbortController();
    const first = rejection(source.renewable.get(controller.signal));
    const refreshing = rejection(source.renewable.refresh(controller.signal));
    const other = source.renewable.get(new AbortController().signal);
    controller.abort('changed my mind');
    expect(await first).toBe('changed my mind');
    expect(await refreshing).toBe('changed my mind');
    const value = await source.deliver();
    expect(await other).toBe(value);
    expect(source.fetches).toBe(1);
  });

  it('does not stop the value from being kept, when nobody waits any more', async () => {
    const source = new Source();
    const controller = new AbortController();
    const left = rejection(source.renewable.get(controller.signal));
    controller.abort('gone');
    await left;
    const value = await source.deliver();
    expect(source.renewable.peek()).toBe(value);
  });
});

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.constant('get' as const) },
  { weight: 5, arbitrary: fc.constant('deliver' as const) },
  { weight: 3, arbitrary: fc.constantFrom('fail', 'invalidate', 'refresh', 'advance', 'leap') },
  { weight: 1, arbitrary: fc.constantFrom('expire', 'clear') },
);

describe('any interleaving', () => {
  it('never gives a value after it was dropped, and never fetches twice at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 60 }), async (operations) => {
        const source = new Source();
        const { renewable } = source;
        const dropped = new Set<Value>();
        const waiting: Promise<void>[] = [];
        const ask = (answer: Promise<Value>) => {
          const seen = (value: Value) =>
            expect(dropped, `value ${value.id} had been dropped`).not.toContain(value);
          waiting.push(answer.then(seen, expectSourceFailure));
        };
        const run = {
          get: () => ask(renewable.get()),
          refresh: () => ask(renewable.refresh()),
          deliver: () => (source.underWay > 0 ? source.deliver() : undefined),
          fail: () => source.fail(),
          invalidate: () => {
            // The latest that anybody can have seen: the cache may have moved on, or not.
            const value = source.values.at(-1);
            if (value !== undefined && renewable.invalidate(value)) dropped.add(value);
          },
          clear: () => {
            renewable.clear();
            for (const value of source.values) dropped.add(value);
          },
          expire: () => renewable.expire(),
          advance: () => {
            source.nowMs += TTL;
          },
          leap: () => {
            source.nowMs += USABLE;
          },
        };
        for (const name of operations) {
          await run[name]();
          await nextTurn();
          expect(source.underWay).toBeLessThanOrEqual(1);
        }
        while (source.underWay > 0) await source.fail();
        await Promise.all(waiting);
        expect(source.mostAtOnce).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});

function expectSourceFailure(error: unknown): void {
  expect(error).toMatchObject({ message: 'the source failed' });
}
