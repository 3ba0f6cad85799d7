import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseStore, fromAnyFolder } from '../../../src/cli/store-text.js';
import { ConfigError } from '../../../src/errors/config-error.js';

beforeEach(() => {
  vi.stubEnv('LP_SECRET_STORE', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the store that a command uses', () => {
  it('is the one asked for, else that of the environment, else a file of the account', () => {
    expect(chooseStore(undefined, '12345678')).toBe('file:.lp-toolbelt/secrets-12345678.json');
    vi.stubEnv('LP_SECRET_STORE', 'settings:functions/settings.json');
    expect(chooseStore(undefined, '12345678')).toBe('settings:functions/settings.json');
    expect(chooseStore('file:secrets.json', '12345678')).toBe('file:secrets.json');
  });

  it('is not the same for two accounts, whose system secrets have one name', () => {
    expect(chooseStore(undefined, '1')).not.toBe(chooseStore(undefined, '2'));
  });

  it('has to be named when no account is known', () => {
    expect(() => chooseStore(undefined, undefined)).toThrow(ConfigError);
    expect(() => chooseStore(undefined, undefined)).toThrow(
      /--store.*LP_SECRET_STORE.*X_LIVEPERSON_BRAND_ID/,
    );
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
