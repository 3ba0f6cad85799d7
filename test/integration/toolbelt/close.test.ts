import { describe, expect, it } from 'vitest';
import type { CsdsClient, LPClient, SecretClient } from '../../../src/index.js';
import type { Sandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf, InstantClock, TRANSPORTS } from '../client/harness.js';

const { sandbox } = await sandboxFixture();

/** Every way to begin a call. */
function usesOf({ lp, secrets, csds }: { lp: LPClient; secrets: SecretClient; csds: CsdsClient }) {
  const walk = async (list: AsyncIterable<unknown>) => {
    for await (const _ of list);
  };
  return {
    'typed call': () => lp.users.list(),
    withResponse: () => lp.users.list().withResponse(),
    list: () => walk(lp.skills.list()),
    rows: () => walk(lp.dataAccess.rows({ dataType: 'webSession', startTime: 0, endTime: 1 })),
    'raw call': () => lp('accountConfigReadOnly', '/x'),
    'host look-up': () => csds.get('sentinel'),
    hosts: () => csds.getAll(),
    'read of a secret': () => secrets.readSecret('MINE'),
    'update of a secret': () => secrets.updateSecret({ key: 'MINE', value: 1 }),
  };
}

describe.each(TRANSPORTS)('a toolbelt on %s', (transport) => {
  it('ends calls under way when it is closed, and refuses later ones', async () => {
    sandbox.requests.clear();
    const toolbelt = sandbox.toolbelt({ transport, clock: new InstantClock() });
    const lp = toolbelt.LPClient();
    const { uuid: functionUuid } = sandbox.fixtures.functions.slow;
    const slow = failureOf(lp.functions.invoke({ functionUuid }));
    await expect.poll(() => sandbox.requests.count({ service: 'faasGW' }), { interval: 5 }).toBe(1);
    await toolbelt.close();
    expect(await slow).toMatchObject({ name: 'NetworkError', message: expect.stringContaining('close()') });
    const clients = { lp, secrets: toolbelt.SecretClient(), csds: toolbelt.CsdsClient() };
    sandbox.requests.clear();
    for (const [use, call] of Object.entries(usesOf(clients))) {
      const error = await failureOf(call());
      expect(error, use).toMatchObject({ name: 'ConfigError', field: 'toolbelt' });
      expect(error.message, use).toContain('This toolbelt is closed');
    }
    expect(sandbox.requests.count()).toBe(0);
    await toolbelt.close();
  });

  it('is closed by `await using`', async () => {
    let lp: ReturnType<ReturnType<Sandbox['toolbelt']>['LPClient']>;
    {
      await using toolbelt = sandbox.toolbelt({ transport, clock: new InstantClock() });
      lp = toolbelt.LPClient();
      expect(await lp.users.list()).toHaveLength(50);
    }
    expect(await failureOf(lp.users.list())).toMatchObject({ name: 'ConfigError', field: 'toolbelt' });
  });

  it('does not end the calls of another', async () => {
    await using other = sandbox.toolbelt({ transport });
    await sandbox.toolbelt({ transport }).close();
    expect(await other.LPClient().users.list()).toHaveLength(50);
  });
});
