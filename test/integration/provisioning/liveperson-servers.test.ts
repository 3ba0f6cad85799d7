import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import type { Around } from '../../../src/http/around.js';
import { newManifest } from '../../../src/provisioning/manifest.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { holdTime } from '../../support/held-time.js';
import { sandboxTest as it } from '../../support/sandbox-fixture.js';
import { SandboxClient } from '../sandbox/client.js';
import { INSTALLATIONS, openFunctionsPage, platformOf, provision, spoilSecret } from './liveperson-scene.js';

describe('what differs between servers', () => {
  it('the names of the fields of an installation', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    const expected = await platform.listInstallations();
    sandbox.switches.installationFields = 'camelCase';
    expect(await platform.listInstallations()).toEqual(expected);
    await spoilSecret(sandbox);
    expect(await provision(sandbox, platform)).toMatchObject({ changed: true });
  });

  it('that an installation may show no secret or be deleted, and that the revision may be an ETag', async ({
    sandbox,
  }) => {
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

  it.each([
    ['an entry without client_name', [{ id: 'a', client_id: 'a', enabled: true, deleted: false }]],
    ['an entry without client_id', [{ id: 'a', client_name: 'internal', enabled: true }]],
    ['entries of no known shape', [null, 7, 'x', [], { application: { name: 'internal' } }]],
  ])('that others have applications of another shape: %s', async (_what, entries) => {
    await using sandbox = await startSandbox();
    await using platform = platformOf(sandbox);
    await using client = new SandboxClient(sandbox);
    const list = await client.admin('accountConfigReadWrite', 'GET', INSTALLATIONS);
    const body = [...entries, ...list.json()];
    const headers = { 'ac-revision': '1' };
    sandbox.faults.add({ path: /installations$/, method: 'GET', status: 200, headers, body, times: 9 });
    expect(await provision(sandbox, platform)).toMatchObject({ changed: false });
  });

  it('that the list comes in pages, each of which is asked for at its own place', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    for (let number = 0; number < 6; number += 1) await platform.install(newManifest());
    const whole = await platform.listInstallations();
    sandbox.switches.installationsPerPage = 3;
    sandbox.requests.clear();
    expect(await platform.listInstallations()).toEqual(whole);
    expect(sandbox.requests.count({ path: /installations$/ })).toBe(3);
    expect(whole.items).toHaveLength(7);
  });

  it('that the pages are of several moments: an error, and no half of the list', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    for (let number = 0; number < 3; number += 1) await platform.install(newManifest());
    sandbox.switches.installationsPerPage = 2;
    let pages = 0;
    const around: Around = async ({ operation }, next) => {
      if (operation === 'installations.list') pages += 1;
      if (pages === 2) await platform.install(newManifest());
      return next();
    };
    await using reading = platformOf(sandbox, { around: [around] });
    await expect(reading.listInstallations()).rejects.toThrow(
      'of the same revision (ac-revision) as the pages',
    );
    pages = 3;
    expect((await reading.listInstallations()).items).toHaveLength(5);
  });

  it('that no revision is named: the account is provisioned, and nothing can be deleted', async ({
    sandbox,
  }) => {
    await using platform = platformOf(sandbox);
    sandbox.switches.revisionHeader = 'absent';
    expect(await provision(sandbox, platform)).toMatchObject({ changed: false });
    const { items, revision } = await platform.listInstallations();
    await expect(platform.deleteInstallation(items[0]?.id ?? '', revision)).rejects.toMatchObject({
      name: 'InstallationRefusedError',
    });
    expect((await platform.listInstallations()).items).toEqual(items);
  });

  it('that a client secret is shown for one application alone, or nowhere', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    const [listed] = (await platform.listInstallations()).items;
    const { id = '' } = listed ?? {};
    expect(await platform.getInstallation(id)).toEqual(listed);
    sandbox.switches.clientSecrets = 'by-id';
    expect((await platform.listInstallations()).items[0]?.clientSecret).toBeNull();
    expect(await platform.getInstallation(id)).toEqual(listed);
    sandbox.switches.clientSecrets = 'hidden';
    expect(await platform.getInstallation(id)).toEqual({ ...listed, clientSecret: null });
  });

  it('that no more applications fit, and that none may be deleted', async ({ sandbox }) => {
    await using platform = platformOf(sandbox);
    sandbox.switches.installationQuota = 1;
    await expect(platform.install(newManifest())).rejects.toMatchObject({
      name: 'InstallationQuotaError',
      message: expect.stringContaining('internalCode 6: The maximum number of applications is installed: 1'),
    });
    sandbox.switches.installationDeletion = 'forbidden';
    const { items, revision } = await platform.listInstallations();
    await expect(platform.deleteInstallation(items[0]?.id ?? '', revision)).rejects.toMatchObject({
      name: 'InstallationRefusedError',
      message: expect.stringContaining('internalCode 3: Applications of this account may not be deleted'),
    });
    expect(items).toMatchObject([{ issuedAt: expect.any(Number) }]);
    expect(Math.abs((items[0]?.issuedAt ?? 0) - sandbox.clock.now())).toBeLessThan(600_000);
  });

  it('Functions V1 is not taken for V2', async ({ sandbox }) => {
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

it('ends a call whose answer never comes, breaks off or leads elsewhere', async ({ sandbox }) => {
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
