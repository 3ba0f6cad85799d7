import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { putSecret, type SecretsPutFlags } from '../../../../src/cli/secrets/put.js';
import { MemorySecretStore } from '../../../../src/secrets/stores/memory.js';

let store: MemorySecretStore;

vi.mock('../../../../src/secrets/open-store.js', () => ({ openSecretStore: () => store }));

beforeEach(() => {
  store = new MemorySecretStore();
});

/** Runs the command; `input` is standard input. */
async function put(input: Readable, flags: SecretsPutFlags = {}, stop = new AbortController().signal) {
  let text = '';
  const output = { write: (part: string) => (text += part) };
  const terminal = { canAsk: false, canDraw: false };
  const options = { name: 'MY_KEY', input, output, errors: output, terminal, stop };
  const code = await putSecret({ ...options, flags: { store: 'memory:', ...flags } });
  return { code, text };
}

/** Standard input that is written to only once the command reads it, after something else happened. */
function inputAfter(happens: () => Promise<unknown>, text = 'planted'): Readable {
  return Readable.from(
    (async function* () {
      await happens();
      yield Buffer.from(text);
    })(),
  );
}

const byAnother = (managedBy: 'user' | 'system' = 'user') =>
  store.put({ key: 'MY_KEY', value: 'of another', managedBy });

describe('putSecret', () => {
  it('does not overwrite what came while it waited for the value', async () => {
    await expect(put(inputAfter(byAnother))).rejects.toMatchObject({
      name: 'SecretConflictError',
      message: expect.stringMatching(/exists already, at version 1\. Give --replace .* Nothing was written$/),
    });
    expect((await store.get('MY_KEY'))?.value).toBe('of another');
  });

  it('replaces what it found and nothing newer', async () => {
    await byAnother();
    await expect(put(inputAfter(byAnother), { replace: true })).rejects.toMatchObject({
      name: 'SecretConflictError',
      message: expect.stringMatching(/at version 2, not 1; .* run the command again\. Nothing was written$/),
    });
    expect((await store.get('MY_KEY'))?.value).toBe('of another');
    expect(await put(Readable.from([Buffer.from('planted')]), { replace: true })).toEqual({
      code: 0,
      text: 'Stored MY_KEY as text: owner user, version 3.\n',
    });
    expect((await store.get('MY_KEY'))?.value).toBe('planted');
  });

  it('does not bring back what was deleted meanwhile', async () => {
    await byAnother();
    const input = inputAfter(() => store.delete('MY_KEY'));
    await expect(put(input, { replace: true })).rejects.toThrow('run the command again');
    expect(await store.get('MY_KEY')).toBeUndefined();
  });

  it("does not take over what became the system's meanwhile", async () => {
    await byAnother();
    await expect(
      put(
        inputAfter(() => byAnother('system')),
        { replace: true },
      ),
    ).rejects.toMatchObject({
      name: 'SecretForbiddenError',
      message: expect.stringContaining('give --system'),
    });
  });

  it('writes with --replace what is not there yet', async () => {
    expect((await put(Readable.from([Buffer.from('7')]), { replace: true, system: true })).code).toBe(0);
    expect(await store.get('MY_KEY')).toMatchObject({ value: 7, managedBy: 'system' });
  });

  it('puts a character together that came in two pieces', async () => {
    const [first, ...rest] = Buffer.from('é');
    await put(Readable.from([Buffer.from([first ?? 0]), Buffer.from(rest)]));
    expect((await store.get('MY_KEY'))?.value).toBe('é');
  });

  it('stops while it waits for standard input', async () => {
    const controller = new AbortController();
    const reason = new Error('stop');
    const input = new Readable({ read: () => controller.abort(reason) });
    await expect(put(input, {}, controller.signal)).rejects.toBe(reason);
    expect(input.destroyed).toBe(true);
    expect(await store.list()).toEqual([]);
  });

  it('says when standard input cannot be read, without its reason', async () => {
    const input = new Readable({ read: () => input.destroy(new Error('planted')) });
    await expect(put(input)).rejects.toMatchObject({
      name: 'SecretError',
      message: 'The value of secret "MY_KEY" could not be read from standard input. Nothing was written',
    });
  });

  it('reads no more than a secret may need', async () => {
    let sent = 0;
    const input = new Readable({
      read() {
        sent += 65_536;
        this.push(Buffer.alloc(65_536, 'x'));
      },
    });
    await expect(put(input)).rejects.toThrow('has more than 1048576 bytes');
    expect(sent).toBeLessThan(3_000_000);
  });

  it('reads nothing that it would not write', async () => {
    await byAnother();
    const read = vi.fn();
    await expect(put(new Readable({ read }))).rejects.toThrow('Give --replace');
    await byAnother('system');
    await expect(put(new Readable({ read }), { replace: true })).rejects.toThrow('give --system');
    expect(read).not.toHaveBeenCalled();
  });

  it('shows name, owner and version with --json, and nothing else', async () => {
    const { text } = await put(Readable.from([Buffer.from('"planted"')]), { json: true });
    expect(JSON.parse(text)).toEqual({
      store: 'memory:',
      secret: { key: 'MY_KEY', managedBy: 'user', version: '1' },
    });
  });
});
