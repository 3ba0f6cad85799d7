import assert from 'node:assert/strict';
import {
  InstallationConflictError,
  InstallationQuotaError,
  InstallationRefusedError,
  StaleRevisionError,
} from '../../provisioning/platform.js';
import type { Check } from './check.js';
import { newManifest } from './scene.js';
import { rejectionOf, rejectsWith } from './support.js';

/** Each of them says what happened. */
const DEFINITE = [
  InstallationConflictError,
  InstallationQuotaError,
  InstallationRefusedError,
  StaleRevisionError,
];

export function checkFailures(check: Check): void {
  check(
    'an application that does not fit is refused for the quota, and not installed',
    async (scene) => {
      await scene.install();
      await scene.fault('fillQuota');
      const manifest = newManifest();
      await rejectsWith(scene.platform.install(manifest), InstallationQuotaError);
      assert.equal(await scene.named(manifest.client_name), undefined);
    },
    'fillQuota',
  );

  check(
    'an application that the platform will not have is refused, and not installed',
    async (scene) => {
      await scene.fault('refuseInstall');
      const manifest = newManifest();
      await rejectsWith(scene.platform.install(manifest), InstallationRefusedError);
      assert.equal(await scene.named(manifest.client_name), undefined);
    },
    'refuseInstall',
  );

  check(
    'an installation whose answer is lost rejects as an unknown outcome, and is listed',
    async (scene) => {
      await scene.fault('loseAnswer', 'install');
      const manifest = newManifest();
      assertUnknown(await rejectionOf(scene.platform.install(manifest)));
      assert.ok(await scene.named(manifest.client_name), 'the application is listed');
    },
    'loseAnswer',
  );

  check(
    'a deletion whose answer is lost rejects as an unknown outcome, and may be sent again',
    async (scene) => {
      const { id } = await scene.install();
      const { revision } = await scene.list();
      await scene.fault('loseAnswer', 'deleteInstallation');
      assertUnknown(await rejectionOf(scene.platform.deleteInstallation(id, revision)));
      assert.ok(!(await scene.has(id)), 'the application is gone');
      await scene.delete(id);
    },
    'loseAnswer',
  );
}

function assertUnknown(error: unknown): void {
  const known = DEFINITE.find((definite) => error instanceof definite);
  assert.equal(known, undefined, `${known?.name} says more than is known`);
}
