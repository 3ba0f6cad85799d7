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

  it('has the factories of the official toolbelt, with their parameters, in both forms', () => {
    const toolbelt = createToolbelt({ accountId: '1' });
    const parameters = { GDPRUtil: 0, MTLSClient: 1, LPMtlsClient: 0, ContextServiceClient: 1, SFClient: 0 };
    for (const [name, length] of Object.entries(parameters)) {
      for (const owner of [toolbelt, Toolbelt]) {
        expect(owner[name as keyof typeof parameters], name).toHaveLength(length);
      }
    }
    const context = toolbelt.ContextServiceClient('a-key');
    expect(Object.entries(context).map(([name, method]) => [name, method.length])).toEqual([
      ['createNamespace', 2],
      ['deleteNamespace', 1],
      ['getListOfNamespaces', 0],
      ['setPropertiesInNamespace', 3],
      ['updatePropertiesInNamespace', 3],
      ['getAllPropertiesInSession', 2],
      ['getSelectedPropertiesInSession', 3],
      ['getPropertyInSession', 3],
      ['deletePropertyInSession', 3],
      ['deleteSession', 2],
      ['getListOfSessions', 1],
    ]);
    const mtls = toolbelt.LPMtlsClient();
    expect([mtls.get.length, mtls.post.length]).toEqual([4, 4]);
    expect(toolbelt.GDPRUtil().replaceConversationFiles).toHaveLength(2);
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
