import { describe, expect, it } from 'vitest';
import { globalSecretCache, Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { VirtualClock } from '../../support/virtual-clock.js';

function scene() {
  const clock = new VirtualClock();
  const reads: string[] = [];
  const secretStore = {
    get: async (key: string) => {
      reads.push(key);
      return { key, value: { of: key } };
    },
  };
  return { clock, reads, use: () => Toolbelt.use({ accountId: '12345678', secretStore, clock }) };
}

describe('globalSecretCache', () => {
  it('shows what the instance in use has read, and forgets it when it is told to', async () => {
    const { reads, use } = scene();
    using _ = use();
    const client = Toolbelt.SecretClient();
    expect([globalSecretCache.get('a'), globalSecretCache.has('a')]).toEqual([null, false]);
    await client.readSecret('a');
    await client.readSecret('b');
    expect(globalSecretCache.getAll()).toEqual([{ of: 'a' }, { of: 'b' }]);
    expect([globalSecretCache.delete('a'), globalSecretCache.delete('a')]).toEqual([true, false]);
    expect(globalSecretCache.size()).toBe(1);
    await client.readSecret('a');
    globalSecretCache.clear();
    await client.readSecret('a');
    expect(reads).toEqual(['a', 'b', 'a', 'a']);
  });

  it('keeps what it is given for its time, as if it had been read', async () => {
    const { clock, reads, use } = scene();
    using _ = use();
    globalSecretCache.set('a', { given: true }, 1_000);
    expect(await Toolbelt.SecretClient().readSecret('a')).toEqual({ key: 'a', value: { given: true } });
    expect(reads).toEqual([]);
    await clock.sleep(1_001);
    expect(globalSecretCache.get('a')).toBeNull();
    globalSecretCache.setDefaultTtl(10);
    globalSecretCache.set('b', 'text', 0);
    await clock.sleep(11);
    expect(globalSecretCache.has('b')).toBe(false);
    expect(() => globalSecretCache.set('no name', 1)).toThrow(
      expect.objectContaining({ name: 'SecretError' }),
    );
  });

  it.each(['5000', -1, Number.NaN, null])('takes no %j for a time', (ttl) => {
    using _ = scene().use();
    const refused = expect.objectContaining({ name: 'ParameterError', parameter: 'ttl' });
    expect(() => globalSecretCache.set('a', 1, ttl as never)).toThrow(refused);
    expect(() => globalSecretCache.setDefaultTtl(ttl as never)).toThrow(refused);
    expect(globalSecretCache.size()).toBe(0);
  });

  it('keeps nothing that no secret can be', () => {
    using _ = scene().use();
    for (const value of [1n, undefined, 'x'.repeat(20_000)]) {
      expect(() => globalSecretCache.set('a', value)).toThrow(
        expect.objectContaining({ name: 'SecretError' }),
      );
    }
    expect(globalSecretCache.has('a')).toBe(false);
  });

  it('is another one for another instance', () => {
    {
      using _ = scene().use();
      globalSecretCache.set('a', 1);
    }
    using _ = scene().use();
    expect(globalSecretCache.has('a')).toBe(false);
  });
});

describe('defect 19: cached reads return the same object', () => {
  it('gives a copy each time, and keeps one', () => {
    using _ = scene().use();
    const value = { list: [1] };
    globalSecretCache.set('a', value);
    value.list.push(2);
    const read = globalSecretCache.get('a') as typeof value;
    read.list.push(3);
    expect(globalSecretCache.get('a')).toEqual({ list: [1] });
  });
});
