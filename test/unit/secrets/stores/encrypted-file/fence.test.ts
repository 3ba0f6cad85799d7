import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EncryptedFileStore } from '../../../../../src/secrets/stores/encrypted-file/encrypted-file.js';
import { Fence } from '../../../../../src/secrets/stores/encrypted-file/fence.js';
import { fileTarget } from '../../../../../src/secrets/stores/file-target.js';
import { asOtherUser, isRoot, OTHER_USER } from '../../../../support/other-user.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fence-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a fence', () => {
  if (!isRoot) it.skip('that a killed root left: NOT RUN, since this process is not root');

  it.runIf(isRoot)('that a killed root left keeps the owner of the file from nothing', async () => {
    await chown(folder, OTHER_USER, OTHER_USER);
    const path = join(folder, 'secrets.json');
    const key = Buffer.alloc(32, 7);
    const put = (value: number) => new EncryptedFileStore(path, { key }).put({ key: 'A', value });
    await asOtherUser(() => put(1));
    await Fence.raise(await fileTarget(path));
    expect(await readdir(folder)).toEqual(['secrets.json', 'secrets.json.fence']);
    await asOtherUser(() => put(2));
    expect(await readdir(folder)).toEqual(['secrets.json']);
  });
});
