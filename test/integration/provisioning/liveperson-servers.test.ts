import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { holdTime } from '../../support/held-time.js';
import { SandboxClient } from '../sandbox/client.js';
import { INSTALLATIONS, openFunctionsPage, platformOf, provision, spoilSecret } from './liveperson-scene.js';

describe('what differs between servers', () => {
  it('the names of the fields of an installation', async () => {
    await using sandbox = await startSandbox();
    await using platform = platformOf(sandbox);
    const expected = await platform.listInstallations();
    sandbox.switches.installationFields = 'camelCase';
    expect(await platform.listInstallations()).toEqual(expected);
    await spoilSecret(sandbox);
    expect(await provision(sandbox, platform)).toMatchObject({ changed: true });
  });

  it('that an installation may show no secret or be deleted, and that the revision may be an ETag', async () => {
    await using sandbox = await startSandbox();
    await using platform = platformOf(sandbox);
    await using client = new SandboxClient(sandbox);
    const list = await client.admin('accountConfigReadWrite', 'GET', INSTALLATIONS);
    const [entry] = list.json();
    sandbox.faults.add({
      path: /installations$/,
      method: 'GET',
      status: 200,
      headers: { etag: '"3"' },
      body: [
        { ...entry, client_secret: null },
        { id: 'gone', deleted: true },
      ],
    });
    expect(await platform.listInstallations()).toMatchObject({
      items: [{ clientId: entry.client_id, clientSecret: null }],
      revision: '"3"',
    });
  });

  it('Functions V1 is not taken for V2', async () => {
    await using sandbox = await startSandbox();
    await using platform = platformOf(sandbox);
    expect(await platform.infrastructure()).toEqual({ state: 'ready' });
    const baseURIs = [{ service: 'faasGW', account: sandbox.accountId, baseURI: 'va.faasgw.liveperson.net' }];
    sandbox.faults.add({ service: 'csds', status: 200, body: { baseURIs } });
    expect(await platform.infrastructure()).toMatchObject({
      state: 'absent',
      detail: expect.stringContaining('va.faasgw'),
    });
  });

  it('CSDS names no gateway before the infrastructure is there, and is asked anew each time', async () => {
    await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 60_000 });
    await using platform = platformOf(sandbox);
    const state = async () => (await platform.infrastructure()).state;
    expect(await state()).toBe('absent');
    await openFunctionsPage(sandbox);
    sandbox.clock.advance(59_000);
    expect(await state()).toBe('absent');
    sandbox.clock.advance(1_000);
    expect(await state()).toBe('ready');
    expect(sandbox.requests.matching({ service: 'csds' }).some(({ authorization }) => authorization)).toBe(
      false,
    );
  });
});

it('ends a call whose answer never comes, breaks off or leads elsewhere', async () => {
  await using sandbox = await startSandbox();
  await using platform = platformOf(sandbox, { timeoutMs: 1_000 });
  const pass = holdTime();
  const service = 'accountConfigReadWrite';
  const location = `https://${sandbox.hosts.sentinel}/elsewhere`;
  const cases = [
    [{ delayMs: 3_600_000 }, { name: 'TimeoutError', limitMs: 1_000 }],
    [{ truncate: true }, { name: 'NetworkError' }],
    [{ reset: true }, { name: 'NetworkError' }],
    [
      { status: 307, headers: { location } },
      { name: 'HttpError', status: 307 },
    ],
    [
      { status: 200, body: '<html>' },
      { name: 'HttpError', status: 200 },
    ],
  ] as const;
  for (const [fault, expected] of cases) {
    sandbox.faults.add({ service, ...fault });
    const failed = expect(platform.listInstallations()).rejects.toMatchObject(expected);
    if ('delayMs' in fault) {
      while (sandbox.clock.sleeping === 0) await turn();
      await pass(1_000);
    }
    await failed;
  }
  expect(sandbox.requests.count({ service })).toBe(cases.length);
  expect(sandbox.requests.count({ service: 'sentinel' })).toBe(0);
  expect((await platform.listInstallations()).items).toHaveLength(1);
});
