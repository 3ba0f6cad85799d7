import { describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { type PlainReply, plainCall } from './plain-client.js';

const PICTURE = Buffer.from('a replacement');

const { sandbox } = await sandboxFixture();

function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Uint8Array,
): Promise<PlainReply> {
  const url = `https://${sandbox.hosts.swift}${path}`;
  return plainCall(url, { method, headers, ca: sandbox.ca }, body);
}

/** As the file util of the official toolbelt authenticates. */
async function authenticate(): Promise<string> {
  const { username, password } = sandbox.objectStore;
  const reply = await call('GET', '/auth/v1.0', { 'X-Auth-User': username, 'X-Auth-Key': password });
  expect(reply.status).toBe(200);
  return String(reply.headers['x-auth-token']);
}

function hostedFiles(): string[] {
  return sandbox.fixtures.hostedFiles.map(({ relativePath }) => relativePath);
}

describe('swift', () => {
  it('has the hosted files of the conversations', async () => {
    const token = await authenticate();
    expect(hostedFiles()).toHaveLength(3);
    for (const { relativePath, content } of sandbox.fixtures.hostedFiles) {
      const reply = await call('GET', relativePath, { 'x-auth-token': token });
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).not.toBe('application/octet-stream');
      expect(reply.bytes).toEqual(Buffer.from(content));
    }
  });

  it('keeps a file that replaces another, under its path alone', async () => {
    const [path = '', other = ''] = hostedFiles();
    const headers = { 'x-auth-token': await authenticate() };
    const before = await call('GET', other, headers);
    const put = await call('PUT', path, { ...headers, 'content-type': 'image/jpeg' }, PICTURE);
    expect(put.status).toBe(201);
    const read = await call('GET', path, headers);
    expect(read.bytes).toEqual(PICTURE);
    expect(read.headers).toMatchObject({ 'content-type': 'image/jpeg', etag: put.headers.etag });
    expect((await call('GET', other, headers)).bytes).toEqual(before.bytes);
    const head = await call('HEAD', path, headers);
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '13', '']);
  });

  it('keeps new files until they are deleted', async () => {
    const path = '/v1/AUTH_async-images/12345678/folder/a%20b.txt';
    const headers = { 'x-auth-token': await authenticate() };
    expect((await call('GET', path, headers)).status).toBe(404);
    expect((await call('PUT', path, headers, PICTURE)).status).toBe(201);
    expect((await call('GET', path, headers)).headers['content-type']).toBe('text/plain');
    expect((await call('DELETE', path, headers)).status).toBe(204);
    expect((await call('DELETE', path, headers)).status).toBe(404);
  });

  it('refuses a wrong login with 401, and no token', async () => {
    const { username, password } = sandbox.objectStore;
    for (const [user, key] of [
      [username, 'wrong'],
      ['wrong', password],
    ] as const) {
      const reply = await call('GET', '/auth/v1.0', { 'X-Auth-User': user, 'X-Auth-Key': key });
      expect([reply.status, reply.headers['x-auth-token']]).toEqual([401, undefined]);
      expect(reply.headers['www-authenticate']).toContain('Swift');
    }
    expect((await call('GET', '/auth/v1.0')).status).toBe(401);
  });

  it('refuses files without a token, with an unknown one, and after a day', async () => {
    const [path = ''] = hostedFiles();
    const token = await authenticate();
    for (const headers of [{}, { 'x-auth-token': 'wrong' }]) {
      expect((await call('GET', path, headers)).status).toBe(401);
      expect((await call('PUT', path, headers, PICTURE)).status).toBe(401);
    }
    sandbox.clock.advance(86_400_000);
    expect((await call('GET', path, { 'x-auth-token': token })).status).toBe(401);
  });

  it('refuses the files of another account', async () => {
    const headers = { 'x-auth-token': await authenticate() };
    expect((await call('PUT', '/v1/AUTH_async-images/999/a.png', headers, PICTURE)).status).toBe(403);
  });

  it('leaves logins and tokens out of the log', async () => {
    const token = await authenticate();
    await call('GET', hostedFiles()[0] ?? '', { 'x-auth-token': token });
    const log = JSON.stringify(sandbox.requests.matching({ service: 'swift' }));
    expect(log).toContain('x-auth-user');
    expect(log).not.toContain(token);
    expect(log).not.toContain(sandbox.objectStore.password);
  });
});
