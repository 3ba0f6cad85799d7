import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('ends at an empty page, when the total never ends', async () => {
    for (const claim of [Number.POSITIVE_INFINITY, 10 ** 9, Number.NaN]) {
      const { asked, walk } = server(25, 10, () => claim);
      expect(await collect(walk())).toHaveLength(25);
      expect(asked).toEqual([0, 10, 20, 30]);
    }
  });

  it('follows a total that grows or shrinks while it walks', async () => {
    let count = 10;
    const growing = server(40, 10, () => {
      count += 10;
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
