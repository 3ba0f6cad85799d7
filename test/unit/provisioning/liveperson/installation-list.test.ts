import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readInstallations,
  readOneInstallation,
} from '../../../../src/provisioning/liveperson/installation-list.js';
import type { PlatformReply } from '../../../../src/provisioning/liveperson/request.js';
import { CLIENT_NAME_PREFIX, DESCRIPTION_MARKER } from '../../../../src/provisioning/manifest.js';

const SECRET = 'planted-3f6a-client-secret';
const ENTRY = {
  id: 'i-1',
  client_id: 'c-1',
  client_secret: SECRET,
  client_name: 'reports',
  description: 'Nightly reports',
  enabled: true,
  deleted: false,
  scope: 'users.external',
  client_id_issued_at: 1_700_000_000,
};
const INSTALLATION = {
  id: 'i-1',
  clientId: 'c-1',
  clientSecret: SECRET,
  clientName: 'reports',
  description: 'Nightly reports',
  enabled: true,
  scope: 'users.external',
  issuedAt: 1_700_000_000_000,
};

function reply(json: unknown, more: Partial<PlatformReply> = {}): PlatformReply {
  return {
    request: { service: 'accountConfigReadWrite', operation: 'installations.list', method: 'GET', path: '/' },
    status: 200,
    headers: { 'ac-revision': '7' },
    requestId: 'r-1',
    json,
    ...more,
  };
}

const PATH = '/api/account/1/configuration/app-install/installations';

/** What these answers, one for each page, come to; and the queries that they were asked for by. */
async function read(...replies: readonly PlatformReply[]) {
  const asked: object[] = [];
  const list = await readInstallations(PATH, async (query) => {
    asked.push(query);
    return replies[asked.length - 1] ?? replies[0] ?? reply([]);
  });
  return { ...list, asked };
}

async function refusalOf(...replies: readonly PlatformReply[]): Promise<Error> {
  return read(...replies).then(
    () => expect.unreachable(),
    (error: Error) => error,
  );
}

describe('a list of installations', () => {
  it('is read with its revision', async () => {
    expect(await read(reply([ENTRY]))).toEqual({ items: [INSTALLATION], revision: '7', asked: [{}] });
    expect(await read(reply([]))).toMatchObject({ items: [], revision: '7' });
  });

  it('is read with the fields in camel case', async () => {
    const { client_id, client_secret, client_name, client_id_issued_at, ...rest } = ENTRY;
    const entry = {
      ...rest,
      clientId: client_id,
      clientSecret: client_secret,
      clientName: client_name,
      clientIdIssuedAt: client_id_issued_at,
    };
    expect((await read(reply([entry]))).items).toEqual([INSTALLATION]);
  });

  it('leaves out what is deleted, even when nothing else of it can be read', async () => {
    const entries = [{ ...ENTRY, id: 'i-2', deleted: true }, { deleted: true }, ENTRY];
    expect((await read(reply(entries))).items).toEqual([INSTALLATION]);
  });

  it.each([null, undefined, '', 7])('shows no secret where the platform shows %j', async (client_secret) => {
    const { items } = await read(reply([{ ...ENTRY, client_secret }]));
    expect(items[0]?.clientSecret).toBeNull();
  });

  it.each([undefined, null, 0, -1, '1700000000', Number.NaN])('tells no time for %j', async (issued) => {
    const { items } = await read(reply([{ ...ENTRY, client_id_issued_at: issued }]));
    expect(items[0]?.issuedAt).toBeUndefined();
  });

  it('takes what is missing for empty, and only what is enabled for enabled', async () => {
    const { description: _d, scope: _s, enabled: _e, client_name: _n, ...bare } = ENTRY;
    const { items } = await read(reply([bare, { ...ENTRY, enabled: 'true' }]));
    expect(items[0]).toMatchObject({ description: '', scope: '', clientName: '', enabled: false });
    expect(items[1]?.enabled).toBe(false);
  });

  it.each([
    ['no object', SECRET],
    ['null', null],
    ['no id', { ...ENTRY, id: undefined }],
    ['an empty id', { ...ENTRY, id: '' }],
    ['no client id', { ...ENTRY, client_id: undefined }],
    ['a number for a client id', { ...ENTRY, client_id: 7 }],
  ])('passes over an entry of somebody else that is or has %s', async (_what, entry) => {
    expect((await read(reply([entry, ENTRY]))).items).toEqual([INSTALLATION]);
  });

  it.each([
    ['name', { ...ENTRY, client_id: undefined, client_name: `${CLIENT_NAME_PREFIX}1` }],
    ['marker', { ...ENTRY, id: undefined, description: `x ${DESCRIPTION_MARKER}` }],
    ['name in a field of another name', { app: { title: `${CLIENT_NAME_PREFIX}1`, SECRET } }],
  ])('is refused with an entry of our %s that cannot be read', async (_what, entry) => {
    const error = await refusalOf(reply([entry]));
    expect(error.message).toContain('a body that is not installations with id and client_id');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET);
  });

  it('takes the ETag for the revision where there is no ac-revision', async () => {
    expect((await read(reply([], { headers: { etag: '"9"' } }))).revision).toBe('"9"');
    const both = { 'ac-revision': '7', etag: '"9"' };
    expect((await read(reply([], { headers: both }))).revision).toBe('7');
  });

  it.each([{}, { 'ac-revision': '' }, { etag: ['a', 'b'] }])(
    'has an empty revision with the headers %j',
    async (headers) => {
      expect(await read(reply([ENTRY], { headers }))).toMatchObject({ items: [INSTALLATION], revision: '' });
    },
  );

  it.each([
    ['an object without a list', {}],
    ['an object with two lists', { items: [], data: [] }],
    ['no JSON', undefined],
    ['a text', SECRET],
  ])('is refused as %s, and the error quotes nothing', async (_what, json) => {
    const error = await refusalOf(reply(json));
    expect(error.message).toContain('installations.list was answered with a body that is not a list');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET);
  });

  it('is refused with another status', async () => {
    expect((await refusalOf(reply([], { status: 302 }))).message).toContain('302');
    expect(await refusalOf(reply([], { status: 403 }))).toMatchObject({
      name: 'PrivilegeError',
      status: 403,
      requestId: 'r-1',
    });
  });
});

describe('a list of installations in pages', () => {
  const second = { ...ENTRY, id: 'i-2' };
  const link = `https://localhost:8443${PATH}?v=1.0&offset=1`;

  it.each([
    ['next', { items: [ENTRY], next: link }, {}],
    ['next, a path', { data: [ENTRY], next: `${PATH}?v=1.0&offset=1` }, {}],
    ['next, a query', { installations: [ENTRY], next: '?v=1.0&offset=1' }, {}],
    ['_metadata.next.href', { items: [ENTRY], _metadata: { count: 2, next: { href: link } } }, {}],
    ['_links.next.href', { results: [ENTRY], total: 2, _links: { next: { href: link } } }, {}],
    ['a header beside an array', [ENTRY], { link: `<${link}>; rel="next"` }],
  ])('is read whole by %s', async (_what, json, headers) => {
    const first = reply(json, { headers: { 'ac-revision': '7', ...headers } });
    const list = await read(first, reply({ items: [second], data: undefined, next: null }));
    expect(list.items.map(({ id }) => id)).toEqual(['i-1', 'i-2']);
    expect(list.revision).toBe('7');
    expect(list.asked).toEqual([{}, { v: '1.0', offset: '1' }]);
  });

  it('is read whole as an object that is the only page', async () => {
    for (const rest of [{}, { next: null }, { next: '' }, { _metadata: { count: 1 } }, { hasMore: false }]) {
      expect((await read(reply({ items: [ENTRY], ...rest }))).items).toEqual([INSTALLATION]);
    }
  });

  it.each([
    ['a token', { next: 'x' }],
    ['a number', { next: 2 }],
    ['another path', { next: `https://evil.example.com/elsewhere?offset=1` }],
    ['the path of one installation', { next: `${PATH}/i-1?offset=1` }],
    ['no query', { next: PATH }],
    ['a cursor', { nextCursor: 'abc' }],
    ['a token of a page', { paging: { next_page_token: 'abc' } }],
    ['a flag alone', { hasMore: true }],
  ])('is refused, and not taken for whole, when it goes on by %s', async (_what, rest) => {
    const error = await refusalOf(reply({ items: [ENTRY], ...rest }));
    expect(error).toMatchObject({ name: 'HttpError', status: 200 });
    expect(error.message).toContain('goes on in a way that this version does not know');
  });

  it('is refused when there are fewer than it says', async () => {
    for (const rest of [{ total: 2 }, { _metadata: { count: 3 } }, { totalCount: 9, count: 1 }]) {
      expect((await refusalOf(reply({ items: [ENTRY], ...rest }))).message).toContain('a whole list of');
    }
  });

  it.each([
    ['another revision', { headers: { 'ac-revision': '8' } }],
    ['no revision', { headers: {} }],
  ])('is refused when a page has %s: it is of another moment', async (_what, more) => {
    const first = reply({ items: [ENTRY], next: link });
    const error = await refusalOf(first, reply({ items: [second] }, more));
    expect(error.message).toContain('of the same revision');
    const none = reply({ items: [ENTRY], next: link }, { headers: {} });
    expect((await refusalOf(none, reply({ items: [second] }, { headers: {} }))).message).toContain(
      'revision',
    );
  });

  it('is the same list, however it is cut into pages and whatever others have in it', async () => {
    const ofOthers = fc.oneof(fc.jsonValue(), fc.record({ id: fc.string() }), fc.constant({ deleted: true }));
    const readable = fc.record({ id: fc.uuid(), client_id: fc.uuid(), client_name: fc.string() });
    const cut = fc.tuple(
      fc.array(fc.oneof(ofOthers, readable), { maxLength: 12 }),
      fc.integer({ min: 1, max: 13 }),
    );
    await fc.assert(
      fc.asyncProperty(cut, async ([entries, perPage]) => {
        const whole = await read(reply(entries));
        const pages = [];
        for (let from = 0; from === 0 || from < entries.length; from += perPage) {
          const end = from + perPage;
          const next = end < entries.length ? `?v=1.0&offset=${end}` : null;
          pages.push(reply({ items: entries.slice(from, end), total: entries.length, next }));
        }
        const { items, revision } = await read(...pages);
        expect({ items, revision }).toEqual({ items: whole.items, revision: whole.revision });
      }),
    );
  });

  it('is refused when it goes in a circle', async () => {
    const first = reply({ items: [ENTRY], next: link });
    expect((await refusalOf(first, first)).message).toContain('a list that ends');
  });
});

it('one installation is read alone, and one that is deleted is none', () => {
  expect(readOneInstallation(reply(ENTRY))).toEqual(INSTALLATION);
  expect(readOneInstallation(reply({ deleted: true }))).toBeUndefined();
  expect(() => readOneInstallation(reply([ENTRY]))).toThrow('installations with id and client_id');
});
