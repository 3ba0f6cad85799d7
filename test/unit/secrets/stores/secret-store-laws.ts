import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SecretStore } from '../../../../src/secrets/secret-store.js';
import type { StoreUnderTest } from '../../../../src/testing/secret-store-contract.js';

type Step =
  | { do: 'put'; key: string; value: unknown; condition: 'none' | 'ifAbsent' | 'ifVersion' }
  | { do: 'delete'; key: string }
  | { do: 'get'; key: string };

// Negative zero is no JSON value: JSON.stringify turns it into 0.
const jsonValue = fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)));
const key = fc.constantFrom('A', 'b-1', '__proto__');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('put' as const),
    key,
    value: jsonValue,
    condition: fc.constantFrom('none' as const, 'ifAbsent' as const, 'ifVersion' as const),
  }),
  fc.record({ do: fc.constant('delete' as const), key }),
  fc.record({ do: fc.constant('get' as const), key }),
);

/** Properties of a store that hold for random values and random histories. */
export function secretStoreLaws(
  name: string,
  makeStore: () => Promise<StoreUnderTest>,
  { numRuns }: { numRuns: number },
): void {
  describe(`${name} keeps the laws of a secret store`, () => {
    it('gives back any JSON value that it took', async () => {
      await withStore(makeStore, (store) =>
        fc.assert(
          fc.asyncProperty(jsonValue, async (value) => {
            const put = await store.put({ key: 'KEY', value });
            expect(put.value).toStrictEqual(value);
            expect(await store.get('KEY')).toStrictEqual(put);
          }),
          { numRuns },
        ),
      );
    });

    it('behaves as a map with versions for any history', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) =>
          withStore(makeStore, async (store, reopen) => {
            await agreesWithModel(store, steps, (await reopen?.()) ?? store);
          }),
        ),
        { numRuns: Math.ceil(numRuns / 4) },
      );
    });
  });
}

async function agreesWithModel(store: SecretStore, steps: readonly Step[], reopened: SecretStore) {
  const model = new Map<string, { value: unknown; version: string }>();
  const seen = new Set<string>();
  for (const present of steps) {
    const known = model.get(present.key);
    if (present.do === 'get') {
      expect((await store.get(present.key))?.value).toStrictEqual(known?.value);
    } else if (present.do === 'delete') {
      await store.delete(present.key);
      model.delete(present.key);
    } else {
      const fails = present.condition === (known === undefined ? 'ifVersion' : 'ifAbsent');
      const put = store.put(present, conditionOf(present.condition, known?.version));
      if (fails) {
        await expect(put).rejects.toMatchObject({ name: 'SecretConflictError', key: present.key });
        continue;
      }
      const { version } = await put;
      expect(seen).not.toContain(`${present.key} ${version}`);
      seen.add(`${present.key} ${version}`);
      model.set(present.key, { value: present.value, version });
    }
  }
  const expected = [...model].map(([name, { version }]) => ({ key: name, version, managedBy: 'user' }));
  expected.sort((a, b) => (a.key < b.key ? -1 : 1));
  expect(await store.list()).toStrictEqual(expected);
  expect(await reopened.list()).toStrictEqual(expected);
  for (const [name, { value }] of model) expect((await reopened.get(name))?.value).toStrictEqual(value);
}

function conditionOf(condition: 'none' | 'ifAbsent' | 'ifVersion', version = 'none') {
  if (condition === 'none') return undefined;
  return condition === 'ifAbsent' ? { ifAbsent: true as const } : { ifVersion: version };
}

async function withStore(
  makeStore: () => Promise<StoreUnderTest>,
  body: (store: SecretStore, reopen: StoreUnderTest['reopen']) => Promise<void>,
): Promise<void> {
  const { store, reopen, close } = await makeStore();
  try {
    await body(store, reopen);
  } finally {
    await close?.();
  }
}
