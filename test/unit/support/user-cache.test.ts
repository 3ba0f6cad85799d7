import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { filledOnce } from '../../support/user-cache.js';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'lp-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

const write = (text: string) => (folder: string) => writeFile(join(folder, 'file'), text);
const read = (folder: string) => readFile(join(folder, 'file'), 'utf8');

it('is filled once, and again for other ingredients', async () => {
  const first = await filledOnce('tool', ['1'], write('one'));
  expect(await filledOnce('tool', ['1'], write('another'))).toBe(first);
  expect(await read(first)).toBe('one');
  expect(await read(await filledOnce('tool', ['2'], write('two')))).toBe('two');
});

it('is whole for each of two runs that fill it at once', async () => {
  let quick: string | undefined;
  const slow = await filledOnce('tool', ['1'], async (folder) => {
    await write('slow')(folder);
    quick = await filledOnce('tool', ['1'], write('quick'));
    expect(await read(folder)).toBe('slow');
  });
  expect(slow).toBe(quick);
  expect(await read(slow)).toBe('quick');
});

it('is filled again when it was not to the end, and leaves nothing of that', async () => {
  const failing = filledOnce('tool', ['1'], async (folder) => {
    await write('half')(folder);
    throw new Error('no network');
  });
  await expect(failing).rejects.toThrow('no network');
  expect(await readdir(join(cache, 'lp-functions-toolbelt', 'tool'))).toEqual([]);
  expect(await read(await filledOnce('tool', ['1'], write('whole')))).toBe('whole');
});

it('is filled again when somebody removed it', async () => {
  await rm(await filledOnce('tool', ['1'], write('one')), { recursive: true });
  expect(await read(await filledOnce('tool', ['1'], write('two')))).toBe('two');
});
