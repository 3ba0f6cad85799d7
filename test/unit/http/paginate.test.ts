import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResponseValidationError } from '../../../src/errors/response-validation-error.js';
import { offsetPages, singlePage } from '../../../src/http/paginate.js';
import { rejection } from '../../support/call-scene.js';

interface Page {
  readonly records: readonly number[];
  readonly count: number;
}

/** A server with `size` records, and the offsets that it was asked for. */
function server(size: number, limit: number, claimedCount = () => size) {
  const asked: number[] = [];
  const page = async (offset: number): Promise<Page> => {
    asked.push(offset);
    const end = Math.min(size, offset + limit);
    const records = Array.from({ length: Math.max(0, end - offset) }, (_, index) => offset + index);
    return { records, count: claimedCount() };
  };
  const walk = (offset = 0) =>
    offsetPages(() => page(offset), {
      operation: 'test.search',
      offset,
      limit,
      items: ({ records }) => records,
      total: ({ count }) => count,
      fetch: page,
    });
  return { asked, walk };
}

async function collect(items: AsyncIterable<unknown>, most = 10_000): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= most) break;
  }
  return found;
}

describe('offsetPages', () => {
  it('gives every record once and in order, from any offset, with as few requests as it takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(120),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(130),
        async (size, limit, offset) => {
          const { asked, walk } = server(size, limit);
          const expected = Array.from({ length: Math.max(0, size - offset) }, (_, index) => offset + index);
          expect(await collect(walk(offset))).toEqual(expected);
          expect(asked).toHaveLength(Math.max(1, Math.ceil(expected.length / limit)));
        },
      ),
    );
  });

  it('asks for nothing before it is read, and for no page beyond the one being read', async () => {
    const { asked, walk } = server(100, 10);
    const items = walk();
    expect(asked).toEqual([]);
    for (let i = 0; i < 10; i += 1) await items.next();
    expect(asked).toEqual([0]);
    await items.next();
    expect(asked).toEqual([0, 10]);
    await items.return(undefined);
    expect(await items.next()).toMatchObject({ done: true });
    expect(asked).toEqual([0, 10]);
  });

  it('follows a total that grows or shrinks while it walks', async () => {
    let count = 10;
    const growing = server(40, 10, () => {
      count = Math.min(40, count + 10);
      return count;
    });
    expect(await collect(growing.walk())).toHaveLength(40);
    let left = 30;
    const shrinking = server(40, 10, () => {
      left -= 10;
      return left;
    });
    expect(await collect(shrinking.walk())).toHaveLength(20);
  });

  it('rejects with the failure of a page, after the records before it', async () => {
    const failure = new Error('page 2 failed');
    const pages = offsetPages(async () => ({ records: [1, 2], count: 9 }), {
      operation: 'test.search',
      offset: 0,
      limit: 2,
      items: ({ records }) => records,
      total: ({ count }) => count,
      fetch: () => Promise.reject(failure),
    });
    expect(await pages.next()).toEqual({ done: false, value: 1 });
    expect(await pages.next()).toEqual({ done: false, value: 2 });
    expect(await rejection(pages.next())).toBe(failure);
    expect(await pages.next()).toMatchObject({ done: true });
  });
});

/** A server that answers the nth request as `answer` says, and what a walk over it gives before its error. */
async function walkOver(limit: number, answer: (request: number, offset: number) => unknown) {
  let requests = 0;
  const page = async (offset: number): Promise<Page> => {
    requests += 1;
    return answer(requests - 1, offset) as Page;
  };
  const pages = offsetPages(() => page(0), {
    operation: 'test.search',
    offset: 0,
    limit,
    items: ({ records }) => records,
    total: ({ count }) => count,
    fetch: page,
  });
  const given: unknown[] = [];
  let error: unknown;
  try {
    for await (const item of pages) given.push(item);
  } catch (thrown) {
    error = thrown;
  }
  return { given, error, requests };
}

const range = (start: number, length: number) => Array.from({ length }, (_, index) => start + index);

describe('a list that cannot be right', () => {
  it('ends with an error at a page that is empty before the total is reached', async () => {
    const { given, error, requests } = await walkOver(10, (_, offset) => ({
      records: range(offset, offset < 20 ? 10 : 0),
      count: 300,
    }));
    expect(given).toEqual(range(0, 20));
    expect(requests).toBe(3);
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error).toMatchObject({
      operation: 'test.search',
      message: expect.stringMatching(
        /test\.search.*at offset 20 there is nothing.* total of 300 was promised/,
      ),
    });
  });

  it('ends with an error when more goes than can have gone between two pages', async () => {
    // As a server says it that answers 204 from the second page on.
    const { given, error } = await walkOver(10, (request) =>
      request === 0 ? { records: range(0, 10), count: 300 } : { records: [], count: 0 },
    );
    expect(given).toHaveLength(10);
    expect(error).toMatchObject({
      name: 'ResponseValidationError',
      message: expect.stringMatching(/at offset 10 the list ends, but a total of 300 was promised/),
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, '300', null, undefined, {}, [3]])(
    'ends with an error at the total %j, on any page',
    async (wrong) => {
      for (const at of [0, 2]) {
        const { given, error } = await walkOver(10, (request, offset) => ({
          records: range(offset, 10),
          count: request === at ? wrong : 300,
        }));
        expect(given).toEqual(range(0, at * 10));
        expect(error).toMatchObject({ name: 'ResponseValidationError', operation: 'test.search' });
        expect(String(error)).toContain(`at offset ${at * 10} the total promised is`);
      }
    },
  );

  it('ends with an error at any circle of pages, after few more of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        async (before, circle, limit, grows) => {
          const { given, error, requests } = await walkOver(limit, (request, offset) => {
            const place = request < before ? request : before + ((request - before) % circle);
            return { records: range(place * limit, limit), count: grows ? offset + 1_000 : 10_000 };
          });
          expect(error).toMatchObject({
            message: expect.stringMatching(/at offset \d+ the page of offset \d+ came again; a total of \d+/),
          });
          expect(given).toHaveLength((requests - 1) * limit);
          const most = 3 * Math.max(before + 1, circle) + circle;
          expect(requests).toBeLessThanOrEqual(grows ? most + 3 * circle : most);
        },
      ),
    );
  });

  it('ends with an error when it goes on without end, always with new items', async () => {
    const { error, requests } = await walkOver(1, (_, offset) => ({
      records: [offset],
      count: offset + 100,
    }));
    expect(String(error)).toMatch(/at offset \d+ the list goes on, but a total of 100 was promised first/);
    expect(requests).toBeLessThan(1_300);
  });

  it('ends with an error at items that no walk can compare', async () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const { error } = await walkOver(10, () => ({ records: [deep], count: 300 }));
    expect(error).toMatchObject({ name: 'ResponseValidationError', operation: 'test.search' });
  });
});

describe('a live list', () => {
  it('may be shifted by items that come and go between its pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 2, max: 30 }),
        fc.array(fc.record({ come: fc.nat(3), go: fc.nat(3) }), { maxLength: 40 }),
        async (size, limit, changes) => {
          let items = range(0, size);
          let next = size;
          const { error } = await walkOver(limit, (request, offset) => {
            const { come, go } = changes[request] ?? { come: 0, go: 0 };
            // Fewer come than a page has, and they come first, as in a list whose newest items are first.
            const fresh = range(next, Math.min(come, limit - 1));
            next += fresh.length;
            items = [...fresh, ...items.slice(go)];
            return { records: items.slice(offset, offset + limit), count: items.length };
          });
          expect(error).toBeUndefined();
        },
      ),
    );
  });

  it('may be shifted by a whole page', async () => {
    let items = range(0, 6);
    const { given, error } = await walkOver(1, (request, offset) => {
      if (request === 1 || request === 3) items = [100 + request, ...items];
      return { records: items.slice(offset, offset + 1), count: items.length };
    });
    expect(error).toBeUndefined();
    expect(given).toHaveLength(8);
  });
});

describe('singlePage', () => {
  it('gives the items of the one page, which it asks for when read', async () => {
    let asked = 0;
    const items = singlePage(
      async () => {
        asked += 1;
        return { list: ['a', 'b'] };
      },
      ({ list }) => list,
    );
    expect(asked).toBe(0);
    expect(await collect(items)).toEqual(['a', 'b']);
    expect(asked).toBe(1);
  });

  it('rejects with the failure of the page', async () => {
    const failure = new Error('failed');
    const items = singlePage(
      () => Promise.reject(failure),
      () => [],
    );
    expect(await rejection(collect(items))).toBe(failure);
  });
});
