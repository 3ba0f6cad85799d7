import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PutScene } from './put-scene.js';

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const SECRET = 'planted-secret-4f8a';
const ENTER = '\r';
const CLEAR = '\u0015';

let scene: PutScene;

beforeEach(() => {
  scene = new PutScene();
});

afterEach(() => scene[Symbol.dispose]());

/** Some of it is too much already. */
function expectNotShown(output: string): void {
  for (const part of [SECRET, SECRET.slice(0, 8), SECRET.slice(-8)]) expect(output).not.toContain(part);
}

describe('lp-toolbelt secrets put in a terminal', () => {
  it('asks for client id and client secret of the default app key, and does not show the secret', async () => {
    await using terminal = scene.sit([KEY, '--system']);
    await terminal.printed('Client id');
    terminal.type(ENTER);
    await terminal.printed('It is empty');
    terminal.type(`an-id${ENTER}`);
    await terminal.printed('Client secret (not shown)');
    terminal.type(`planted secret${ENTER}`);
    await terminal.printed('It has a space or a line break in it');
    terminal.type(`${CLEAR} ${SECRET} ${ENTER}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.stdout).toMatch(/Stored LIVEPERSON_DEFAULT_APP_KEY as JSON: owner system, version \S+\./);
    expectNotShown(terminal.stdout);
    const stored = await scene.store.get(KEY);
    expect(stored?.value).toEqual({ client_id: 'an-id', client_secret: SECRET });
    expect(stored?.managedBy).toBe('system');
  });

  it('does not show the secret either when both are pasted at once', async () => {
    await using terminal = scene.sit([KEY, '--system']);
    await terminal.printed('Client id');
    terminal.type(`an-id${ENTER}${SECRET}${ENTER}`);
    await terminal.printed('Client secret (not shown)');
    terminal.type(`${CLEAR}${SECRET}${ENTER}`);
    await terminal.ended;
    expectNotShown(terminal.stdout);
    expect((await scene.store.get(KEY))?.value).toEqual({ client_id: 'an-id', client_secret: SECRET });
  });

  it('asks for any other value in one line, which it does not show', async () => {
    await using terminal = scene.sit(['MY_KEY']);
    await terminal.printed('Value of MY_KEY: JSON or text, in one line (not shown)');
    terminal.type(ENTER);
    await terminal.printed('The value of secret "MY_KEY" is empty');
    terminal.type(`{"mine":"${SECRET}"}${ENTER}`);
    expect(await terminal.ended).toBe(0);
    expectNotShown(terminal.stdout);
    expect(await scene.store.get('MY_KEY')).toMatchObject({ value: { mine: SECRET }, managedBy: 'user' });
  });

  it('takes JSON of several lines that is pasted, and stores no part of it', async () => {
    await using terminal = scene.sit(['MY_KEY']);
    await terminal.printed('Value of MY_KEY');
    terminal.type(`{${ENTER}`);
    await terminal.printed('This is not the whole of the JSON');
    terminal.type(`"mine": "${SECRET}"${ENTER}}${ENTER}`);
    expect(await terminal.ended).toBe(0);
    expectNotShown(terminal.stdout);
    expect((await scene.store.get('MY_KEY'))?.value).toEqual({ mine: SECRET });
  });

  it.each([
    { keys: '\u001b', means: 'Escape' },
    { keys: '\u0003', means: 'Ctrl-C' },
  ])('writes nothing and ends with 1 at $means', async ({ keys }) => {
    await using terminal = scene.sit([KEY, '--system']);
    await terminal.printed('Client id');
    terminal.type(`an-id${ENTER}`);
    await terminal.printed('Client secret (not shown)');
    terminal.type(keys);
    expect(await terminal.ended).toBe(1);
    expect(terminal.stdout).toContain('Stopped. Nothing was written.');
    expect(scene.written).toEqual([]);
  });

  it('asks nothing when the store would refuse anyway', async () => {
    await using terminal = scene.sit([KEY]);
    expect(await terminal.ended).toBe(1);
    expect(terminal.stdout).toContain('give --system');
    expect(terminal.stdout).not.toContain('Client id');
  });

  it('ends with 2 where nobody answers', async () => {
    await using terminal = scene.sit(['MY_KEY'], { CI: 'true' });
    expect(await terminal.ended).toBe(2);
    expect(terminal.stdout).toContain('give it on standard input');
  });
});
