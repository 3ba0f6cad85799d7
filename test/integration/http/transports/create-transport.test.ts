import { describe, expect, it, vi } from 'vitest';
import { createTransport } from '../../../../src/http/transports/create-transport.js';

describe('createTransport', () => {
  it.each([
    ['transport', () => createTransport('fetch' as 'got')],
    ['connections', () => createTransport('https', { connections: 0 })],
    ['connections', () => createTransport('got', { connections: Number.NaN })],
  ])('refuses a wrong %s', (field, create) => {
    expect(create).toThrow(expect.objectContaining({ name: 'ConfigError', field }));
  });

  const WRONG_PROXIES = [
    'user:planted@proxy',
    'socks5://user:planted@proxy.example.com',
    'http://user:planted@proxy.example.com:99999',
    'http://user:planted%zz@proxy.example.com',
    'http://',
    '127.0.0.1:1',
    'localhost:3128',
    'proxy.example.com',
  ];

  describe.each(['https', 'got'] as const)('of %s', (kind) => {
    it.each(['', ...WRONG_PROXIES])('refuses the proxy %j, and does not repeat it', (proxy) => {
      const create = () => createTransport(kind, { proxy });
      expect(create).toThrow(expect.objectContaining({ name: 'ConfigError', field: 'proxy' }));
      expect(create).not.toThrow(/planted/);
    });

    it.each(['HTTPS_PROXY', 'https_proxy'])('names %s when that is malformed', (name) => {
      vi.stubEnv('https_proxy', '').stubEnv('HTTPS_PROXY', '');
      for (const proxy of WRONG_PROXIES) {
        vi.stubEnv(name, proxy);
        const create = () => createTransport(kind, { proxy: 'env' });
        expect(create).toThrow(expect.objectContaining({ name: 'ConfigError', field: 'proxy' }));
        expect(create).toThrow(name);
        expect(create).not.toThrow(/planted/);
      }
      vi.unstubAllEnvs();
    });

    it('heeds the environment only when asked', () => {
      vi.stubEnv('HTTPS_PROXY', 'nonsense');
      expect(() => createTransport(kind)).not.toThrow();
      vi.unstubAllEnvs();
    });
  });
});
