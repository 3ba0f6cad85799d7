import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Installation, InstallationConflictError } from '../../provisioning/platform.js';
import type { Check } from './check.js';
import { newManifest } from './scene.js';
import { existing, idsOf } from './support.js';

/** Milliseconds since the epoch, in years that a clock may have; seconds are far below. */
const [EARLIEST, LATEST] = [Date.UTC(2010, 0), Date.UTC(2100, 0)];

export function checkInstallations(check: Check): void {
  check('an application that was installed is listed under its name, as its manifest says', async (scene) => {
    const manifest = newManifest();
    await scene.platform.install(manifest);
    const listed = existing(await scene.named(manifest.client_name), 'the application');
    const { clientName, description, enabled, scope } = listed;
    assert.deepEqual(
      { clientName, description, enabled, scope },
      {
        clientName: manifest.client_name,
        description: manifest.description,
        enabled: true,
        scope: manifest.scope,
      },
    );
    for (const text of [listed.id, listed.clientId]) assert.ok(typeof text === 'string' && text !== '');
    assertMoment(listed.issuedAt);
  });

  check('an application leaves the others as they are', async (scene) => {
    const first = await scene.install();
    const before = await scene.list();
    const second = await scene.install();
    const after = await scene.list();
    assert.deepEqual(
      after.items.filter(({ id }) => id !== second.id),
      before.items,
    );
    assert.notEqual(first.id, second.id);
    assert.notEqual(first.clientId, second.clientId);
  });

  check('a name that is taken is a conflict, or a second application of that name', async (scene) => {
    const manifest = newManifest();
    await scene.platform.install(manifest);
    const outcome = await scene.platform.install(manifest).catch((error: unknown) => error);
    const { items } = await scene.list();
    const count = items.filter(({ clientName }) => clientName === manifest.client_name).length;
    if (outcome === undefined) assert.equal(count, 2);
    else {
      assert.ok(outcome instanceof InstallationConflictError, `got ${outcome}`);
      assert.equal(count, 1);
    }
  });

  check('one application is the same by its id as in the list', async (scene) => {
    await scene.install();
    const listed = await scene.install();
    const one = existing(await scene.platform.getInstallation(listed.id), 'the application by its id');
    // The list may leave the secret out.
    const expected = listed.clientSecret === null ? { ...listed, clientSecret: one.clientSecret } : listed;
    assert.deepEqual(toCompare(one), toCompare(expected));
  });

  check('an id that there is not is undefined', async (scene) => {
    await scene.install();
    assert.equal(await scene.platform.getInstallation(randomUUID()), undefined);
  });

  check(
    'a list of several pages is whole',
    async (scene) => {
      const made = [];
      for (let round = 0; round < 5; round += 1) made.push(await scene.install());
      const whole = await scene.list();
      await scene.fault('pages', 2);
      const paged = await scene.list();
      for (const { id } of made) assert.ok(idsOf(paged.items).includes(id), 'an application is missing');
      assert.deepEqual(idsOf(paged.items), idsOf(whole.items));
      await scene.platform.deleteInstallation(existing(made[0], 'an application').id, paged.revision);
    },
    'pages',
  );

  check(
    'a client secret that the list leaves out is null there, and shown by id',
    async (scene) => {
      await scene.fault('hideSecrets');
      const listed = await scene.install();
      assert.equal(listed.clientSecret, null);
      const one = existing(await scene.platform.getInstallation(listed.id), 'the application by its id');
      assert.ok(typeof one.clientSecret === 'string' && one.clientSecret !== '');
    },
    'hideSecrets',
  );
}

function assertMoment(issuedAt: number | undefined): void {
  if (issuedAt === undefined) return;
  assert.ok(issuedAt > EARLIEST && issuedAt < LATEST, `issuedAt is in milliseconds, not ${issuedAt}`);
}

/** A field that is undefined is one that is not there. */
function toCompare(installation: Installation): Record<string, unknown> {
  return Object.fromEntries(Object.entries(installation).filter(([, value]) => value !== undefined));
}
