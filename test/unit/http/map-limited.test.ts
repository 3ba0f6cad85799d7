import { describe, expect, it } from 'vitest';
import { mapLimited } from '../../../src/http/map-limited.js';

describe('mapLimited', () => {
  it('keeps the order, whichever ends first', async () => {
    const turns = [3, 1, 2];
    const slowest = async (n: number) => {
      for (let turn = 0; turn < n; turn += 1) await null;
      return n * 10;
    };
    expect(await mapLimited(turns, 2, slowest)).toEqual([30, 10, 20]);
    expect(await mapLimited([], 2, slowest)).toEqual([]);
  });

  it('never has more than the width under way, and begins nothing after a failure', async () => {
    let under = 0;
    let most = 0;
    const begun: number[] = [];
    const work = async (n: number) => {
      begun.push(n);
      under += 1;
      most = Math.max(most, under);
      await null;
      under -= 1;
      if (n === 2) throw new Error('broken');
    };
    await expect(mapLimited([0, 1, 2, 3, 4, 5, 6, 7], 3, work)).rejects.toThrow('broken');
    expect(most).toBe(3);
    expect(begun.length).toBeLessThan(8);
  });
});
