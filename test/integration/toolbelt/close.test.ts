import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { failureOf, InstantClock, TRANSPORTS } from '../client/harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe.each(TRANSPORTS)('a toolbelt on %s', (transport) => {
  it('ends calls under way when it is closed, and refuses later ones', async () => {
    sandbox.requests.clear();
    const toolbelt = sandbox.toolbelt({ transport, clock: new InstantClock() });
    const lp = toolbelt.LPClient();
    const { uuid: functionUuid } = sandbox.fixtures.functions.slow;
    const slow = failureOf(lp.functions.invoke({ functionUuid }));
    await expect
      .poll(() => sandbox.requests.count({ service: 'faasGW' }), { interval: 5, timeout: 10_000 })
      .toBe(1);
    await toolbelt.close();
    expect(await slow).toMatchObject({ name: 'NetworkError' });
    expect(await failureOf(lp.users.list())).toMatchObject({ name: 'NetworkError' });
    expect(sandbox.requests.count({ service: 'accountConfigReadOnly' })).toBe(0);
    await toolbelt.close();
  });

  it('is closed by `await using`', async () => {
    let lp: ReturnType<ReturnType<Sandbox['toolbelt']>['LPClient']>;
    {
      await using toolbelt = sandbox.toolbelt({ transport, clock: new InstantClock() });
      lp = toolbelt.LPClient();
      expect(await lp.users.list()).toHaveLength(50);
    }
    expect(await failureOf(lp.users.list())).toMatchObject({ name: 'NetworkError' });
  });

  it('does not end the calls of another', async () => {
    await using other = sandbox.toolbelt({ transport });
    await sandbox.toolbelt({ transport }).close();
    expect(await other.LPClient().users.list()).toHaveLength(50);
  });
});
