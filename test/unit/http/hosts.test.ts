import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/errors/config-error.js';
import { HostNotAllowedError } from '../../../src/errors/host-not-allowed-error.js';
import { ParameterError } from '../../../src/errors/parameter-error.js';
import { createHostPolicy, LIVEPERSON_HOSTS } from '../../../src/http/hosts.js';
import { checkPath } from '../../../src/http/path.js';

const allowedHosts = LIVEPERSON_HOSTS;
const policy = createHostPolicy({ allowedHosts, allowLoopback: false });
const sandbox = createHostPolicy({ allowedHosts, allowLoopback: true });
const anywhere = (...hosts: string[]) => createHostPolicy({ allowedHosts: hosts, allowLoopback: false });

/** A name of exactly this length below liveperson.net. */
function nameOfLength(length: number): string {
  const label = `${'a'.repeat(63)}.`;
  const end = '.liveperson.net';
  return `${label.repeat(3)}${'b'.repeat(length - 3 * 64 - end.length)}${end}`;
}

describe('the allow-list', () => {
  it.each([
    'api.liveperson.net',
    'a.b.liveperson.net',
    'va-a.ac.liveperson.net',
    'z1.lpcloud.io',
    'api.liveperson.net:443',
    'x--y.liveperson.net',
    'xn--bcher-kva.liveperson.net',
    '1.2.3.4.liveperson.net',
    nameOfLength(253),
    `${nameOfLength(253)}:443`,
  ])('lets %s pass', (host) => {
    expect(policy.check(host)).toBe(host);
    expect(policy.url(host, '/path').protocol).toBe('https:');
  });

  it('gives the host in lower case', () => {
    expect(policy.check('API.LivePerson.NET')).toBe('api.liveperson.net');
    expect(policy.url('API.LivePerson.NET', '/A').href).toBe('https://api.liveperson.net/A');
  });

  it.each([
    'evilliveperson.net',
    'liveperson.net',
    'liveperson.net.evil.com',
    'api.liveperson.net.evil.com',
    'evil.com',
    'liveperson.network',
    'api-liveperson.net',
    'lpcloud.io.example.com',
    'localhost',
    'metadata.google.internal',
    'internal',
  ])('refuses %s', (host) => {
    expect(() => policy.check(host)).toThrow(HostNotAllowedError);
    expect(() => policy.url(host, '/')).toThrow(HostNotAllowedError);
  });

  it('reads a pattern without a port as port 443 alone', () => {
    for (const port of [80, 8443, 4430, 44_300, 1443]) {
      expect(() => policy.check(`api.liveperson.net:${port}`)).toThrow(HostNotAllowedError);
    }
    const narrow = anywhere('*.liveperson.net:8443', 'one.example.com:444', 'two.example.com:443');
    expect(narrow.url('api.liveperson.net:8443', '/x').host).toBe('api.liveperson.net:8443');
    expect(narrow.url('one.example.com:444', '/x').host).toBe('one.example.com:444');
    expect(narrow.url('two.example.com', '/x').host).toBe('two.example.com');
    for (const host of ['api.liveperson.net', 'one.example.com', 'two.example.com:444']) {
      expect(() => narrow.check(host)).toThrow(HostNotAllowedError);
    }
  });

  it('takes a plain name for that name alone', () => {
    const one = anywhere('api.liveperson.net');
    expect(one.check('api.liveperson.net')).toBe('api.liveperson.net');
    expect(() => one.check('x.api.liveperson.net')).toThrow(HostNotAllowedError);
    expect(() => one.check('xapi.liveperson.net')).toThrow(HostNotAllowedError);
  });

  it('refuses everything when it is empty', () => {
    expect(() => anywhere().check('api.liveperson.net')).toThrow(HostNotAllowedError);
  });

  it.each([
    '*',
    '*.',
    '',
    '*.*.net',
    'https://api.liveperson.net',
    '127.0.0.1',
    '*.liveperson.net/',
    'a b',
    'api.liveperson.net:0',
    '*.liveperson.net:99999',
  ])('refuses the pattern %j when it is made, naming the option', (pattern) => {
    const error = thrownBy(() => anywhere(pattern));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ field: 'allowedHosts' });
  });

  it('refuses again what it refused before, and passes again what it passed', () => {
    for (let i = 0; i < 3; i += 1) {
      expect(() => policy.check('evil.com')).toThrow(HostNotAllowedError);
      expect(policy.check('api.liveperson.net')).toBe('api.liveperson.net');
    }
  });
});

describe('the grammar of a host', () => {
  it.each([
    ['an IPv4 address', '127.0.0.1'],
    ['a short IPv4 address', '127.1'],
    ['a decimal IPv4 address', '2130706433'],
    ['a hexadecimal IPv4 address', '0x7f.1'],
    ['a hexadecimal number', '0x7f000001'],
    ['an octal IPv4 address', '0177.0.0.1'],
    ['an address that ends in hexadecimal', '1.2.3.0x4'],
    ['the metadata address', '169.254.169.254'],
    ['an IPv6 address', '[::1]'],
    ['a bare IPv6 address', '::1'],
    ['a mapped IPv6 address', '[::ffff:127.0.0.1]'],
    ['user information', 'user:pass@api.liveperson.net'],
    ['a user name', 'api.liveperson.net@evil.com'],
    ['a path', 'api.liveperson.net/path'],
    ['a backslash', 'evil.com\\.liveperson.net'],
    ['a slash before the domain', 'evil.com/.liveperson.net'],
    ['a query', 'evil.com?.liveperson.net'],
    ['a fragment', 'evil.com#.liveperson.net'],
    ['a scheme', 'https://api.liveperson.net'],
    ['no scheme but slashes', '//api.liveperson.net'],
    ['a trailing dot', 'api.liveperson.net.'],
    ['a leading dot', '.liveperson.net'],
    ['two dots', 'api..liveperson.net'],
    ['a label that begins with a hyphen', '-a.liveperson.net'],
    ['a label that ends with a hyphen', 'a-.liveperson.net'],
    ['a label of 64 characters', `${'a'.repeat(64)}.liveperson.net`],
    ['254 characters', nameOfLength(254)],
    ['254 characters and a port', `${nameOfLength(254)}:443`],
    ['an underscore', 'a_b.liveperson.net'],
    ['a wildcard', '*.liveperson.net'],
    ['an encoded dot', 'evil%2ecom.liveperson.net'],
    ['an ideographic full stop', 'api。liveperson.net'],
    ['full-width letters', 'ａpi.liveperson.net'],
    ['a letter of another script', 'аpi.liveperson.net'],
    ['a soft hyphen', 'a\u00adpi.liveperson.net'],
    ['a line feed at the end', 'api.liveperson.net\n'],
    ['white space', ' api.liveperson.net'],
    ['a null character', 'api.liveperson.net\0'],
    ['nothing', ''],
    ['port 0', 'localhost:0'],
    ['port 99999', 'localhost:99999'],
    ['port 65536', 'localhost:65536'],
    ['a port that begins with 0', 'localhost:0443'],
    ['a port without digits', 'localhost:'],
    ['two ports', 'localhost:443:443'],
    ['a negative port', 'localhost:-1'],
  ])('refuses %s', (_, host) => {
    const error = thrownBy(() => sandbox.check(host));
    expect(error).toBeInstanceOf(HostNotAllowedError);
    expect(thrownBy(() => sandbox.url(host, '/'))).toBeInstanceOf(HostNotAllowedError);
    expect(String(error)).toMatch(/Nothing was sent/);
  });

  // Node 20 and 22 refuse it as no name; Node 24 takes the characters as they stand.
  it('never makes another name of malformed punycode', () => {
    const host = 'xn--a.liveperson.net';
    if (URL.canParse(`https://${host}`)) expect(sandbox.url(host, '/')?.host).toBe(host);
    else expect(thrownBy(() => sandbox.url(host, '/'))).toBeInstanceOf(HostNotAllowedError);
  });

  it.each([[undefined], [null], [42], [{}], [['api.liveperson.net']]])(
    'refuses %j, which is no text',
    (host) => {
      expect(() => policy.check(host as never)).toThrow(HostNotAllowedError);
    },
  );

  it('never shows a user name or a password', () => {
    const error = thrownBy(() => policy.check('agent:hunter2@evil@api.liveperson.net'));
    expect(error).toMatchObject({ host: '…@api.liveperson.net' });
    expect(String(error)).not.toMatch(/agent|hunter2|evil/);
  });

  it('shortens a long host in its error', () => {
    const error = thrownBy(() => policy.check('x'.repeat(100_000))) as HostNotAllowedError;
    expect(error.message.length).toBeLessThan(500);
  });
});

describe('loopback', () => {
  it('is allowed by allowLoopback only, on any port', () => {
    for (const host of ['localhost', 'localhost:8443', 'LOCALHOST:65535', 'localhost:1']) {
      expect(sandbox.check(host)).toBe(host.toLowerCase());
      expect(sandbox.url(host, '/').hostname).toBe('localhost');
      expect(() => policy.check(host)).toThrow(/LP_ALLOW_LOOPBACK/);
    }
  });

  it('is the name localhost, and nothing like it', () => {
    for (const host of [
      '127.0.0.1',
      '[::1]',
      'localhost.evil.com',
      'x.localhost',
      'notlocalhost',
      'localhost.',
    ]) {
      expect(() => sandbox.check(host)).toThrow(HostNotAllowedError);
    }
  });
});

describe('url', () => {
  it('keeps path and query as they are', () => {
    const url = policy.url('api.liveperson.net', '/a/%2f..%2F/b//c?d=%20&e=@f:g');
    expect(url.pathname + url.search).toBe('/a/%2f..%2F/b//c?d=%20&e=@f:g');
    expect(url.host).toBe('api.liveperson.net');
  });

  it.each([
    '@evil.com/',
    ':pass@api.liveperson.net/',
    ':443@api.liveperson.net/',
    '.evil.com/',
    ':8443/',
    'x',
    '',
    '?query',
  ])('refuses the path %j, which does not begin with "/"', (path) => {
    expect(() => policy.url('api.liveperson.net', path)).toThrow(HostNotAllowedError);
  });

  it('stays on its host whatever the path', () => {
    for (const path of [
      '//evil.com/x',
      '/\\evil.com',
      '/\t/evil.com',
      '/@evil.com',
      '/.//evil.com',
      '/..//evil.com',
    ]) {
      expect(policy.url('api.liveperson.net', path).host).toBe('api.liveperson.net');
    }
  });

  it('gives an allowed https URL without user information, or throws our error, for any host and path', () => {
    const nasty = [
      '/',
      '\\',
      '@',
      ':',
      '?',
      '#',
      '.',
      '%2f',
      '\t',
      '\n',
      '。',
      '[',
      ']',
      '::1',
      '127.1',
      '0x7f',
      '',
    ];
    const good = ['api', '.liveperson.net', 'localhost', '.lpcloud.io', ':443', ':8443', 'evil.com', 'xn--'];
    const piece = fc.oneof(
      fc.constantFrom(...nasty),
      fc.constantFrom(...good),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ maxLength: 6 }),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    const host = fc.oneof(
      text,
      text.map((start) => `${start}.liveperson.net`),
      text.map((end) => `localhost${end}`),
    );
    const path = fc.oneof(
      text,
      text.map((rest) => `/${rest}`),
    );
    let passed = 0;
    fc.assert(
      fc.property(host, path, (anyHost, anyPath) => {
        const url = attempt(() => sandbox.url(anyHost, checkPath(anyPath)));
        if (url === undefined) return;
        passed += 1;
        expect(url.protocol).toBe('https:');
        expect(url.username + url.password).toBe('');
        expect(url.hostname).toMatch(/^localhost$|^[a-z0-9.-]+\.(?:liveperson\.net|lpcloud\.io)$/);
      }),
      { numRuns: 5_000 },
    );
    // Otherwise the property would say nothing.
    expect(passed).toBeGreaterThan(20);
  });
});

/** The value, or undefined when it threw one of the two errors that a caller may see. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof HostNotAllowedError || error instanceof ParameterError) return undefined;
    throw error;
  }
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}
