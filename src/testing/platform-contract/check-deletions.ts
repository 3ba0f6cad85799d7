import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { InstallationRefusedError, StaleRevisionError } from '../../provisioning/platform.js';
import type { Check } from './check.js';
import { idsOf, rejectsWith } from './support.js';

export function checkDeletions(check: Check): void {
  check('a deletion removes this application, and no other', async (scene) => {
    const kept = await scene.install();
    const { id } = await scene.install();
    const before = await scene.list();
    await scene.platform.deleteInstallation(id, before.revision);
    const after = await scene.list();
    assert.deepEqual(
      idsOf(after.items),
      idsOf(before.items).filter((one) => one !== id),
    );
    assert.equal(await scene.platform.getInstallation(id), undefined);
    assert.ok(await scene.has(kept.id));
  });

  check('deleting what is not there succeeds', async (scene) => {
    const { id } = await scene.install();
    await scene.delete(id);
    await scene.delete(id);
    await scene.delete(randomUUID());
  });

  check('a deletion that is sent again succeeds, or is stale', async (scene) => {
    const { id } = await scene.install();
    const { revision } = await scene.list();
    await scene.platform.deleteInstallation(id, revision);
    const again = await scene.platform.deleteInstallation(id, revision).catch((error: unknown) => error);
    assert.ok(again === undefined || again instanceof StaleRevisionError, `got ${again}`);
  });

  check(
    'a deletion that is forbidden is refused, and deletes nothing',
    async (scene) => {
      const { id } = await scene.install();
      await scene.fault('refuseDeletion');
      await rejectsWith(scene.delete(id), InstallationRefusedError);
      assert.ok(await scene.has(id), 'the application is still there');
    },
    'refuseDeletion',
  );
}
