import { afterEach, describe, expect, it, vi } from 'vitest';
import { listSecrets } from '../../../../src/cli/secrets/secrets.js';
import { MemorySecretStore } from '../../../../src/secrets/stores/memory.js';

const value = 'planted-secret-4f8a';

/** A store that tells more than it should. */
class TalkativeStore extends MemorySecretStore {
  override async list() {
    return (await super.list()).map((info) => ({ ...info, value }));
  }
}

vi.mock('../../../../src/secrets/open-store.js', () => ({
  openSecretStore: () => new TalkativeStore({ MY_KEY: value }),
}));

afterEach(() => vi.restoreAllMocks());

describe('listSecrets', () => {
  it.each([false, true])(
    'shows name, owner and version, whatever else a store tells (json: %s)',
    async (json) => {
      let text = '';
      const reads = vi.spyOn(MemorySecretStore.prototype, 'get');
      const output = { write: (part: string) => (text += part) };
      await listSecrets({ output, errors: output, store: 'memory:', json });
      expect(text).toContain('MY_KEY');
      expect(text).not.toContain(value);
      expect(reads).not.toHaveBeenCalled();
    },
  );
});
