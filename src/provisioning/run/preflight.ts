import { DEFAULT_SECRET_NAME } from '../manifest.js';
import { readSecret } from './default-secret.js';
import type { Scene } from './scene.js';

/**
 * What would be noticed only after ten minutes otherwise: that the store can be read and would take a write, and
 * that its record is of this account. Then the store is asked for its identity, which may write one.
 *
 * @returns Identity of the store; undefined where it has none.
 */
export async function checkStore(scene: Scene): Promise<string | undefined> {
  const { calls, record, store } = scene;
  await readSecret(scene);
  if (store.checkWritable !== undefined) {
    await calls.steady('secretStore.checkWritable', async (signal) =>
      store.checkWritable?.(DEFAULT_SECRET_NAME, { signal }),
    );
  }
  const identity = await calls.steady('secretStore.identity', async (signal) => store.identity?.({ signal }));
  if (identity === undefined) {
    record.warnings.add(
      'The store has no identity, so applications of earlier runs cannot be told from those of other stores: ' +
        'all of them were left',
    );
  }
  return identity;
}
