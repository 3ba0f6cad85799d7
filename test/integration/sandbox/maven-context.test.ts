import { beforeEach, describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { type PlainReply, plainCall } from './plain-client.js';

const ACCOUNT = '/v1/account/12345678';

const { sandbox } = await sandboxFixture();

function call(method: string, path: string, json?: unknown, key = sandbox.mavenApiKey): Promise<PlainReply> {
  const headers = { 'maven-api-key': key, 'content-type': 'application/json' };
  const url = `https://${sandbox.hosts.mavenContext}${path}`;
  return plainCall(
    url,
    { method, headers, ca: sandbox.ca },
    json === undefined ? undefined : JSON.stringify(json),
  );
}

const get = (path: string) => call('GET', `${ACCOUNT}${path}`);
const json = async (path: string) => (await get(path)).json();

describe('namespaces of mavenContext', () => {
  it('are made, told with their time to live, and deleted', async () => {
    const createdAt = new Date(sandbox.clock.now()).toISOString();
    expect(await call('POST', ACCOUNT, { name: 'orders' })).toMatchObject({ status: 204, text: '' });
    expect((await call('POST', `${ACCOUNT}?ttlSecond=100`, { name: 'visits' })).status).toBe(204);
    const [orders, visits] = await json('');
    expect([orders, visits]).toEqual([
      { name: 'orders', createdAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      { name: 'visits', createdAt: expect.stringMatching(/Z$/), ttlSecond: 100 },
    ]);
    expect(Date.parse(orders.createdAt)).toBeGreaterThanOrEqual(Date.parse(createdAt));
    // Making it once more is no error (documented).
    expect((await call('POST', ACCOUNT, { name: 'orders' })).status).toBe(204);
    expect((await call('DELETE', `${ACCOUNT}/orders`)).status).toBe(204);
    expect((await call('DELETE', `${ACCOUNT}/orders`)).status).toBe(404);
    expect(await json('')).toHaveLength(1);
  });

  it.each(['faas', 'consumer', 'custom', 'operational', 'conversation'])(
    'cannot be made or deleted when they are built in, as %s is',
    async (name) => {
      const made = await call('POST', ACCOUNT, { name });
      const deleted = await call('DELETE', `${ACCOUNT}/${name}`);
      expect([made.status, deleted.status]).toEqual([400, 400]);
    },
  );

  it.each([{}, { name: '' }, { name: 7 }, []])('are not made of %j', async (body) => {
    expect((await call('POST', ACCOUNT, body)).status).toBe(400);
  });
});

describe('properties of mavenContext', () => {
  beforeEach(async () => {
    await call('DELETE', `${ACCOUNT}/shop`);
  });

  it('are written and read in a session, all, some or one', async () => {
    const path = '/shop/s-1/properties';
    const properties = {
      text: 'value',
      number: 2,
      object: { name: 'x' },
      list: ['a'],
      no: false,
      none: null,
    };
    expect(await call('PATCH', `${ACCOUNT}${path}`, properties)).toMatchObject({ status: 204, text: '' });
    expect(await json(path)).toEqual(properties);
    expect(await json(`${path}?include=text,number,unknown`)).toEqual({ text: 'value', number: 2 });
    expect((await get(`${path}/text`)).text).toBe('value');
    expect(await json(`${path}/object`)).toEqual({ name: 'x' });
    expect(await json(`${path}/none`)).toBeNull();
    await call('PATCH', `${ACCOUNT}${path}`, { number: 3, more: 1 });
    expect(await json(path)).toEqual({ ...properties, number: 3, more: 1 });
  });

  it('of a namespace are those of its default session', async () => {
    await call('PATCH', `${ACCOUNT}/shop/properties`, { a: 1 });
    await call('PUT', `${ACCOUNT}/shop/properties/b%2Fc`, 'two');
    expect(await json('/shop/__default__/properties')).toEqual({ a: 1, 'b/c': 'two' });
    expect(await json('/shop/properties/')).toEqual({ a: 1, 'b/c': 'two' });
    expect((await get('/shop/properties/b%2Fc')).text).toBe('two');
  });

  it('are deleted one by one, and with their session', async () => {
    const path = `${ACCOUNT}/shop/s-1/properties`;
    await call('PATCH', path, { a: 1, b: 2 });
    await call('PATCH', `${ACCOUNT}/shop/s-2/properties`, { c: 3 });
    expect((await call('DELETE', `${path}/a`)).status).toBe(204);
    expect((await call('DELETE', `${path}/a`)).status).toBe(404);
    expect(await json('/shop/s-1/properties')).toEqual({ b: 2 });
    expect(await json('/shop/session-ids')).toEqual(['s-1', 's-2']);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await get('/shop/s-1/properties')).status).toBe(404);
    expect((await call('DELETE', `${ACCOUNT}/namespace/shop/session/s-2`)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(404);
  });

  it('are told by session, in pages', async () => {
    for (const session of ['s-1', 's-2', 's-3']) {
      await call('PATCH', `${ACCOUNT}/shop/${session}/properties`, { session });
    }
    expect(await json('/shop/session-ids?page=1&perPage=2')).toEqual(['s-3']);
    expect(await json('/shop/session-properties?perPage=1')).toEqual([
      { sessionId: 's-1', property: { session: 's-1' } },
    ]);
    expect((await get('/shop/session-ids?perPage=1001')).status).toBe(400);
    // Written to only: it is not among those that were made.
    expect((await json('')).map(({ name }: { name: string }) => name)).not.toContain('shop');
  });

  it('end with the time to live that was set before they were written', async () => {
    await call('PATCH', `${ACCOUNT}/shop/properties`, { old: 1 });
    await call('POST', `${ACCOUNT}?ttlSecond=60`, { name: 'shop' });
    await call('POST', `${ACCOUNT}/namespace/shop/session?ttlSecond=30`, { sessionId: 's-1' });
    await call('PATCH', `${ACCOUNT}/shop/properties`, { young: 1 });
    await call('PATCH', `${ACCOUNT}/shop/s-1/properties`, { a: 1 });
    await call('PATCH', `${ACCOUNT}/shop/s-2/properties`, { b: 1 });
    expect(await json('/namespace/shop/session')).toMatchObject([{ sessionId: 's-1', ttlSecond: 30 }]);
    sandbox.clock.advance(30_000);
    expect(await json('/shop/session-ids')).toEqual(['__default__', 's-2']);
    sandbox.clock.advance(30_000);
    expect(await json('/shop/properties')).toEqual({ old: 1 });
    expect(await json('/shop/s-2/properties')).toEqual({ b: 1 });
  });

  it.each([
    '/nowhere/properties',
    '/nowhere/session-ids',
    '/shop/s-9/properties',
    '/shop/properties/toString',
  ])('are not found at %s', async (path) => {
    await call('PATCH', `${ACCOUNT}/shop/properties`, { a: 1 });
    expect((await get(path)).status).toBe(404);
  });

  it('of reserved namespaces are not written, but functions write theirs', async () => {
    expect((await call('PATCH', `${ACCOUNT}/consumer/properties`, { a: 1 })).status).toBe(400);
    expect((await call('PATCH', `${ACCOUNT}/faas/properties`, { a: 1 })).status).toBe(204);
    expect((await call('PATCH', `${ACCOUNT}/shop/properties`, [1])).status).toBe(400);
  });
});

describe('the API key of mavenContext', () => {
  it('must be that of the account', async () => {
    const missing = await plainCall(`https://${sandbox.hosts.mavenContext}${ACCOUNT}`, { ca: sandbox.ca });
    const wrong = await call('GET', ACCOUNT, undefined, 'wrong');
    const elsewhere = await call('GET', '/v1/account/999');
    expect([missing.status, wrong.status, elsewhere.status]).toEqual([401, 403, 403]);
  });

  it('is not in the log', async () => {
    await call('GET', ACCOUNT);
    expect(JSON.stringify(sandbox.requests.all())).not.toContain(sandbox.mavenApiKey);
  });
});
