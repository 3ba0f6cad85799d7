import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFolder } from '../../../../src/cli/terminal/data-folder.js';
import { knownAccount } from '../../../../src/cli/terminal/known-account.js';
import { chooseStore, fromAnyFolder, tellOlderStore } from '../../../../src/cli/terminal/store-text.js';
import { ConfigError } from '../../../../src/errors/config-error.js';

beforeEach(() => {
  vi.stubEnv('LP_SECRET_STORE', undefined);
  vi.stubEnv('X_LIVEPERSON_BRAND_ID', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the store that a command uses', () => {
  it('is the one asked for, else that of the environment, else a file of the account in the data folder', () => {
    const path = join(dataFolder(), '12345678', 'secrets.json');
    expect(chooseStore(undefined, '12345678').text).toBe(`file:${path}`);
    vi.stubEnv('LP_SECRET_STORE', 'settings:functions/settings.json');
    expect(chooseStore(undefined, '12345678').text).toBe('settings:functions/settings.json');
    expect(chooseStore('file:secrets.json', '12345678').text).toBe('file:secrets.json');
  });

  it('is not the same for two accounts, whose system secrets have one name', () => {
    expect(chooseStore(undefined, '1').text).not.toBe(chooseStore(undefined, '2').text);
  });

  it('has to be named when no account is known', () => {
    expect(() => chooseStore(undefined, undefined)).toThrow(ConfigError);
    expect(() => chooseStore(undefined, undefined)).toThrow(
      /--store.*LP_SECRET_STORE.*X_LIVEPERSON_BRAND_ID/,
    );
  });
});

describe('a store of version 0.1.0', () => {
  const started = process.cwd();
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'lp-older-store-')));
    process.chdir(folder);
    mkdirSync(join(folder, '.lp-toolbelt'));
    writeFileSync(join(folder, '.lp-toolbelt', 'secrets-12345678.json'), '{}');
  });

  afterEach(() => {
    process.chdir(started);
    rmSync(folder, { recursive: true });
  });

  it('is named when it is of this account, and never used', () => {
    const chosen = chooseStore(undefined, '12345678');
    expect(chosen).toEqual({
      text: chooseStore(undefined, '12345678').text,
      older: 'file:.lp-toolbelt/secrets-12345678.json',
    });
    expect(chosen.text).not.toContain('.lp-toolbelt');
    let text = '';
    tellOlderStore(chosen, { write: (part) => (text += part) });
    expect(text).toBe(
      'Note: Version 0.1.0 left a store in this folder, which is not used. ' +
        "To use it, give --store 'file:.lp-toolbelt/secrets-12345678.json'\n",
    );
  });

  it('is of no interest to another account, or to who names a store', () => {
    expect(chooseStore(undefined, '87654321').older).toBeNull();
    expect(chooseStore('file:secrets.json', '12345678').older).toBeNull();
    let text = '';
    tellOlderStore({ text: 'file:secrets.json', older: null }, { write: (part) => (text += part) });
    expect(text).toBe('');
  });
});

describe('the account that a command is about', () => {
  it('is that of the flag, else that of the environment, else none', () => {
    expect(knownAccount()).toBeUndefined();
    vi.stubEnv('X_LIVEPERSON_BRAND_ID', '12345678');
    expect(knownAccount()).toBe('12345678');
    expect(knownAccount('87654321')).toBe('87654321');
  });

  it.each(['../12', '', '12/34', '.'])('cannot be %j, which would become a part of a path', (account) => {
    expect(() => knownAccount(account)).toThrow(ConfigError);
  });
});

describe('fromAnyFolder', () => {
  it('makes paths absolute, and nothing else', () => {
    expect(fromAnyFolder('file:a/b.json')).toBe(`file:${resolve('a/b.json')}`);
    expect(fromAnyFolder('settings:/x/y.json')).toBe('settings:/x/y.json');
    expect(fromAnyFolder('vault:https://vault.example.com:8200/kv/lp')).toBe(
      'vault:https://vault.example.com:8200/kv/lp',
    );
  });
});
