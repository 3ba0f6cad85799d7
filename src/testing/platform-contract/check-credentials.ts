import assert from 'node:assert/strict';
import type { Check } from './check.js';

export function checkCredentials(check: Check): void {
  check('the credential of a new application works', async (scene) => {
    const credential = await scene.credentialOf(await scene.install());
    await scene.settle();
    assert.equal(await scene.platform.tryCredential(credential), 'works');
  });

  check('a wrong secret is refused, and so is an application that there is not', async (scene) => {
    const credential = await scene.credentialOf(await scene.install());
    await scene.settle();
    const wrong = [
      { ...credential, client_secret: 'no-secret-of-any-application' },
      { ...credential, client_id: 'no-id-of-any-application' },
    ];
    for (const one of wrong) assert.equal(await scene.platform.tryCredential(one), 'refused');
  });

  check('the credential of an application that was deleted is refused', async (scene) => {
    const installation = await scene.install();
    const credential = await scene.credentialOf(installation);
    await scene.delete(installation.id);
    await scene.settle();
    assert.equal(await scene.platform.tryCredential(credential), 'refused');
  });
}
