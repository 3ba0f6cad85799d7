import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { PlatformReply } from '../../../../src/provisioning/liveperson/http.js';
import { readInstallations } from '../../../../src/provisioning/liveperson/installation-list.js';

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
};
const INSTALLATION = {
  id: 'i-1',
  clientId: 'c-1',
  clientSecret: SECRET,
  clientName: 'reports',
  description: 'Nightly reports',
  enabled: true,
  scope: 'users.external',
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

describe('a list of installations', () => {
  it('is read with its revision', () => {
    expect(readInstallations(reply([ENTRY]))).toEqual({ items: [INSTALLATION], revision: '7' });
    expect(readInstallations(reply([]))).toEqual({ items: [], revision: '7' });
  });

  it('is read with the fields in camel case', () => {
    const { client_id, client_secret, client_name, ...rest } = ENTRY;
    const entry = { ...rest, clientId: client_id, clientSecret: client_secret, clientName: client_name };
    expect(readInstallations(reply([entry])).items).toEqual([INSTALLATION]);
  });

  it('leaves out what is deleted, even when nothing else of it can be read', () => {
    const items = readInstallations(
      reply([{ ...ENTRY, id: 'i-2', deleted: true }, { deleted: true }, ENTRY]),
    ).items;
    expect(items).toEqual([INSTALLATION]);
  });

  it.each([null, undefined, '', 7])('shows no secret where the platform shows %j', (client_secret) => {
    expect(readInstallations(reply([{ ...ENTRY, client_secret }])).items[0]?.clientSecret).toBeNull();
  });

  it('takes what is missing for empty, and only what is enabled for enabled', () => {
    const { description: _d, scope: _s, enabled: _e, ...bare } = ENTRY;
    const [item] = readInstallations(reply([bare])).items;
    expect(item).toMatchObject({ description: '', scope: '', enabled: false });
    expect(readInstallations(reply([{ ...ENTRY, enabled: 'true' }])).items[0]?.enabled).toBe(false);
  });

  it('takes the ETag for the revision where there is no ac-revision', () => {
    expect(readInstallations(reply([], { headers: { etag: '"9"' } })).revision).toBe('"9"');
    const both = { 'ac-revision': '7', etag: '"9"' };
    expect(readInstallations(reply([], { headers: both })).revision).toBe('7');
  });

  it.each([
    ['no list', {}],
    ['no JSON', undefined],
    ['an entry that is no object', [SECRET]],
    ['no id', [{ ...ENTRY, id: undefined }]],
    ['an empty id', [{ ...ENTRY, id: '' }]],
    ['no client id', [{ ...ENTRY, client_id: undefined }]],
    ['no name', [{ ...ENTRY, client_name: 7 }]],
  ])('is refused with %s, and the error quotes nothing', (_what, json) => {
    expect(() => readInstallations(reply(json))).toThrow('installations.list was answered with a body');
    try {
      readInstallations(reply(json));
    } catch (error) {
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET);
    }
  });

  it.each([{}, { 'ac-revision': '' }, { etag: ['a', 'b'] }])('is refused with the headers %j', (headers) => {
    expect(() => readInstallations(reply([ENTRY], { headers }))).toThrow('revision');
  });

  it('is refused with another status', () => {
    expect(() => readInstallations(reply([], { status: 302 }))).toThrow('302');
    expect(() => readInstallations(reply([], { status: 403 }))).toThrow(
      expect.objectContaining({ name: 'PrivilegeError', status: 403, requestId: 'r-1' }),
    );
  });
});
