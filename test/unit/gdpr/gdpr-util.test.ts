import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ErrorCodes, GDPRError } from '../../../src/errors/index.js';
import { rejection } from '../../support/call-scene.js';
import { scriptedAccount } from '../../support/scripted-account.js';
import { json, networkFailure, type Reply } from '../../support/scripted-transport.js';

const credentials = { username: 'files:12345678', password: 'a-made-up-password' };
const login: Reply = { status: 200, headers: { 'x-auth-token': 'AUTH_tk_made_up' } };
const created: Reply = { status: 201 };

const file = (relativePath: string) => ({ type: 'HOSTED_FILE', messageData: { file: { relativePath } } });
const text = { type: 'TEXT_PLAIN', messageData: { msg: { text: 'hello' } } };
const withFiles = (...paths: string[]) => ({
  conversationHistoryRecords: [{ messageRecords: [text, ...paths.map(file)] }],
});
const error = async (promise: Promise<unknown>) => (await rejection(promise)) as GDPRError;

describe('GDPRUtil', () => {
  it('logs in once, replaces each file and gives their paths', async () => {
    const { toolbelt, sent } = scriptedAccount(({ method }) => (method === 'GET' ? login : created));
    const paths = ['/v1/AUTH_async-images/12345678/a.png', '/v1/AUTH_async-images/12345678/b.pdf'];
    const replaced = await toolbelt.GDPRUtil().replaceConversationFiles(withFiles(...paths), credentials);
    expect(replaced).toEqual(paths);
    expect(sent.map(({ method, url }) => `${method} ${url.host}${url.pathname}`)).toEqual([
      'GET swift.liveperson.net/auth/v1.0',
      ...paths.map((path) => `PUT swift.liveperson.net${path}`),
    ]);
    expect(sent[0]?.headers).toMatchObject({
      'x-auth-user': credentials.username,
      'x-auth-key': credentials.password,
    });
    expect(sent[1]?.headers).toMatchObject({
      'content-type': 'image/png',
      'x-auth-token': 'AUTH_tk_made_up',
    });
    expect(
      Buffer.from(sent[1]?.body as Uint8Array)
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('replaces what is chosen, with the file that is given', async () => {
    const { toolbelt, sent } = scriptedAccount(({ method }) => (method === 'GET' ? login : created));
    const replaced = await toolbelt
      .GDPRUtil()
      .replaceConversationFiles(
        withFiles('/v1/a.png', '/v1/b.txt'),
        credentials,
        (path) => path.endsWith('.txt'),
        { body: 'removed', contentType: 'text/plain' },
      );
    expect(replaced).toEqual(['/v1/b.txt']);
    expect(sent[1]).toMatchObject({ body: 'removed', headers: { 'content-type': 'text/plain' } });
  });

  it('takes a predicate that answers later by its answer', async () => {
    const { toolbelt, sent } = scriptedAccount(() => login);
    const util = toolbelt.GDPRUtil();
    expect(
      await util.replaceConversationFiles(withFiles('/v1/a.png'), credentials, async () => false),
    ).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('has nothing to do without records, and asks for messages where there are none', async () => {
    const { toolbelt } = scriptedAccount(() => login);
    const util = toolbelt.GDPRUtil();
    const none = { conversationHistoryRecords: [] };
    expect(await util.replaceConversationFiles(none, credentials)).toEqual([]);
    const without = { conversationHistoryRecords: [{}] };
    expect(await error(util.replaceConversationFiles(without, credentials))).toMatchObject({
      code: ErrorCodes.GDPRUtil.General,
      message: expect.stringContaining('messageRecords'),
    });
  });

  it('tells a login that is refused, and that nothing was replaced', async () => {
    const { toolbelt, sent } = scriptedAccount(() => ({ status: 401, body: 'for a-made-up-password' }));
    const failed = await error(toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials));
    expect(failed).toMatchObject({ code: ErrorCodes.GDPRUtil.AuthFailure, replaced: [] });
    expect(failed.notReplaced.map(({ path }) => path)).toEqual(['/v1/a']);
    expect(inspect(failed, { depth: 5 })).not.toContain(credentials.password);
    expect(sent).toHaveLength(1);
  });

  it('renews a token that has ended, for all files at once', async () => {
    let logins = 0;
    const { toolbelt } = scriptedAccount(({ method, headers }) => {
      if (method !== 'GET') return { status: headers['x-auth-token'] === 'token-1' ? 401 : 201 };
      logins += 1;
      return { status: 200, headers: { 'x-auth-token': `token-${logins}` } };
    });
    const paths = ['/v1/a', '/v1/b', '/v1/c'];
    expect(await toolbelt.GDPRUtil().replaceConversationFiles(withFiles(...paths), credentials)).toEqual(
      paths,
    );
    expect(logins).toBe(2);
  });

  it('encodes what no URL can hold, and sends nothing elsewhere', async () => {
    const { toolbelt, sent } = scriptedAccount(({ method }) => (method === 'GET' ? login : created));
    const paths = ['/v1/ä b%20c?d#e.png', '//evil.example.com/x', 'evil.example.com/x'];
    const failed = await error(
      toolbelt.GDPRUtil().replaceConversationFiles(withFiles(...paths), credentials),
    );
    expect(failed.replaced).toEqual(paths.slice(0, 1));
    expect(sent.map(({ url }) => url.href)).toEqual([
      'https://swift.liveperson.net/auth/v1.0',
      'https://swift.liveperson.net/v1/%C3%A4%20b%20c%3Fd%23e.png',
    ]);
  });

  it('stops when it is aborted, with the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const { toolbelt, sent } = scriptedAccount(({ method }) => {
      if (method === 'GET') return login;
      setImmediate(() => abort.abort(reason));
      return 'silence';
    });
    const paths = Array.from({ length: 20 }, (_, index) => `/v1/${index}`);
    const options = { signal: abort.signal };
    const run = toolbelt
      .GDPRUtil()
      .replaceConversationFiles(withFiles(...paths), credentials, undefined, undefined, options);
    expect(await rejection(run)).toBe(reason);
    expect(sent.length).toBeLessThanOrEqual(9);
  });

  it.each([
    [{ username: '', password: 'x' }, undefined, {}, 'credentials'],
    [undefined, undefined, {}, 'credentials'],
    [credentials, { body: 'x' }, {}, 'replacementFile'],
    [credentials, undefined, { timeoutMS: 5 }, 'timeoutMS'],
  ])('refuses %j, %j, %j', async (login, replacement, options, parameter) => {
    const { toolbelt, sent } = scriptedAccount(() => created);
    const run = toolbelt
      .GDPRUtil()
      .replaceConversationFiles(
        withFiles('/v1/a'),
        login as never,
        undefined,
        replacement as never,
        options as never,
      );
    expect(await rejection(run)).toMatchObject({ name: 'ParameterError', parameter });
    expect(sent).toEqual([]);
  });
});

describe('defect 39: GDPRUtil stops at the first failure without saying what was replaced', () => {
  it('tries all files of all records, and tells which were replaced and which not, and why', async () => {
    const { toolbelt } = scriptedAccount(
      ({ method, url }) => {
        if (method === 'GET') return login;
        if (url.pathname === '/v1/b') return json({ reason: 'read only' }, 403);
        return url.pathname === '/v1/c' ? { error: networkFailure('ECONNRESET') } : created;
      },
      { retry: false },
    );
    const conversation = {
      conversationHistoryRecords: [
        { messageRecords: ['/v1/a', '/v1/b'].map(file) },
        { messageRecords: ['/v1/c', '/v1/d', '/v1/a'].map(file) },
      ],
    };
    const failed = await error(toolbelt.GDPRUtil().replaceConversationFiles(conversation, credentials));
    expect(failed).toBeInstanceOf(GDPRError);
    expect(failed.replaced).toEqual(['/v1/a', '/v1/d']);
    expect(failed.notReplaced).toEqual([
      { path: '/v1/b', status: 403, reason: expect.stringContaining('read only') },
      { path: '/v1/c', reason: expect.stringContaining('ECONNRESET') },
    ]);
  });

  it('has a code of its own for a replacement that was refused', async () => {
    const { toolbelt } = scriptedAccount(({ method }) => (method === 'GET' ? login : { status: 403 }));
    const run = toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials);
    expect((await error(run)).code).toBe(ErrorCodes.GDPRUtil.ReplaceFileFailed);
  });

  it('can be run again, and repeats what may pass by itself', async () => {
    let isDown = true;
    const { toolbelt, sent } = scriptedAccount(({ method }) => {
      if (method === 'GET') return login;
      return isDown ? { status: 503 } : created;
    });
    const run = () => toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials);
    expect((await error(run())).notReplaced).toMatchObject([{ status: 503 }]);
    expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(4);
    isDown = false;
    expect(await run()).toEqual(['/v1/a']);
  });
});
