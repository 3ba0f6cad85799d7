import { describe, expect, it } from 'vitest';
import { namedIn } from '../../../src/bundle/named.js';
import { rewrite } from '../../../src/bundle/rewrite.js';
import { ConfigError, createToolbelt, Toolbelt } from '../../../src/index.js';

const toolbelt = createToolbelt({ accountId: '12345678' });

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('Nothing was thrown');
}

describe('a name of Functions V1', () => {
  it.each([
    ['Toolbelt', Toolbelt],
    ['an instance', toolbelt],
  ])('HTTPClient of %s answers with how fetch is used in its place', (_, owner) => {
    const message = messageOf(() => owner.HTTPClient());
    expect(message).toContain('Toolbelt.HTTPClient() is of Functions V1');
    expect(message).toContain("await fetch('https://api.example.com/orders', {");
    expect(message).toContain('Toolbelt.LPClient()');
  });

  it('HTTPClient shows an example that is JavaScript', () => {
    const lines = messageOf(() => toolbelt.HTTPClient()).split('\n');
    const example = lines.filter((line) => line.startsWith('  ')).join('\n');
    expect(() => namedIn(example)).not.toThrow();
  });

  it('getUsedSecrets answers with how secrets are read', () => {
    const message = messageOf(() => toolbelt.SecretClient().getUsedSecrets());
    expect(message).toContain('secrets.readSecret(key)');
  });

  it('weighs nothing in a bundle that does not name it', () => {
    const bundled = (file: string, source: string, code: string) =>
      rewrite(file, source, { ...namedIn(code), oauth1: false });
    const account = 'class A { LPClient() {} HTTPClient() { throw noHttpClient(); } close() {} }';
    expect(bundled('toolbelt/account', account, 'Toolbelt.LPClient();')).toBe('class A { LPClient() {}   }');
    const secrets = 'const a = { readSecret() {}, getUsedSecrets() { throw noUsedSecrets(); } };';
    const inSecrets = (code: string) => bundled('secrets/secret-client', secrets, code);
    expect(inSecrets('Toolbelt.SecretClient();')).not.toContain('noUsedSecrets');
    expect(inSecrets('Toolbelt.SecretClient().getUsedSecrets();')).toContain('noUsedSecrets');
  });
});
