import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LruMap } from '../../../src/http/lru-map.js';

describe('a map that gives up what was unused for longest', () => {
  it('has the latest of what was used, the longest unused first', () => {
    const step = fc.tuple(fc.constantFrom('get', 'set', 'delete'), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const map = new LruMap<number, number>(3);
        let used: (readonly [number, number])[] = [];
        for (const [index, [what, key]] of steps.entries()) {
          const known = used.find(([one]) => one === key);
          used = used.filter(([one]) => one !== key);
          if (what === 'set') map.set(key, index);
          else if (what === 'get') expect(map.get(key)).toBe(known?.[1]);
          else map.delete(key);
          if (what === 'set') used.push([key, index]);
          else if (what === 'get' && known !== undefined) used.push(known);
          used = used.slice(-3);
          expect([...map]).toEqual(used);
        }
      }),
    );
  });
});
