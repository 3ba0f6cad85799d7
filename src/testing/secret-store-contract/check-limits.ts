import assert from 'node:assert/strict';
import { SecretError } from '../../errors/secret-error.js';
import { type Check, PLANTED, refused } from './support.js';

/** Characters of the longest string: its two quotes count too. */
const LONGEST_TEXT = 16_384 - 2;

export function checkLimits(check: Check): void {
  check('names outside the grammar are refused by every operation', async (store) => {
    for (const key of ['', 'a b', 'a.b', 'a/b', '../a', 'ä', 'a\n', 'a'.repeat(101)]) {
      await refused(store, SecretError, () => store.put({ key, value: PLANTED }));
      await refused(store, SecretError, () => store.get(key));
      await refused(store, SecretError, () => store.delete(key));
    }
    const longest = 'a'.repeat(100);
    await store.put({ key: longest, value: 1 });
    assert.equal((await store.get(longest))?.value, 1);
  });

  check('a value of 16,384 characters as JSON fits, one more does not', async (store) => {
    // Three bytes each in UTF-8: it is characters that count.
    const longest = '€'.repeat(LONGEST_TEXT);
    await store.put({ key: 'KEY', value: longest });
    assert.equal((await store.get('KEY'))?.value, longest);
    await refused(store, SecretError, () => store.put({ key: 'KEY', value: `${longest}€` }));
    await refused(store, SecretError, () => store.put({ key: 'KEY', value: [longest] }));
    await refused(store, SecretError, () => store.put({ key: 'NEW', value: `${longest}€` }));
  });

  check('a value that JSON cannot hold is refused', async (store) => {
    const cycle: Record<string, unknown> = { [PLANTED]: PLANTED };
    cycle[PLANTED] = cycle;
    const failing = {
      toJSON() {
        throw new Error(PLANTED);
      },
    };
    for (const value of [undefined, () => PLANTED, Symbol(PLANTED), 1n, [1n], cycle, failing]) {
      await refused(store, SecretError, () => store.put({ key: 'KEY', value }));
    }
  });
}
