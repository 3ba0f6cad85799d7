import { describe, expect, it } from 'vitest';
import { ErrorCodes, MTLSError } from '../../../src/errors/index.js';
import { rejection } from '../../support/call-scene.js';
import { scriptedAccount, TOKEN } from '../../support/scripted-account.js';
import { json, networkFailure } from '../../support/scripted-transport.js';

const URL_OF_BRAND = 'https://orders.example.com/7?a=b';

describe('LPMtlsClient', () => {
  it('sends the call to the gateway as LivePerson wants it', async () => {
    const { toolbelt, sent } = scriptedAccount(() => json({ id: 7 }));
    const client = toolbelt.LPMtlsClient();
    const answer = await client.post(URL_OF_BRAND, { 'X-Own': 'yes' }, { a: 1 }, { json: true });
    expect(answer).toMatchObject({ statusCode: 200, body: { id: 7 } });
    expect(answer.headers['content-type']).toBe('application/json');
    const [request] = sent;
    expect(request?.url.href).toBe('https://mtlsgateway.liveperson.net/mtls/account/12345678');
    expect(request).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'lp-forward-url': URL_OF_BRAND,
        'lp-service-name': 'FAAS',
        'lp-stop-if-certificate-not-found': 'true',
        'x-own': 'yes',
        'x-request-id': expect.any(String),
      },
    });
    expect(request?.headers).not.toHaveProperty('lp-authorization-override');
  });

  it('goes to the URL that was checked, whatever the headers say', async () => {
    const { toolbelt, sent } = scriptedAccount(() => json({}));
    await toolbelt.LPMtlsClient().get(URL_OF_BRAND, { 'LP-forward-url': 'http://other.example.com/' });
    expect(sent[0]?.headers['lp-forward-url']).toBe(URL_OF_BRAND);
  });

  it('quotes no credential of its caller that the answer repeats', async () => {
    const headers = { 'lp-message-from-transport': 'a-made-up-credential is wrong' };
    const { toolbelt } = scriptedAccount(() => ({
      status: 424,
      headers,
      body: '{"a":"a-made-up-credential"}',
    }));
    const call = toolbelt.LPMtlsClient().get(URL_OF_BRAND, { Authorization: 'Token a-made-up-credential' });
    const error = (await rejection(call)) as MTLSError;
    expect(`${error.message} ${error.originalBody}`).not.toContain('a-made-up-credential');
    expect(error.operation).toBe('lpMtls.get');
  });

  it('gives text without json, and with it where the text is no JSON', async () => {
    const { toolbelt } = scriptedAccount(() => ({ status: 203, body: '{"id":7' }));
    const client = toolbelt.LPMtlsClient();
    expect((await client.get(URL_OF_BRAND)).body).toBe('{"id":7');
    expect((await client.get(URL_OF_BRAND, {}, undefined, { json: true })).body).toBe('{"id":7');
  });

  it('tells a server that failed, with its answer, which is not logged along', async () => {
    const { toolbelt } = scriptedAccount(() => ({
      status: 424,
      headers: { 'lp-message-from-transport': 'it answered 503' },
      body: 'closed',
    }));
    const error = (await rejection(toolbelt.LPMtlsClient().get(URL_OF_BRAND))) as MTLSError;
    expect(error).toBeInstanceOf(MTLSError);
    expect(error).toMatchObject({
      component: 'LP-MTLS',
      code: ErrorCodes.Mtls.Remote,
      message: 'it answered 503',
      originalBody: 'closed',
      operation: 'lpMtls.get',
    });
    expect(Object.keys(error)).not.toContain('originalBody');
  });

  it('has the codes of the official toolbelt for what ends a call', async () => {
    const reset = scriptedAccount(() => ({ error: networkFailure('ECONNRESET') }), { retry: false });
    expect(await rejection(reset.toolbelt.LPMtlsClient().get(URL_OF_BRAND))).toMatchObject({
      code: ErrorCodes.Mtls.General,
      cause: { name: 'NetworkError' },
    });
    for (const value of ['no credential', { consumerKey: 'x' }]) {
      const secretStore = { get: async (key: string) => ({ key, value }) };
      const { toolbelt } = scriptedAccount(() => json({}), { secretStore });
      expect(await rejection(toolbelt.LPMtlsClient().get(URL_OF_BRAND))).toMatchObject({
        name: 'AuthError',
        component: 'LP-MTLS',
        code: ErrorCodes.Mtls.Creds.Format,
      });
    }
  });

  it.each(['orders.example.com', 'http://orders.example.com/', 'https://user:secret@orders.example.com/', 7])(
    'refuses the URL %s',
    async (url) => {
      const { toolbelt, sent } = scriptedAccount(() => json({}));
      const error = await rejection(toolbelt.LPMtlsClient().get(url as string));
      expect(error).toMatchObject({ code: ErrorCodes.Mtls.BadRequest });
      expect(String(error)).not.toContain('secret@');
      expect(sent).toEqual([]);
    },
  );
});

describe('defect 4: no single flight, in LPMtlsClient too', () => {
  it('asks for one token and one list of hosts for all clients', async () => {
    const asked: string[] = [];
    const { toolbelt } = scriptedAccount(() => json({}), {
      around: [
        ({ service }, next) => {
          asked.push(service);
          return next();
        },
      ],
    });
    await Promise.all(Array.from({ length: 5 }, () => toolbelt.LPMtlsClient().get(URL_OF_BRAND)));
    expect(asked.filter((service) => service === 'sentinel')).toHaveLength(1);
    expect(asked.filter((service) => service === 'csds')).toHaveLength(1);
  });
});

describe('defect 33: timeout of LPMtlsClient is never used, and GET with a body throws', () => {
  it('keeps to its timeout', async () => {
    const { toolbelt } = scriptedAccount(() => 'silence', { retry: false });
    const call = toolbelt.LPMtlsClient().post(URL_OF_BRAND, {}, 'x', { timeout: 20 });
    expect(await rejection(call)).toMatchObject({ code: ErrorCodes.Mtls.Timeout, operation: 'lpMtls.post' });
  });

  it('sends a body with GET', async () => {
    const { toolbelt, sent } = scriptedAccount(() => json({}));
    await toolbelt.LPMtlsClient().get(URL_OF_BRAND, undefined, 'text');
    expect(sent[0]?.body).toBe('text');
  });
});

describe('defect 35: LPMtlsClient takes Authorization out of the headers of its caller, and blames the wrong one', () => {
  it('leaves the headers of its caller as they are, and sends Authorization on', async () => {
    const { toolbelt, sent } = scriptedAccount(() => json({}));
    const headers = Object.freeze({ Authorization: 'Basic bWFkZTp1cA==', Accept: 'text/plain' });
    const client = toolbelt.LPMtlsClient();
    await client.get(URL_OF_BRAND, headers);
    await client.get(URL_OF_BRAND, headers);
    expect(headers).toEqual({ Authorization: 'Basic bWFkZTp1cA==', Accept: 'text/plain' });
    for (const request of sent) {
      expect(request.headers).toMatchObject({
        authorization: `Bearer ${TOKEN}`,
        'lp-authorization-override': 'Basic bWFkZTp1cA==',
      });
    }
  });

  it.each([
    [400, '', ErrorCodes.Mtls.Missing],
    [400, '{"message":"No certificate is configured"}', ErrorCodes.Mtls.Missing],
    [500, '{"message":"No certificate is configured"}', ErrorCodes.Mtls.Missing],
    [400, '{"message":"The header LP-service-name is unknown"}', ErrorCodes.Mtls.BadRequest],
    [401, '{"message":"The token has ended"}', ErrorCodes.Mtls.BadRequest],
  ])('tells a %d of the gateway with %s', async (status, body, code) => {
    const { toolbelt } = scriptedAccount(() => ({ status, body }), { retry: false });
    expect(await rejection(toolbelt.LPMtlsClient().get(URL_OF_BRAND))).toMatchObject({ code });
  });

  it('takes WWW-Authenticate of an answer that is none of refusal for what it is', async () => {
    const headers = { 'www-authenticate': 'Negotiate b2s=' };
    const { toolbelt } = scriptedAccount(() => ({ status: 200, headers, body: 'fine' }));
    expect(await toolbelt.LPMtlsClient().get(URL_OF_BRAND)).toMatchObject({ statusCode: 200, body: 'fine' });
  });
});
