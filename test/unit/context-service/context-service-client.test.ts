import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ErrorCodes, SDKError } from '../../../src/errors/index.js';
import { rejection } from '../../support/call-scene.js';
import { scriptedAccount } from '../../support/scripted-account.js';
import { json, networkFailure, type Step } from '../../support/scripted-transport.js';

const KEY = 'a-made-up-maven-key';
const { ContextService } = ErrorCodes;

function clientWith(...steps: Step[]) {
  const account = scriptedAccount((_, sends) => steps[sends - 1] ?? { status: 204 });
  return { ...account, client: account.toolbelt.ContextServiceClient(KEY) };
}

describe('ContextServiceClient', () => {
  it.each([undefined, '', {}, { accountId: '1' }, 7, 'a\nb'])('is not made with the key %j', (key) => {
    const { toolbelt } = clientWith();
    expect(() => toolbelt.ContextServiceClient(key as string)).toThrow(
      expect.objectContaining({ name: 'ConfigError', field: 'apiKey' }),
    );
  });

  it('takes a key in an object with names that there are', () => {
    const { toolbelt } = clientWith();
    expect(() => toolbelt.ContextServiceClient({ apiKey: KEY, accountID: '1' } as never)).toThrow(
      expect.objectContaining({ name: 'ConfigError', message: expect.stringContaining('"accountId"') }),
    );
    expect(() => toolbelt.ContextServiceClient({ apiKey: KEY, accountId: 1 } as never)).toThrow(
      expect.objectContaining({ name: 'ConfigError', field: 'accountId' }),
    );
  });

  it('reads the time of a namespace as text and as a number', async () => {
    const createdAt = Date.parse('2024-02-02T10:05:20.000Z');
    const { client } = clientWith(json([{ name: 'orders', createdAt }]));
    expect(await client.getListOfNamespaces()).toEqual([{ name: 'orders', createdAt: new Date(createdAt) }]);
  });

  it('refuses properties that are no JSON, and names that are none, before anything is sent', async () => {
    const { client, sent } = clientWith();
    const circle: Record<string, unknown> = {};
    circle.of = circle;
    for (const call of [
      client.setPropertiesInNamespace('orders', circle),
      client.setPropertiesInNamespace('orders', { n: 1n }),
      client.setPropertiesInNamespace('orders', [] as never),
      client.getSelectedPropertiesInSession('orders', [5 as never]),
      client.getSelectedPropertiesInSession('orders', ['a', '']),
    ]) {
      expect(await rejection(call)).toMatchObject({
        name: 'SDKError',
        code: ContextService.Parameter.Incorrect,
      });
    }
    expect(sent).toEqual([]);
  });

  it('sends once what the toolbelt does not repeat', async () => {
    const { toolbelt, sent } = scriptedAccount(() => ({ status: 503 }), { retry: false });
    await rejection(toolbelt.ContextServiceClient(KEY).getListOfNamespaces());
    expect(sent).toHaveLength(1);
  });

  it('makes a namespace, and tells it as the service lists it', async () => {
    const list = [{ name: 'orders', createdAt: '2024-02-02T10:05:20.000Z', ttlSecond: 60 }];
    const { client, sent } = clientWith({ status: 204 }, json(list));
    expect(await client.createNamespace('orders', { ttl: 60 })).toEqual({
      name: 'orders',
      createdAt: new Date('2024-02-02T10:05:20.000Z'),
      ttlSecond: 60,
    });
    expect(sent[0]).toMatchObject({
      method: 'POST',
      body: '{"name":"orders"}',
      headers: { 'maven-api-key': KEY },
    });
    expect(sent[0]?.url.href).toBe('https://mavencontext.liveperson.net/v1/account/12345678?ttlSecond=60');
  });

  it.each(['faas', 'consumer', 'custom', 'operational', 'conversation', '', undefined])(
    'neither makes nor deletes the namespace %s',
    async (name) => {
      const { client, sent } = clientWith();
      for (const call of [client.createNamespace, client.deleteNamespace]) {
        expect(await rejection(call(name as string))).toMatchObject({
          code: ContextService.Parameter.Incorrect,
        });
      }
      expect(sent).toEqual([]);
    },
  );

  it.each([0, -1, 1.5, '60'])('takes no time to live of %j', async (ttl) => {
    const { client } = clientWith();
    expect(await rejection(client.createNamespace('orders', { ttl: ttl as number }))).toMatchObject({
      parameter: 'ttl',
    });
  });

  it.each(['setPropertiesInNamespace', 'updatePropertiesInNamespace'] as const)(
    'sets properties by %s, and gives all of the session',
    async (method) => {
      const { client, sent } = clientWith({ status: 204 }, json({ a: 1, b: 2 }));
      expect(await client[method]('orders', { b: 2 })).toEqual({ a: 1, b: 2 });
      expect(sent.map((request) => `${request.method} ${request.url.pathname}`)).toEqual([
        'PATCH /v1/account/12345678/orders/__default__/properties',
        'GET /v1/account/12345678/orders/__default__/properties',
      ]);
    },
  );

  it('gives the properties that are asked for and are there', async () => {
    const { client, sent } = clientWith(json({ a: 1, 'b,c': 2, d: 3 }), json({ a: 1 }), { status: 404 });
    expect(await client.getSelectedPropertiesInSession('orders', ['a', 'b,c', 'x'], 's')).toEqual({
      a: 1,
      'b,c': 2,
    });
    expect(await client.getSelectedPropertiesInSession('orders', ['a', 'toString'], 's')).toEqual({ a: 1 });
    expect(await client.getSelectedPropertiesInSession('orders', ['a'], 's')).toEqual({});
    expect(sent.map(({ url }) => url.search)).toEqual(['', '?include=a%2CtoString', '?include=a']);
  });

  it('takes what is gone already for deleted', async () => {
    const { client, sent } = clientWith({ status: 404 }, { status: 404 }, { status: 404 });
    await client.deleteNamespace('orders');
    await client.deleteSession('orders', 's');
    await client.deletePropertyInSession('orders', 'a', 's');
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      'DELETE /v1/account/12345678/orders',
      'DELETE /v1/account/12345678/orders/s/properties',
      'DELETE /v1/account/12345678/orders/s/properties/a',
    ]);
  });

  it('gives the sessions of all pages', async () => {
    const ids = Array.from({ length: 1_500 }, (_, index) => `s-${index}`);
    const { client, sent } = clientWith(json(ids.slice(0, 1_000)), json(ids.slice(1_000)));
    expect(await client.getListOfSessions('orders')).toEqual(ids);
    expect(sent.map(({ url }) => url.search)).toEqual(['?page=0&perPage=1000', '?page=1&perPage=1000']);
  });

  it('ends with a service that gives the same page for ever', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `s-${index}`);
    const { toolbelt, sent } = scriptedAccount(() => json(ids));
    const call = toolbelt.ContextServiceClient(KEY).getListOfSessions('orders');
    expect(await rejection(call)).toMatchObject({ code: ContextService.General.Unknown });
    expect(sent).toHaveLength(2);
  });

  it.each([
    [400, ContextService.Parameter.Incorrect],
    [403, ContextService.Authorization.Invalid],
    [404, ContextService.Data.NotFound],
    [409, ContextService.General.Unknown],
    [501, ContextService.General.Issue],
  ])('tells a status of %d by its code, and no key', async (status, code) => {
    const { client } = clientWith({ status, body: `the key ${KEY} is wrong` });
    const error = await rejection(client.getAllPropertiesInSession('orders'));
    expect(error).toBeInstanceOf(SDKError);
    expect(error).toMatchObject({ name: 'SDKError', code, status });
    expect(inspect(error, { depth: 5 })).not.toContain(KEY);
    expect(inspect(client, { depth: 5, showHidden: true })).not.toContain(KEY);
  });

  it('tells an answer that is too long', async () => {
    const { toolbelt } = scriptedAccount(() => json(['x'.repeat(2_000)]), { maxAnswerBytes: 1_000 });
    const call = toolbelt.ContextServiceClient(KEY).getListOfNamespaces();
    expect(await rejection(call)).toMatchObject({
      code: ContextService.General.Unknown,
      message: expect.stringContaining('maxAnswerBytes'),
    });
  });

  it('ends a call that takes too long, and one that is aborted', async () => {
    const { client } = clientWith('silence', 'silence');
    const limits = { timeoutMs: 20, retry: false } as const;
    expect(await rejection(client.getListOfNamespaces(limits))).toMatchObject({
      code: ContextService.General.Timeout,
    });
    const signal = AbortSignal.abort(new Error('enough'));
    expect(await rejection(client.getListOfNamespaces({ signal }))).toBe(signal.reason);
  });
});

describe('defect 36: ContextServiceClient', () => {
  it('takes the object that the samples pass', async () => {
    const { toolbelt, sent } = clientWith(json([]), json([]));
    await toolbelt.ContextServiceClient({ apiKey: KEY }).getListOfNamespaces();
    await toolbelt.ContextServiceClient({ apiKey: KEY, accountId: '87654321' }).getListOfNamespaces();
    expect(sent.map(({ url }) => url.pathname)).toEqual(['/v1/account/12345678', '/v1/account/87654321']);
    expect(sent[0]?.headers['maven-api-key']).toBe(KEY);
  });

  it('repeats what may pass, twice', async () => {
    const reset = { error: networkFailure('ECONNRESET') };
    const { client, sent } = clientWith(reset, { status: 503 }, json({ a: 1 }));
    expect(await client.getAllPropertiesInSession('orders')).toEqual({ a: 1 });
    expect(sent).toHaveLength(3);
    const down = clientWith(reset, reset, reset, json({}));
    expect(await rejection(down.client.getAllPropertiesInSession('orders'))).toMatchObject({
      code: ContextService.General.Unknown,
      attempts: 3,
    });
  });

  it('takes a 401 for what it is', async () => {
    const { client } = clientWith({ status: 401 });
    const error = await rejection(client.getListOfSessions('orders'));
    expect(error).toMatchObject({ code: ContextService.Authorization.Invalid });
  });

  it('encodes names, and refuses those that would leave their place', async () => {
    const { client, sent } = clientWith(json({}));
    await client.getAllPropertiesInSession('a/b', 's?x#y ä');
    expect(sent[0]?.url.pathname).toBe('/v1/account/12345678/a%2Fb/s%3Fx%23y%20%C3%A4/properties');
    for (const name of ['..', '.', '']) {
      expect(await rejection(client.getAllPropertiesInSession(name))).toMatchObject({
        code: ContextService.Parameter.Incorrect,
      });
    }
    expect(sent).toHaveLength(1);
  });

  it('gives a text that looks like JSON as the text that it is', async () => {
    const properties = { a: '7', b: 'true', c: '{"d":1}', e: 7 };
    const { client } = clientWith(...Array.from({ length: 5 }, () => json(properties)));
    for (const [name, value] of Object.entries(properties)) {
      expect(await client.getPropertyInSession('orders', name)).toBe(value);
    }
    expect(await rejection(client.getPropertyInSession('orders', 'toString'))).toMatchObject({
      code: ContextService.Data.NotFound,
    });
  });
});
