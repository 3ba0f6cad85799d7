import assert from 'node:assert/strict';
import { type InstallationList, StaleRevisionError } from '../../provisioning/platform.js';
import type { Check } from './check.js';
import { newManifest } from './scene.js';
import { idsOf, rejectsWith } from './support.js';

export function checkRevisions(check: Check): void {
  check('each change makes another revision', async (scene) => {
    const revisions = [(await scene.list()).revision];
    const { id } = await scene.install();
    revisions.push((await scene.list()).revision);
    await scene.delete(id);
    revisions.push((await scene.list()).revision);
    for (const revision of revisions) assert.ok(typeof revision === 'string' && revision !== '');
    assert.equal(new Set(revisions).size, revisions.length);
  });

  check('revision and items of a list are of one moment', async ({ platform }) => {
    const known = new Map<string, string[]>();
    const compare = ({ revision, items }: InstallationList) => {
      const before = known.get(revision);
      if (before !== undefined) assert.deepEqual(idsOf(items), before, 'two lists of one revision differ');
      known.set(revision, idsOf(items));
    };
    for (let round = 0; round < 10; round += 1) {
      const [one, , two, three] = await Promise.all([
        platform.listInstallations(),
        platform.install(newManifest()),
        platform.listInstallations(),
        platform.listInstallations(),
      ]);
      for (const list of [one, two, three, await platform.listInstallations()]) compare(list);
    }
  });

  check('a deletion at a revision that is no longer current is stale, and deletes nothing', async (scene) => {
    const { id } = await scene.install();
    const { revision } = await scene.list();
    await scene.install();
    await rejectsWith(scene.platform.deleteInstallation(id, revision), StaleRevisionError);
    assert.ok(await scene.has(id), 'the application is still there');
    await scene.delete(id);
    assert.ok(!(await scene.has(id)));
  });

  check('of two deletions at one revision, one is stale', async (scene) => {
    const [one, two] = [await scene.install(), await scene.install()];
    const { revision } = await scene.list();
    const outcomes = await Promise.allSettled(
      [one, two].map(({ id }) => scene.platform.deleteInstallation(id, revision)),
    );
    const rejected = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    assert.equal(rejected.length, 1);
    assert.ok(rejected[0] instanceof StaleRevisionError, `got ${rejected[0]}`);
  });
}
