import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../src/errors/parameter-error.js';
import { checkPath, expandPath, formatQuery } from '../../../src/http/path.js';

const wellFormed = fc.string({ unit: 'binary', maxLength: 20 });

describe('expandPath', () => {
  it('fills each place with one encoded segment', () => {
    const path = expandPath('/api/account/{accountId}/users/{userId}', { accountId: '12345678', userId: 42 });
    expect(path).toBe('/api/account/12345678/users/42');
  });

  it.each([
    ['a/b', 'a%2Fb'],
    ['../x', '..%2Fx'],
    ['%2e%2e', '%252e%252e'],
    ['a?b=c#d', 'a%3Fb%3Dc%23d'],
    ['a b\r\n', 'a%20b%0D%0A'],
    ['ü', '%C3%BC'],
    ['\\', '%5C'],
    ['...', '...'],
    ['{accountId}', '%7BaccountId%7D'],
    ['$&', '%24%26'],
    [0, '0'],
    [-0, '0'],
    [1.5, '1.5'],
    [1e21, '1e%2B21'],
  ])('makes %j one segment', (value, segment) => {
    expect(expandPath('/x/{id}/y', { id: value })).toBe(`/x/${segment}/y`);
  });

  it.each([
    [undefined],
    [null],
    [''],
    ['.'],
    ['..'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [true],
    [{}],
    [['a']],
    [Symbol('a')],
    [12n],
    ['\ud800'],
  ])('refuses %o, naming the parameter', (value) => {
    const error = thrownBy(() => expandPath('/users/{userId}', { userId: value }));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ parameter: 'userId' });
  });

  it('refuses a missing value, also under a name that every object has', () => {
    for (const name of ['userId', 'toString', 'constructor', '__proto__']) {
      expect(() => expandPath(`/x/{${name}}`, {})).toThrow(ParameterError);
    }
  });

  it('does not repeat the value in its error', () => {
    const error = thrownBy(() => expandPath('/x/{id}', { id: 'private\ud800' }));
    expect(String(error)).not.toContain('private');
  });

  it('gives exactly one segment that decodes to what was given', () => {
    fc.assert(
      fc.property(wellFormed, (value) => {
        fc.pre(value !== '' && value !== '.' && value !== '..');
        const { pathname } = new URL(`https://host.example.com${expandPath('/a/{id}/z', { id: value })}`);
        const segments = pathname.split('/');
        expect(segments).toHaveLength(4);
        expect(decodeURIComponent(segments[2] ?? '')).toBe(value);
        expect([segments[1], segments[3]]).toEqual(['a', 'z']);
      }),
    );
  });
});

describe('formatQuery', () => {
  it('is empty without entries, and begins with "?" otherwise', () => {
    expect(formatQuery([])).toBe('');
    expect(formatQuery([['v', '6.0']])).toBe('?v=6.0');
    expect(
      formatQuery(
        new Map([
          ['a', '1'],
          ['b', ''],
        ]),
      ),
    ).toBe('?a=1&b=');
  });

  it('writes a space as %20, which every server reads', () => {
    expect(formatQuery([['a b', 'c+d e']])).toBe('?a%20b=c%2Bd%20e');
  });

  it('keeps entries and their order, as URLSearchParams reads them', () => {
    const entries = fc.array(fc.tuple(wellFormed, wellFormed), { maxLength: 6 });
    fc.assert(
      fc.property(entries, (given) => {
        const { searchParams } = new URL(`https://host.example.com/${formatQuery(given)}`);
        expect([...searchParams]).toEqual(given);
      }),
    );
  });

  it('refuses text that is no Unicode, naming the parameter', () => {
    const error = thrownBy(() =>
      formatQuery([
        ['a', 'b'],
        ['eventId', 'x\ud800'],
      ]),
    );
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ parameter: 'eventId' });
  });
});

describe('checkPath', () => {
  it.each([
    '/',
    '/a',
    '/a//b',
    '/api/account/1/users?v=6.0&select=$all',
    '/a/../b',
    '/%2F%5C',
    '/a?u=https://evil.com/',
    '/ä',
  ])('lets %s pass unchanged', (path) => {
    expect(checkPath(path)).toBe(path);
  });

  it.each([
    [''],
    ['x'],
    ['//evil.com'],
    ['/\\evil.com'],
    ['\\evil.com'],
    ['https://evil.com/'],
    ['@evil.com'],
    [':443/'],
    ['?a=b'],
    ['/a b'],
    ['/a\tb'],
    ['/a\r\nHost: evil.com'],
    ['/\t/evil.com'],
    ['/a#b'],
    ['/a\\b'],
    ['/a\0'],
    ['/a\u007f'],
    ['/a\u00a0b'],
    ['/a\u2028b'],
    ['/a\n'],
    [undefined],
    [null],
    [42],
    [['/a']],
    [new URL('https://host.example.com/a')],
  ])('refuses %j', (path) => {
    const error = thrownBy(() => checkPath(path));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ parameter: 'path' });
    expect(String(error)).toMatch(/Nothing was sent/);
  });

  it('lets nothing pass that changes the host of a URL', () => {
    const piece = fc.constantFrom('/', '\\', '@', ':', '?', '#', '.', '..', 'a', '\t', '\n', ' ', '[', '%');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = `/${pieces.join('')}`;
        try {
          checkPath(path);
        } catch {
          return;
        }
        const absolute = new URL(`https://host.example.com${path}`);
        expect(absolute.host).toBe('host.example.com');
        // Even read relative to a host, as a careless server or proxy might.
        expect(new URL(path, 'https://host.example.com/').host).toBe('host.example.com');
        expect(absolute.hash + absolute.username).toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}
