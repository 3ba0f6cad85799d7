import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PutScene } from './put-scene.js';

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const SECRET = 'planted-secret-4f8a';

let scene: PutScene;

beforeEach(async () => {
  scene = new PutScene();
  const value = { client_id: 'an-id', client_secret: SECRET };
  await scene.store.put({ key: KEY, value, managedBy: 'system' });
  await scene.store.put({ key: 'MY_KEY', value: SECRET });
});

afterEach(() => scene[Symbol.dispose]());

const names = async () => (await scene.store.list()).map(({ key }) => key);

describe('lp-toolbelt secrets delete', () => {
  it("deletes one secret, which may be the system's with --system, and shows no value", async () => {
    const { code, stdout, stderr } = await scene.secrets(['delete', KEY, '--system', '--yes']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Deleted LIVEPERSON_DEFAULT_APP_KEY from file:\S+: owner system, version \S+\.\n$/,
    );
    expect(await names()).toEqual(['MY_KEY']);

    const json = await scene.secrets(['delete', 'MY_KEY', '--yes', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      store: scene.storeText,
      deleted: { key: 'MY_KEY', managedBy: 'user' },
    });
    expect(await names()).toEqual([]);
    expect(stdout + json.stdout).not.toContain(SECRET);
  });

  it('deletes what --store names, given before or behind the command', async () => {
    const another = `settings:${scene.storeText.slice('file:'.length)}.settings`;
    for (const args of [
      ['--store', another, 'delete', 'MY_KEY', '--yes'],
      ['delete', 'MY_KEY', '--yes', '--store', another],
    ]) {
      expect((await scene.secrets(args)).stdout).toMatch(/^There is no secret MY_KEY in settings:/);
    }
    expect(await names()).toContain('MY_KEY');
  });

  it.each([
    { args: [KEY, '--system'], code: 2, says: 'give --yes' },
    { args: [KEY, '--yes'], code: 1, says: 'give --system' },
    { args: ['MY KEY', '--yes'], code: 2, says: 'name of a secret' },
    { args: ['--yes'], code: 2, says: "missing required argument 'name'" },
  ])('ends with $code for $args, and deletes nothing', async ({ args, code, says }) => {
    const finished = await scene.secrets(['delete', ...args]);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toContain(says);
    expect(await names()).toEqual([KEY, 'MY_KEY']);
  });

  it('asks in a terminal, and deletes only after a yes', async () => {
    await using refusing = scene.sit([KEY, '--system'], {}, 'delete');
    await refusing.printed(`Delete ${KEY} (owner system, version`);
    refusing.type('n');
    expect(await refusing.ended).toBe(1);
    expect(refusing.stdout).toContain('Stopped. Nothing was deleted.');
    expect(await names()).toContain(KEY);

    await using agreeing = scene.sit([KEY, '--system'], {}, 'delete');
    await agreeing.printed(`Delete ${KEY} (owner system, version`);
    agreeing.type('y');
    expect(await agreeing.ended).toBe(0);
    expect(agreeing.stdout).toContain(`Deleted ${KEY} from`);
    expect(await names()).not.toContain(KEY);
  });
});
