import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteSecret, type SecretsDeleteFlags } from '../../../../src/cli/secrets/delete.js';
import { MemorySecretStore } from '../../../../src/secrets/stores/memory.js';

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const VALUE = 'planted-secret-4f8a';

let store: MemorySecretStore;
let asked: string[];
let answer: () => Promise<boolean>;

vi.mock('../../../../src/secrets/open-store.js', () => ({ openSecretStore: () => store }));
vi.mock('../../../../src/cli/terminal/prompts.js', () => ({
  askConsent: (message: string) => {
    asked.push(message);
    return answer();
  },
}));

beforeEach(() => {
  store = new MemorySecretStore({ [KEY]: VALUE, MY_KEY: VALUE });
  asked = [];
  answer = async () => true;
});

async function run(name: string, flags: SecretsDeleteFlags, canAsk = false) {
  let text = '';
  const output = { write: (part: string) => (text += part) };
  const terminal = { canAsk, canDraw: false };
  const stop = new AbortController().signal;
  const options = { name, output, errors: output, terminal, stop };
  const code = await deleteSecret({ ...options, flags: { store: 'memory:', ...flags } });
  return { code, text };
}

const names = async () => (await store.list()).map(({ key }) => key);

describe('deleteSecret', () => {
  it('deletes what is of the system with --system, and what is of the user without', async () => {
    const { code, text } = await run(KEY, { system: true, yes: true });
    expect({ code, text }).toEqual({
      code: 0,
      text: `Deleted ${KEY} from memory:: owner system, version 1.\n`,
    });
    expect(await names()).toEqual(['MY_KEY']);
    expect((await run('MY_KEY', { yes: true })).code).toBe(0);
    expect(await names()).toEqual([]);
  });

  it('refuses what is of the system without --system, and asks nothing', async () => {
    await expect(run(KEY, {}, true)).rejects.toMatchObject({
      name: 'SecretForbiddenError',
      message: expect.stringMatching(/is a system secret: give --system .* Nothing was deleted$/),
    });
    expect(asked).toEqual([]);
    expect(await names()).toContain(KEY);
  });

  it('asks on a terminal, naming secret, owner, version and store, and heeds a no', async () => {
    answer = async () => false;
    expect(await run(KEY, { system: true }, true)).toEqual({
      code: 1,
      text: 'Stopped. Nothing was deleted.\n',
    });
    expect(asked).toEqual([`Delete ${KEY} (owner system, version 1) from memory:?`]);
    expect(await names()).toContain(KEY);
    answer = async () => true;
    expect((await run(KEY, { system: true }, true)).code).toBe(0);
    expect(await names()).not.toContain(KEY);
  });

  it('needs --yes where nobody can be asked, and has read nothing', async () => {
    const reads = vi.spyOn(store, 'get');
    await expect(run(KEY, { system: true })).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining('give --yes'),
    });
    expect(reads).not.toHaveBeenCalled();
  });

  it('leaves what was written while the person was asked', async () => {
    answer = async () => {
      await store.put({ key: 'MY_KEY', value: 'newer' });
      return true;
    };
    await expect(run('MY_KEY', {}, true)).rejects.toMatchObject({
      name: 'SecretConflictError',
      message: expect.stringMatching(/run the command again\. Nothing was deleted$/),
    });
    expect((await store.get('MY_KEY'))?.value).toBe('newer');
  });

  it('says that there is none, and ends well: a script may delete twice', async () => {
    expect(await run('NONE', { yes: true })).toEqual({
      code: 0,
      text: 'There is no secret NONE in memory:; nothing was deleted.\n',
    });
    expect(JSON.parse((await run('NONE', { yes: true, json: true })).text)).toEqual({
      store: 'memory:',
      deleted: null,
    });
  });

  it('shows no value', async () => {
    const { text } = await run('MY_KEY', { yes: true, json: true });
    expect(JSON.parse(text)).toEqual({
      store: 'memory:',
      deleted: { key: 'MY_KEY', managedBy: 'user', version: '2' },
    });
    expect(text).not.toContain(VALUE);
  });

  it('refuses what cannot be a name', async () => {
    await expect(run('../key', { yes: true })).rejects.toMatchObject({ name: 'ConfigError' });
  });
});
