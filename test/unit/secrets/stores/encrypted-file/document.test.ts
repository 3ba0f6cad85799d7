import { describe, expect, it } from 'vitest';
import {
  DOCUMENT_READERS,
  type DocumentReader,
  emptyDocument,
  findSecret,
  formatDocument,
  readDocument,
  resealed,
  sealSecret,
  withoutSecret,
  withSecret,
} from '../../../../../src/secrets/stores/encrypted-file/document.js';
import { SealingKey } from '../../../../../src/secrets/stores/encrypted-file/sealing-key.js';

const key = SealingKey.random();
const secret = { key: 'NAME', managedBy: 'user', value: { a: 1 } } as const;
const { document, version } = withSecret(emptyDocument(), secret, key);

/** The secret of the document, described as another one. */
function relabelled(description: Partial<{ key: string; version: string; managedBy: 'user' | 'system' }>) {
  const sealed = sealSecret({ ...secret, version }, key);
  const changed = { ...sealed, ...description };
  return { ...document, secrets: new Map([[changed.key, changed]]) };
}

describe('an encrypted document', () => {
  it('comes back from its text', () => {
    const read = readDocument(formatDocument(document, key), () => key);
    expect(read).toEqual({ document, key });
    expect(findSecret(read.document, 'NAME', key)).toEqual({ ...secret, version });
    expect(findSecret(read.document, 'OTHER', key)).toBeUndefined();
  });

  it('shows neither names nor values nor owners nor versions', () => {
    const system = { key: 'PLANTED_NAME', managedBy: 'system', value: 'planted' } as const;
    const text = formatDocument(withSecret(document, system, key).document, key);
    for (const hidden of ['PLANTED_NAME', 'planted', 'system', version, key.reveal()]) {
      expect(text).not.toContain(hidden);
      expect(text).not.toContain(Buffer.from(hidden).toString('base64').replace(/=+$/, ''));
    }
  });

  it.each([{ key: 'ANOTHER' }, { version: '1-00000000' }, { managedBy: 'system' as const }])(
    'binds a value to what describes it: not %j',
    (description) => {
      const name = description.key ?? 'NAME';
      expect(findSecret(relabelled({}), 'NAME', key)).toEqual({ ...secret, version });
      expect(() => findSecret(relabelled(description), name, key)).toThrow('does not match its seal');
    },
  );

  it('seals each write under a nonce of its own, and leaves other secrets as they are sealed', () => {
    const again = withSecret(document, secret, key).document;
    const nonces = [document, again].map(({ secrets }) => secrets.get('NAME')?.sealed.nonce);
    expect(new Set(nonces).size).toBe(2);
    const other = withSecret(document, { ...secret, key: 'OTHER' }, key).document;
    expect(other.secrets.get('NAME')).toEqual(document.secrets.get('NAME'));
    const indexes = [1, 2].map(() => JSON.parse(formatDocument(document, key)).index.nonce);
    expect(new Set(indexes).size).toBe(2);
  });

  it('counts writes on after a delete', () => {
    const deleted = withoutSecret(document, 'NAME');
    expect(deleted.secrets.size).toBe(0);
    expect(withSecret(deleted, secret, key).version).toMatch(/^2-[0-9a-f]{8}$/);
  });

  it('gives no version twice when an old copy is written to again', () => {
    expect(withSecret(document, secret, key).version).not.toBe(withSecret(document, secret, key).version);
  });

  it('is sealed with another key as a whole, versions and all', () => {
    const next = SealingKey.random();
    const moved = resealed(document, key, next);
    expect(findSecret(moved, 'NAME', next)).toEqual({ ...secret, version });
    expect(() => findSecret(moved, 'NAME', key)).toThrow('does not match its seal');
    const text = formatDocument(moved, next);
    expect(() => readDocument(text, () => key)).toThrow('its index does not match its seal');
  });
});

describe('a file of an older version', () => {
  /** Made up: names in clear text, each value sealed for itself. */
  const readVersion0: DocumentReader = (file, fileKey) => {
    const entries = Object.entries(
      file.values as Record<string, { nonce: string; data: string; tag: string }>,
    );
    return entries.reduce((read, [name, sealed]) => {
      const value = JSON.parse(fileKey.open(sealed, name) ?? 'null');
      return withSecret(read, { key: name, value, managedBy: 'user' }, fileKey).document;
    }, emptyDocument());
  };
  const text = JSON.stringify({
    format: 'lp-functions-toolbelt/secrets',
    version: 0,
    keyId: key.id,
    values: { A: key.seal('"a"', 'A'), B: key.seal('[1]', 'B') },
  });

  it('is read by one more reader, and written in the newest version', () => {
    const { document } = readDocument(text, () => key, { ...DOCUMENT_READERS, 0: readVersion0 });
    expect(findSecret(document, 'A', key)?.value).toBe('a');
    const written = formatDocument(document, key);
    expect(JSON.parse(written).version).toBe(1);
    const again = readDocument(written, () => key).document;
    expect(again).toEqual(document);
    expect(findSecret(again, 'B', key)?.value).toEqual([1]);
  });

  it('is refused without that reader', () => {
    expect(() => readDocument(text, () => key)).toThrow('version 0, which this release does not know');
  });
});
