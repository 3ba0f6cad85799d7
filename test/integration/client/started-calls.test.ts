import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { unhandledRejections } from '../../support/unhandled-rejections.js';
import { failureOf } from './harness.js';

const HERE = fileURLToPath(import.meta.url);

const { sandbox, lp } = await sandboxFixture({ toolbelt: { retry: false } });
beforeEach(() => sandbox.faults.clear());

const month = () => ({ from: sandbox.fixtures.baseTime - 31 * 86_400_000, to: sandbox.fixtures.baseTime });
const chats = () => lp.engagementHistory.search({ start: month(), source: 'tests' });
const failNext = (service: 'accountConfigReadOnly' | 'engHistDomain' | 'dataAccess') =>
  sandbox.faults.add({ service, status: 500 });
async function each(items: AsyncIterable<unknown>, act = () => {}): Promise<void> {
  for await (const _ of items) act();
}

describe('a call under way', () => {
  it('is a promise, with its response beside', async () => {
    const call = lp.users.list();
    expect(Object.getPrototypeOf(call)).toBe(Promise.prototype);
    const { data, status, requestId } = await call.withResponse();
    expect(await call).toBe(data);
    expect((await call.withResponse()).requestId).toBe(requestId);
    expect(status).toBe(200);
    expect(await call.then((users) => users.length)).toBe(data.length);
    let finished = 0;
    await call.finally(() => {
      finished += 1;
    });
    expect(finished).toBe(1);
  });

  it('fails for everybody who asks, with the same error', async () => {
    failNext('accountConfigReadOnly');
    const list = lp.users.list();
    const errors = await Promise.all([
      failureOf(list),
      failureOf(list.withResponse()),
      failureOf(each(list)),
      list.catch((error: unknown) => error),
    ]);
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toMatchObject({ name: 'HttpError', status: 500 });
  });

  it('may be looked at in one way only, whichever it is', async () => {
    const ways: (() => Promise<unknown>)[] = [
      async () => await lp.users.list(),
      () => lp.users.list().withResponse(),
      () => each(lp.users.list()),
      () => lp.users.list().catch((error: unknown) => Promise.reject(error)),
      () => lp.users.list().finally(() => {}),
      () => Promise.all([lp.users.list()]),
    ];
    for (const way of ways) {
      const unhandled = await unhandledRejections(async () => {
        failNext('accountConfigReadOnly');
        expect(await failureOf(way())).toMatchObject({ name: 'HttpError' });
      });
      expect(unhandled).toEqual([]);
    }
  });

  it('is reported once when nobody looks at it', async () => {
    for (const ignore of [() => lp.users.list(), () => lp.users.list().withResponse()]) {
      const unhandled = await unhandledRejections(async () => {
        failNext('accountConfigReadOnly');
        void ignore();
        // The answer of a call that began later has come: so has its own.
        await lp.skills.list();
        await lp.skills.list();
      });
      expect(unhandled).toEqual([expect.objectContaining({ name: 'HttpError' })]);
    }
  });
});

describe('the stack of an error', () => {
  const limit = Error.stackTraceLimit;
  beforeAll(() => {
    // As Node has it.
    Error.stackTraceLimit = 10;
  });
  afterAll(() => {
    Error.stackTraceLimit = limit;
  });

  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    awaited: async () => await lp.users.list(),
    'returned by a function of its own': async () => {
      const read = async () => await lp.users.list();
      return await read();
    },
    'awaited with its response': async () => await lp.users.list().withResponse(),
    'one of several': async () => await Promise.all([lp.users.list(), lp.skills.list()]),
    iterated: async () => {
      for await (const _ of lp.users.list());
    },
  };

  it.each(Object.entries(ways))('of a call that is %s names the line', async (_name, way) => {
    failNext('accountConfigReadOnly');
    const { stack } = await failureOf(way());
    expect(stack).toContain(HERE);
  });

  it('of a later page, and of a row, names the line', async () => {
    const walk = async () => {
      let first = true;
      for await (const _ of chats()) {
        if (first) failNext('engHistDomain');
        first = false;
      }
    };
    expect((await failureOf(walk())).stack).toContain(HERE);
    failNext('dataAccess');
    const { from, to } = month();
    const rows = async () => {
      for await (const _ of lp.dataAccess.rows({ dataType: 'survey', startTime: from, endTime: to }));
    };
    expect((await failureOf(rows())).stack).toContain(HERE);
  });

  it('of a wrong argument names the line', async () => {
    const wrong = async () => await lp.users.list({ select: 7 as unknown as string });
    expect((await failureOf(wrong())).stack).toContain(HERE);
  });
});
