import { expect, it } from 'vitest';
import { type Place, TwoStoresScene } from '../integration/cli/two-stores-scene.js';

/** Each starts 8 processes at once, some of which are killed. What they print is shown for the first one. */
const ROUNDS = Number(process.env.TWO_STORES_ROUNDS ?? 2);

/** When a process is killed: as soon as it printed this. Empty: it is left alone. */
const MOMENTS = [
  '',
  '"type":"plan"',
  '"task":"activate-feature","state":"done"',
  '"task":"create-default-secrets","state":"started"',
  '"task":"create-default-secrets","state":"done"',
  '"task":"store-default-secret","state":"started"',
  '"task":"store-default-secret","state":"done"',
];

/** @returns Whether it was killed: it may be done, or have skipped that moment. */
async function runOrKill(scene: TwoStoresScene, place: Place, moment: string): Promise<boolean> {
  if (moment === '') {
    expect((await scene.provision(place)).code).toBe(0);
    return false;
  }
  await using running = scene.begin(place, ['--json']);
  await running.printed(moment).catch(() => undefined);
  const code = await running.stop('SIGKILL');
  const end = code === null ? 'killed' : `ended with ${code}`;
  scene.prints.push(`$ lp-toolbelt provision --store ${place.text} --json\n${running.stdout}(${end})\n`);
  return code === null;
}

const names = (list: readonly { readonly clientName: string }[] = []) =>
  list.map(({ clientName }) => clientName).sort();

/** Each store has the one application that its secret names, and a further run changes nothing. */
async function expectAtRest(scene: TwoStoresScene): Promise<void> {
  for (const place of scene.places) {
    const [mine, theirs] = [
      await scene.expectWorking(place),
      await scene.expectWorking(scene.otherOf(place)),
    ];
    expect(names(await scene.applications(place))).toEqual([mine, theirs].sort());
    expect((await scene.provision(place, ['--dry-run'])).code).toBe(0);
    const again = await scene.result(place);
    expect(again).toMatchObject({ changed: false, applications: { made: [], deleted: [] } });
    expect(names(again.applications.left)).toEqual([theirs]);
  }
}

it(`two stores and two accounts come to no harm in ${ROUNDS} rounds of 8 processes at once`, async () => {
  let kills = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await using scene = await TwoStoresScene.start();
    for (const place of scene.places) expect((await scene.provision(place, ['--dry-run'])).code).toBe(0);
    const both = [...scene.places, ...scene.places];
    const killed = await Promise.all(
      both.map((place, index) => runOrKill(scene, place, MOMENTS[(round * index) % MOMENTS.length] ?? '')),
    );
    kills += killed.filter((each) => each).length;

    // What a killed process left is removed by the next one for the same store.
    for (const place of scene.places) expect((await scene.provision(place)).code).toBe(0);
    await expectAtRest(scene);

    const [place] = scene.places;
    if (place === undefined) throw new Error('There are four');
    const theirs = await scene.expectWorking(scene.otherOf(place));
    expect((await scene.provision(place, ['--take-over', theirs, '--dry-run'])).code).toBe(0);
    expect((await scene.provision(place, ['--take-over', theirs, '--yes'])).code).toBe(0);
    const mended = await scene.result(scene.otherOf(place));
    expect(mended.applications).toMatchObject({ made: [expect.any(String)], deleted: [] });
    await expectAtRest(scene);
    if (round === 0) console.log(scene.prints.join('\n'));
  }
  console.log(`${ROUNDS} rounds of 8 processes at once, ${kills} of them killed`);
  if (ROUNDS > 1) expect(kills).toBeGreaterThan(0);
}, 1_800_000);
