import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretError } from '../../../../../src/errors/secret-error.js';
import { EncryptedFileStore } from '../../../../../src/secrets/stores/encrypted-file/encrypted-file.js';

const FAILED = 'com.liveperson.faas.secret.op-failed';
const WRONG_KEY = 'com.liveperson.faas.secret.auth-failed';
const PLANTED = 'planted-value';

interface Sealed {
  nonce: string;
  data: string;
  tag: string;
}
interface Content {
  format: string;
  version: number;
  keyId: string;
  index: Sealed;
  secrets: Sealed[];
}

let folder: string;
let path: string;
let store: EncryptedFileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damaged-'));
  path = join(folder, 'secrets.json');
  store = new EncryptedFileStore(path);
});
afterEach(() => rm(folder, { recursive: true }));

const text = () => readFile(path, 'utf8');
const content = async (): Promise<Content> => JSON.parse(await text());

/** Every operation fails with this code and words, shows nothing of the file, and changes neither file. */
async function expectRefusal(code: string, words: string | RegExp): Promise<void> {
  const before = await Promise.all([text(), keyText()]);
  const operations = [
    () => store.get('A'),
    () => store.list(),
    () => store.put({ key: 'A', value: PLANTED }),
    () => store.put({ key: 'NEW', value: PLANTED }, { ifAbsent: true }),
    () => store.delete('A'),
    () => store.rotateKey(),
  ];
  for (const operation of operations) {
    const error = await operation().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SecretError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(String(error)).toContain(path);
    expect(inspect(error, { showHidden: true, depth: 10 })).not.toContain(PLANTED);
  }
  expect(await Promise.all([text(), keyText()])).toEqual(before);
}

function keyText(): Promise<string | undefined> {
  return readFile(`${path}.key`, 'utf8').catch(() => undefined);
}

describe('an encrypted file', () => {
  it('that has any of its bytes changed, cut off or added to fails, or holds what it held', async () => {
    await store.put({ key: 'A', value: { secret: PLANTED } });
    await store.put({ key: 'B', value: 2, managedBy: 'system' });
    const original = await readFile(path);
    const expected = [await store.get('A'), await store.get('B'), await store.list()];
    const change = fc.oneof(
      fc.record({ at: fc.nat(original.length - 1), bits: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ keep: fc.nat(original.length - 1) }),
      fc.record({ add: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
      fc.record({ from: fc.nat(original.length - 1), drop: fc.integer({ min: 1, max: 60 }) }),
    );
    let failures = 0;
    await fc.assert(
      fc.asyncProperty(change, async (how) => {
        const changed = changedBy(original, how);
        await writeFile(path, changed);
        try {
          expect([await store.get('A'), await store.get('B'), await store.list()]).toEqual(expected);
        } catch (error) {
          expect(error).toBeInstanceOf(SecretError);
          expect(inspect(error)).not.toContain(PLANTED);
          failures += 1;
        }
        expect(await readFile(path)).toEqual(changed);
      }),
      { numRuns: 400 },
    );
    expect(failures).toBeGreaterThan(300);
  });

  it('cannot have the secrets of two names exchanged', async () => {
    await twoSecrets();
    const file = await content();
    file.secrets.reverse();
    await writeFile(path, JSON.stringify(file));
    await expectRefusal(FAILED, 'a secret in it is not the one of its index');
  });

  it('cannot have a secret taken out, or one of them twice', async () => {
    await twoSecrets();
    const file = await content();
    await writeFile(path, JSON.stringify({ ...file, secrets: file.secrets.slice(1) }));
    await expectRefusal(FAILED, 'secrets were added to it or taken out of it');
    await writeFile(path, JSON.stringify({ ...file, secrets: [file.secrets[0], file.secrets[0]] }));
    await expectRefusal(FAILED, 'is not the one of its index');
  });

  it('cannot have a secret set back to what it was, with or without the tag of what it is', async () => {
    await twoSecrets();
    const [old] = (await content()).secrets;
    await store.put({ key: 'A', value: 'new' });
    const file = await content();
    const [present, other] = file.secrets;
    await writeFile(path, JSON.stringify({ ...file, secrets: [old, other] }));
    await expectRefusal(FAILED, 'is not the one of its index');
    await writeFile(path, JSON.stringify({ ...file, secrets: [{ ...old, tag: present?.tag }, other] }));
    await expect(store.get('A')).rejects.toMatchObject({ code: FAILED });
    expect((await store.get('B'))?.value).toBe('b');
  });

  it('cannot have the index of an earlier time, or of another file with the same key', async () => {
    await twoSecrets();
    const { index } = await content();
    await store.put({ key: 'A', value: 'new' });
    await writeFile(path, JSON.stringify({ ...(await content()), index }));
    await expectRefusal(FAILED, 'is not the one of its index');

    await rm(path);
    await twoSecrets();
    await writeFile(path, JSON.stringify({ ...(await content()), index }));
    await expectRefusal(FAILED, 'is not the one of its index');
  });

  it('cannot have a shortened tag, which would be easier to guess', async () => {
    await twoSecrets();
    const file = await content();
    const tag = Buffer.from(file.index.tag, 'base64').subarray(0, 4).toString('base64');
    await writeFile(path, JSON.stringify({ ...file, index: { ...file.index, tag } }));
    await expectRefusal(FAILED, 'its index does not match its seal');
  });

  it.each([
    ['', 'it is empty'],
    ['  \n', 'it is empty'],
    ['{"format":"lp-functions-toolbelt/secrets","version":1,"keyId":"00', 'it is cut off'],
    ['{"format":}', 'it is not JSON'],
    ['[]', 'it is cut off|it is not JSON'],
    [`{"secrets":[{"key":"A","value":"${PLANTED}"}]}`, 'it is no file of encrypted secrets'],
    [`{"format":"${PLANTED}","version":1}`, 'it is no file of encrypted secrets'],
    ['{"format":"lp-functions-toolbelt/secrets"}', 'it names no version'],
    [`{"format":"lp-functions-toolbelt/secrets","version":"${PLANTED}"}`, 'it names no version'],
    ['{"format":"lp-functions-toolbelt/secrets","version":2}', 'has version 2.*update lp-functions-toolbelt'],
    [
      '{"format":"lp-functions-toolbelt/secrets","version":-1}',
      'version -1, which this release does not know',
    ],
    [`{"format":"lp-functions-toolbelt/secrets","version":1,"keyId":"${PLANTED}"}`, 'it names no key'],
  ])('that is %j says "%s", and is kept', async (changed, words) => {
    await store.put({ key: 'A', value: 1 });
    await writeFile(path, changed);
    await expectRefusal(FAILED, new RegExp(words));
  });

  it('with a part missing says so', async () => {
    await store.put({ key: 'A', value: 1 });
    const { index: _, ...file } = await content();
    await writeFile(path, JSON.stringify(file));
    await expectRefusal(FAILED, 'a part of it is missing');
  });

  it('without its key file says that it is missing, and no new one is made', async () => {
    await store.put({ key: 'A', value: 1 });
    await rename(`${path}.key`, `${path}.kept`);
    const { keyId } = await content();
    await expectRefusal(
      WRONG_KEY,
      `the key file ${path}.key is missing, which opens it \\(key id ${keyId}\\)`,
    );
    await rename(`${path}.kept`, `${path}.key`);
    expect((await store.get('A'))?.value).toBe(1);
  });

  it('with the key file of another one says which key it needs', async () => {
    await store.put({ key: 'A', value: 1 });
    const other = new EncryptedFileStore(join(folder, 'other.json'));
    await other.put({ key: 'A', value: 1 });
    await writeFile(`${path}.key`, await readFile(join(folder, 'other.json.key')));
    await expectRefusal(
      WRONG_KEY,
      `encrypted with the key of id ${(await content()).keyId}, but the key file`,
    );
  });

  it.each(['', '# only a comment\n', `${PLANTED}\n`, `${'A'.repeat(43)}\n${PLANTED}\n`])(
    'with a key file that reads %j says so, and quotes nothing',
    async (keys) => {
      await store.put({ key: 'A', value: 1 });
      await writeFile(`${path}.key`, keys);
      await expectRefusal(WRONG_KEY, 'does not hold 32 bytes as base64, .* in each line: restore it');
    },
  );

  it('that is a folder says so', async () => {
    await mkdir(path);
    await expect(store.get('A')).rejects.toMatchObject({
      code: FAILED,
      message: expect.stringContaining('it is a folder'),
    });
    await expect(store.put({ key: 'A', value: 1 })).rejects.toMatchObject({ code: FAILED });
    expect(await readdir(folder)).toEqual(['secrets.json']);
  });

  it('works again once it is restored', async () => {
    await store.put({ key: 'A', value: 1 });
    const good = await text();
    await writeFile(path, good.slice(0, -20));
    await expectRefusal(FAILED, 'cut off');
    await writeFile(path, good);
    expect((await store.get('A'))?.value).toBe(1);
    await store.put({ key: 'A', value: 2 });
  });
});

async function twoSecrets(): Promise<void> {
  await store.put({ key: 'A', value: 'a' });
  await store.put({ key: 'B', value: 'b' });
}

type Change =
  | { at: number; bits: number }
  | { keep: number }
  | { add: Uint8Array }
  | { from: number; drop: number };

function changedBy(original: Buffer, change: Change): Buffer {
  if ('keep' in change) return original.subarray(0, change.keep);
  if ('add' in change) return Buffer.concat([original, change.add]);
  if ('drop' in change) {
    return Buffer.concat([original.subarray(0, change.from), original.subarray(change.from + change.drop)]);
  }
  const changed = Buffer.from(original);
  changed[change.at] = (changed[change.at] ?? 0) ^ change.bits;
  return changed;
}
