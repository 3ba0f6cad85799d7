import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { PlatformOptions, ProvisioningPlatform } from '../../provisioning/platform.js';
import type { Check } from './check.js';
import { newManifest } from './scene.js';
import { type FaultyMethod, rejectionOf } from './support.js';

const METHODS: readonly FaultyMethod[] = [
  'listInstallations',
  'install',
  'deleteInstallation',
  'getInstallation',
  'tryCredential',
];

/** Milliseconds; a call that listens ends at once. */
const LONGEST_MS = 3_000;

export function checkSignals(check: Check): void {
  check('a signal that is aborted already lets no call begin', async (scene) => {
    const { id } = await scene.install();
    const { revision } = await scene.list();
    const reason = new Error('stopped by the tests');
    const signal = AbortSignal.abort(reason);
    const manifest = newManifest();
    const credential = { client_id: 'no-client', client_secret: 'no-secret' };
    const calls: ((platform: ProvisioningPlatform, options: PlatformOptions) => Promise<unknown>)[] = [
      (platform, options) => platform.administrator(options),
      (platform, options) => platform.feature(options),
      (platform, options) => platform.activateFeature(options),
      (platform, options) => platform.infrastructure(options),
      (platform, options) => platform.startInfrastructure(options),
      (platform, options) => platform.listInstallations(options),
      (platform, options) => platform.install(manifest, options),
      (platform, options) => platform.deleteInstallation(id, revision, options),
      (platform, options) => platform.getInstallation(id, options),
      (platform, options) => platform.tryCredential(credential, options),
    ];
    for (const call of calls) assert.equal(await rejectionOf(call(scene.platform, { signal })), reason);
    assert.ok(await scene.has(id), 'nothing was deleted');
    assert.equal(await scene.named(manifest.client_name), undefined);
  });

  for (const method of METHODS) {
    check(
      `a signal ends a call that is not answered: ${method}`,
      async (scene) => {
        const installation = await scene.install();
        const controller = new AbortController();
        const reason = new Error('stopped by the tests');
        await scene.fault('hang', method);
        const rejection = rejectionOf(scene.call(method, { signal: controller.signal }, installation));
        for (let turns = 0; turns < 10; turns += 1) await turn();
        controller.abort(reason);
        assert.equal(await inTime(rejection), reason);
        await scene.list();
      },
      'hang',
    );
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new assert.AssertionError({
      message: `the call went on for ${LONGEST_MS} ms after the signal`,
    });
    timer = setTimeout(() => reject(error), LONGEST_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
