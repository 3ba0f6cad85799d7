import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ErrorCodes } from '../../../src/errors/index.js';
import { Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const { sandbox, toolbelt } = await sandboxFixture();

describe('GDPRUtil at the sandbox', () => {
  const { hostedFiles } = sandbox.fixtures;
  const paths = hostedFiles.map(({ relativePath }) => relativePath);
  const conversation = (...more: string[]) => ({
    conversationHistoryRecords: [
      {
        messageRecords: [...paths, ...more].map((relativePath) => ({
          type: 'HOSTED_FILE',
          messageData: { file: { relativePath } },
        })),
      },
    ],
  });

  it('replaces the files of a conversation that was searched for', async () => {
    sandbox.requests.clear();
    const util = toolbelt.GDPRUtil();
    const replaced = await util.replaceConversationFiles(conversation(), sandbox.objectStore);
    expect(replaced).toEqual(paths);
    const sent = sandbox.requests.matching({ service: 'swift' });
    expect(sent.map(({ method }) => method)).toEqual(['GET', ...paths.map(() => 'PUT')]);
    // Once more changes nothing.
    expect(await util.replaceConversationFiles(conversation(), sandbox.objectStore)).toEqual(paths);
  });

  it('tells what was not replaced, which the object store refused', async () => {
    const alien = '/v1/AUTH_async-images/999/a.png';
    const run = toolbelt.GDPRUtil().replaceConversationFiles(conversation(alien), sandbox.objectStore);
    await expect(run).rejects.toMatchObject({
      code: ErrorCodes.GDPRUtil.ReplaceFileFailed,
      replaced: paths,
      notReplaced: [{ path: alien, status: 403 }],
    });
  });

  it('tells a wrong login', async () => {
    const login = { ...sandbox.objectStore, password: 'made-up' };
    const run = toolbelt.GDPRUtil().replaceConversationFiles(conversation(), login);
    await expect(run).rejects.toMatchObject({ code: ErrorCodes.GDPRUtil.AuthFailure, replaced: [] });
  });
});

describe('MTLSClient at the sandbox', () => {
  it('shows its certificate to a server that asks for one', async () => {
    const { cert, key, ca, host } = sandbox.mtls;
    const client = toolbelt.MTLSClient({ cert, key, ca });
    const answer = await client.post(`https://${host}/orders`, {}, { order: 7 }, { json: true });
    expect(answer).toMatchObject({
      statusCode: 200,
      body: {
        method: 'POST',
        body: { order: 7 },
        clientCertificate: { fingerprint256: new X509Certificate(cert).fingerprint256 },
      },
    });
  });

  it('is that of the instance in use', async () => {
    const { cert, key, host } = sandbox.mtls;
    const client = Toolbelt.MTLSClient({ cert, key });
    using _ = sandbox.use();
    expect((await client.get(`https://${host}/`)).statusCode).toBe(200);
  });
});

describe('LPMtlsClient at the sandbox', () => {
  const url = () => `https://${sandbox.mtls.host}/orders`;

  it('reaches a server with the certificate of the account', async () => {
    const answer = await toolbelt.LPMtlsClient().post(url(), {}, { order: 7 }, { json: true });
    expect(answer).toMatchObject({ statusCode: 200, body: { method: 'POST', body: { order: 7 } } });
  });

  it('tells a server that failed, and a URL without a certificate', async () => {
    const client = toolbelt.LPMtlsClient();
    sandbox.faults.add({ service: 'mtlsEndpoint', status: 503, body: { reason: 'closed' } });
    await expect(client.post(url(), {}, 'x')).rejects.toMatchObject({
      code: ErrorCodes.Mtls.Remote,
      originalBody: expect.stringContaining('closed'),
    });
    for (const status of [400, 500] as const) {
      sandbox.switches.missingCertificate = status;
      await expect(client.post(`https://${sandbox.hosts.sentinel}/`)).rejects.toMatchObject({
        code: ErrorCodes.Mtls.Missing,
      });
    }
  });
});

describe('ContextServiceClient at the sandbox', () => {
  it('makes a namespace, writes, reads and deletes', async () => {
    const context = toolbelt.ContextServiceClient(sandbox.mavenApiKey);
    expect(await context.createNamespace('orders', { ttl: 60 })).toMatchObject({
      name: 'orders',
      ttlSecond: 60,
    });
    expect((await context.getListOfNamespaces()).map(({ name }) => name)).toEqual(['orders']);
    const properties = { text: '7', number: 7, object: { a: [1] }, none: null };
    expect(await context.setPropertiesInNamespace('orders', properties, 's 1')).toEqual(properties);
    expect(await context.updatePropertiesInNamespace('orders', { number: 8 }, 's 1')).toEqual({
      ...properties,
      number: 8,
    });
    expect(await context.getPropertyInSession('orders', 'text', 's 1')).toBe('7');
    expect(await context.getSelectedPropertiesInSession('orders', ['none', 'x'], 's 1')).toEqual({
      none: null,
    });
    expect(await context.getListOfSessions('orders')).toEqual(['s 1']);
    await context.deletePropertyInSession('orders', 'text', 's 1');
    await context.deleteSession('orders', 's 1');
    await context.deleteSession('orders', 's 1');
    await context.deleteNamespace('orders');
    expect(await context.getListOfNamespaces()).toEqual([]);
  });

  it('tells a wrong key', async () => {
    const context = toolbelt.ContextServiceClient('made-up-key');
    await expect(context.getListOfNamespaces()).rejects.toMatchObject({
      name: 'SDKError',
      code: ErrorCodes.ContextService.Authorization.Invalid,
      status: 403,
    });
  });
});
