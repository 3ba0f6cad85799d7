import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../src/errors/config-error.js';
import {
  folderSignature,
  readFolderSecrets,
  readFunctionFolder,
} from '../../../../src/testing/sandbox/functions/function-folder.js';
import { FunctionFiles } from '../../../support/function-files.js';

const CODE = 'async function lambda() {}';
let files: FunctionFiles;

beforeEach(() => {
  files = new FunctionFiles();
});
afterEach(() => files[Symbol.dispose]());

/** The message of the ConfigError that reading ends with. */
async function problem(path = files.path): Promise<string> {
  const error = await readFunctionFolder(path, false).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).message;
}

describe('a folder of functions', () => {
  it('is read as the official command line writes it', async () => {
    files.write('greet', CODE, { event: 'my_event', skills: [7], description: 'x' });
    // Of the example that comes with it.
    files.writeFile(
      'plain/config.json',
      '{"name": null, "event": null, "environmentVariables": {"key": "value"}}',
    );
    files.writeFile('plain/index.js', CODE);
    files.write('old', CODE, {
      uuid: 'my-uuid',
      isCompV1: true,
      environmentVariables: [{ key: '', value: '' }],
    });
    files.writeFile('lib/index.js', 'export const helper = 1;');
    files.writeFile('settings.json', '{"secrets": []}');
    expect(await readFunctionFolder(files.path, false)).toMatchObject([
      { name: 'greet', eventId: 'my_event', skills: [7], environment: {}, v1: false },
      { name: 'old', uuid: 'my-uuid', eventId: '', environment: {}, v1: true },
      { name: 'plain', eventId: '', skills: [], environment: { key: 'value' }, v1: false },
    ]);
    expect((await readFunctionFolder(files.path, true)).map(({ v1 }) => v1)).toEqual([true, true, true]);
  });

  it('is refused without a function, with what a function is', async () => {
    const layout = 'has no function. A function is a folder with index.js and config.json';
    expect(await problem()).toMatch(new RegExp(`${layout}$`));
    files.write('greet', CODE);
    expect(await problem(files.root)).toContain(`${layout}; ${files.path} has some`);
    expect(await problem(join(files.root, 'nowhere'))).toContain(
      'cannot be read as a folder of functions (ENOENT)',
    );
  });

  it.each([
    ['no JSON', '{ "name": ', 'this is no JSON object'],
    ['a list', '[]', 'this is no JSON object'],
    ['a name that is no text', '{"name": 5}', '"name" must be a text of at most 50 characters'],
    ['a name that is too long', `{"name": "${'n'.repeat(51)}"}`, '"name" must be'],
    ['a wrong event', '{"event": []}', '"event" must be a text of at most 60 characters'],
    ['wrong skills', '{"skills": ["a"]}', '"skills" must be an array of ids'],
    ['wrong variables', '{"environmentVariables": 5}', '"environmentVariables" must be an array'],
    ['a variable without value', '{"environmentVariables": [{"key": "A"}]}', 'must be { "key", "value" }'],
    ['a number as variable', '{"environmentVariables": {"A": 5}}', 'must be { "key", "value" } with texts'],
    [
      'a variable that is too long',
      JSON.stringify({ environmentVariables: [{ key: 'A', value: 'v'.repeat(1_025) }] }),
      'the platform takes 200 characters for a name and 1024 for a value',
    ],
    [
      'too many variables',
      JSON.stringify({
        environmentVariables: Object.fromEntries([...Array(513).keys()].map((n) => [`A${n}`, ''])),
      }),
      'too many environment variables; the platform takes 512',
    ],
  ])('is refused when a config.json has %s, naming the file', async (_name, config, message) => {
    files.writeFile('greet/config.json', config);
    files.writeFile('greet/index.js', CODE);
    expect(await problem()).toContain(`${join('functions', 'greet', 'config.json')}: `);
    expect(await problem()).toContain(message);
  });

  it('is refused when a function has no code, or more than the platform takes', async () => {
    files.writeFile('greet/config.json', '{}');
    expect(await problem()).toMatch(/functions.greet has a config\.json, but no index\.js$/);
    files.write('greet', `${CODE}//`.padEnd(100_001, 'x'));
    expect(await problem()).toContain('has 100001 characters; the platform takes 100000 at most');
  });

  it('is refused when two functions have one name, or one UUID', async () => {
    files.write('a', CODE, { name: 'greet' });
    files.write('b', CODE, { name: 'greet' });
    expect(await problem()).toMatch(/functions.a and .*functions.b have one name: "greet"$/);
    files.write('a', CODE, { uuid: 'x' });
    files.write('b', CODE, { uuid: 'x' });
    expect(await problem()).toMatch(/functions.a and .*functions.b have one uuid: "x"$/);
  });

  it('gives its secrets, but those of the system', async () => {
    expect(await readFolderSecrets(files.path)).toEqual({});
    const secrets = [
      { key: '', value: '' },
      { key: 'MY_KEY', value: { a: 1 } },
      { key: 'LIVEPERSON_DEFAULT_APP_KEY', value: { client_id: 'real', client_secret: 'made-up' } },
    ];
    files.writeFile('settings.json', JSON.stringify({ secrets }));
    expect(await readFolderSecrets(files.path)).toEqual({ MY_KEY: { a: 1 } });
    files.writeFile('settings.json', '[');
    await expect(readFolderSecrets(files.path)).rejects.toThrow('settings.json is no JSON object');
  });

  it('has a signature that changes with each file of it, and with nothing else', async () => {
    files.write('greet', CODE);
    let before = await folderSignature(files.path);
    expect(await folderSignature(files.path)).toBe(before);
    for (const path of ['greet/index.js', 'greet/lib/a.js', 'settings.json', 'greet/index.js']) {
      files.writeFile(path, `${path}${before.length}`);
      const now = await folderSignature(files.path);
      expect(now, path).not.toBe(before);
      before = now;
    }
    files.writeFile('node_modules/a/index.js', '1');
    files.writeFile('greet/.index.js.swp', '1');
    expect(await folderSignature(files.path)).toBe(before);
  });

  it('has a signature that changes with what its links lead to, even round in a circle', async () => {
    using others = new FunctionFiles({ one: CODE, two: CODE });
    files.write('greet', CODE);
    const link = join(files.path, 'linked');
    symlinkSync(join(others.path, 'one'), link);
    symlinkSync(files.path, join(files.path, 'greet/circle'));
    const signatures = [await folderSignature(files.path)];
    others.writeFile('one/index.js', `${CODE} // changed`);
    signatures.push(await folderSignature(files.path));
    rmSync(link);
    symlinkSync(join(others.path, 'two'), link);
    signatures.push(await folderSignature(files.path));
    rmSync(others.root, { recursive: true });
    signatures.push(await folderSignature(files.path));
    expect(new Set(signatures).size).toBe(4);
  });

  it('has a signature without a folder that is gone, which reading tells of', async () => {
    expect(await folderSignature(join(files.root, 'nowhere'))).toBe('');
  });

  it('tells two links to one function by their own names', async () => {
    files.write('greet', CODE);
    for (const name of ['a', 'b']) symlinkSync(join(files.path, 'greet'), join(files.path, name));
    expect(await problem()).toMatch(/functions.a and .*functions.b have one name: "greet"$/);
  });
});
