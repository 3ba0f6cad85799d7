import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Place, TwoStoresScene } from './two-stores-scene.js';

let scene: TwoStoresScene;

beforeEach(async () => {
  scene = await TwoStoresScene.start();
});

afterEach(() => scene[Symbol.asyncDispose]());

const names = (list: readonly { readonly clientName: string }[] = []) =>
  list.map(({ clientName }) => clientName);

/** The other store of the same account. */
function otherOf(place: Place): Place {
  const other = scene.places.find(({ sandbox, kind }) => sandbox === place.sandbox && kind !== place.kind);
  if (other === undefined) throw new Error('There are two');
  return other;
}

async function provisionAll(): Promise<void> {
  for (const place of scene.places) await scene.result(place);
}

describe('lp-toolbelt provision, with two stores and two accounts', { timeout: 180_000 }, () => {
  it('harms none of them in eight processes at once, and a further run changes nothing', async () => {
    for (const place of scene.places) {
      const { applications, found } = await scene.plan(place);
      expect(found.find(({ subject }) => subject === 'secret')?.answer).toBe('not stored');
      expect(names(applications?.made)).toEqual(['lp-functions-toolbelt-default-<UUID>']);
      expect([applications?.kept, applications?.deleted, applications?.left]).toEqual([[], [], []]);
    }

    const runs = [...scene.places, ...scene.places].map((place) => scene.result(place));
    const results = await Promise.all(runs);
    expect(new Set(results.map(({ runId }) => runId)).size).toBe(8);

    for (const place of scene.places) {
      const mine = await scene.expectWorking(place);
      const theirs = await scene.expectWorking(otherOf(place));
      expect(names(await scene.applications(place)).sort()).toEqual([mine, theirs].sort());
      const { applications } = await scene.plan(place);
      expect(names(applications?.kept)).toEqual([mine]);
      expect(names(applications?.left)).toEqual([theirs]);
      expect(applications?.left[0]?.whose).toBe('another store');
      expect(applications?.deleted).toEqual([]);
      const again = await scene.result(place);
      expect(again).toMatchObject({ changed: false, applications: { made: [], deleted: [] } });
      expect(names(again.applications.left)).toEqual([theirs]);
    }
  });

  it('takes over what it was told to, and the other store mends itself with its next run', async () => {
    await provisionAll();
    const [place] = scene.places;
    if (place === undefined) throw new Error('There is one');
    const [mine, theirs] = [await scene.expectWorking(place), await scene.expectWorking(otherOf(place))];
    const told = ['--take-over', theirs, '--take-over', 'no-such-name'];

    const refused = await scene.provision(place, told);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('give --yes');
    const { applications } = await scene.plan(place, told);
    expect(names(applications?.deleted)).toEqual([theirs]);

    const taken = await scene.result(place, [...told, '--yes']);
    expect(taken.applications).toEqual({ made: [], deleted: [theirs], left: [] });
    expect(taken.warnings).toEqual([expect.stringContaining('no-such-name')]);
    expect(await scene.expectWorking(place)).toBe(mine);

    const mended = await scene.result(otherOf(place));
    expect(mended.applications.made).toEqual([await scene.expectWorking(otherOf(place))]);
    expect(names(mended.applications.left)).toEqual([mine]);
    expect(await scene.expectWorking(place)).toBe(mine);
  });

  it('refuses the store of another account, naming both, and changes nothing', async () => {
    await provisionAll();
    for (const kind of ['file', 'vault'] as const) {
      const [first, second] = scene.places.filter((place) => place.kind === kind);
      if (first === undefined || second === undefined) throw new Error('There are two');
      const wrong = { ...second, text: first.text };
      const before = names(await scene.applications(second));
      const told = await scene.provision(wrong, ['--dry-run']);
      expect(told.code).toBe(1);
      expect(told.stdout).toMatch(
        /^applications +a run would end here: .*account 11111111, not of 22222222/m,
      );
      const { code, stderr } = await scene.provision(wrong);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/11111111/);
      expect(stderr).toMatch(/22222222/);
      expect(names(await scene.applications(second))).toEqual(before);
      await scene.expectWorking(first);
      await scene.expectWorking(second);
    }
  });
});
