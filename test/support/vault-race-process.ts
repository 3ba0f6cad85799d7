import { SecretConflictError } from '../../src/errors/secret-conflict-error.js';
import { openSecretStore } from '../../src/secrets/open-store.js';

// One of many processes that create the same secrets: told over IPC to begin, it answers with what it won.
process.once('message', async ({ text, keys, name }: { text: string; keys: string[]; name: string }) => {
  const store = openSecretStore(text);
  const won: Record<string, string> = {};
  for (const key of keys) {
    try {
      won[key] = (await store.put({ key, value: name }, { ifAbsent: true })).version;
    } catch (error) {
      if (!(error instanceof SecretConflictError)) throw error;
    }
  }
  process.send?.({ name, won });
  process.disconnect();
});
process.send?.('ready');
