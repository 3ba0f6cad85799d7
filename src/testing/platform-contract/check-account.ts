import assert from 'node:assert/strict';
import type { Check } from './check.js';

const STATES: readonly string[] = ['absent', 'building', 'ready', 'failed'];

export function checkAccount(check: Check): void {
  check('the account that it acts on is told', async ({ platform, accountId }) => {
    assert.equal(platform.accountId, accountId);
  });

  check('the administrator is known, and how', async ({ platform }) => {
    const { isAdministrator, reason } = await platform.administrator();
    assert.equal(isAdministrator, true);
    assert.ok(typeof reason === 'string' && reason !== '', 'the reason is a text');
  });

  check('feature and infrastructure are told in their words', async ({ platform }) => {
    assert.ok(['active', 'inactive'].includes(await platform.feature()));
    const { state } = await platform.infrastructure();
    assert.ok(STATES.includes(state), `the state of the infrastructure is ${state}`);
  });

  check('feature and infrastructure may be asked for twice', async ({ platform }) => {
    for (let round = 0; round < 2; round += 1) {
      await platform.activateFeature();
      assert.equal(await platform.feature(), 'active');
    }
    for (let round = 0; round < 2; round += 1) {
      await platform.startInfrastructure();
      assert.notEqual((await platform.infrastructure()).state, 'absent');
    }
  });
}
