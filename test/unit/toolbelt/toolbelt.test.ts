import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createToolbelt, Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { ClosedNetwork } from '../client/closed-network.js';

const secretStore = { get: async (key: string) => ({ key, value: {} }) };

describe('a toolbelt', () => {
  it('leaves a transport of the caller open', async () => {
    const network = new ClosedNetwork();
    const toolbelt = createToolbelt({ accountId: '1', secretStore, transport: network, retry: false });
    await toolbelt
      .CsdsClient()
      .getAll()
      .catch(() => undefined);
    await toolbelt.close();
    expect(network.closed).toBe(0);
  });

  it('can be closed before it was used, and twice', async () => {
    const toolbelt = createToolbelt({ accountId: '1' });
    await toolbelt.close();
    await toolbelt.close();
  });

  it('gives the client under both spellings', () => {
    const toolbelt = createToolbelt({ accountId: '1' });
    for (const make of [toolbelt.LPClient, toolbelt.LpClient])
      expect(make.call(toolbelt)).toBeTypeOf('function');
    for (const make of [Toolbelt.LPClient, Toolbelt.LpClient]) expect(make()).toBeTypeOf('function');
  });

  it('shows the privilege table, whose ids are namespaces of the client, beside one outside the table', () => {
    const toolbelt = createToolbelt({ accountId: '1' });
    expect(toolbelt.privileges).toBe(Toolbelt.privileges);
    const rows = toolbelt.privileges.map(({ id, privilege }) => `${id}: ${privilege}`);
    expect(rows).toContain('users: Read');
    expect(rows).toContain('functions: Invoke');
    const ids = toolbelt.privileges.map(({ id }) => id);
    expect(Object.keys(toolbelt.LPClient())).toEqual([...ids, 'messagingInteractions']);
  });

  it('makes a namespace once, with its operations', () => {
    const lp = createToolbelt({ accountId: '1' }).LPClient();
    expect(lp.users).toBe(lp.users);
    expect(Object.keys(lp.users)).toEqual(['list', 'get']);
  });

  it('says little when it is printed', () => {
    const options = { accountId: '1', secretStore: { get: secretStore.get, held: 'planted' } };
    expect(inspect(createToolbelt(options), { depth: 10, showHidden: true })).not.toContain('planted');
  });

  it.each([0, -1, Number.NaN, '5', null])('gives no SecretClient with a ttl of %o', (ttl) => {
    const toolbelt = createToolbelt({ accountId: '1' });
    const make = () => toolbelt.SecretClient({ cache: { ttl: ttl as number } });
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError', field: 'cache.ttl' }));
  });
});
