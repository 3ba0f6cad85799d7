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
    const body = 'for files:12345678 and a-made-up-password';
    const { toolbelt, sent } = scriptedAccount(() => ({ status: 401, body }));
    const failed = await error(toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials));
    expect(failed).toMatchObject({ code: ErrorCodes.GDPRUtil.AuthFailure, replaced: [] });
    expect(failed.notReplaced.map(({ path }) => path)).toEqual(['/v1/a']);
    expect(failed).toMatchObject({ operation: 'gdpr.replaceConversationFiles' });
    expect(inspect(failed, { depth: 5 })).not.toMatch(/files:12345678|a-made-up-password/);
    expect(sent).toHaveLength(1);
  });

  it('quotes no user name that the object store quotes', async () => {
    const refusal = { status: 403, body: 'files:12345678 may not write' };
    const { toolbelt } = scriptedAccount(({ method }) => (method === 'GET' ? login : refusal));
    const failed = await error(toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials));
    expect(failed.notReplaced).toMatchObject([{ reason: expect.stringContaining('may not write') }]);
    expect(inspect(failed, { depth: 5 })).not.toContain(credentials.username);
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

  it.each(['/v1/a/../../b', '/v1/%2e%2E/b', '/v1/.%2e', '/./v1', '/v1/a\ud800'])(
    'sends nothing to %j, which would be another place',
    async (path) => {
      const { toolbelt, sent } = scriptedAccount(({ method }) => (method === 'GET' ? login : created));
      const failed = await error(
        toolbelt.GDPRUtil().replaceConversationFiles(withFiles(path, '/v1/..a/.b..'), credentials),
      );
      expect(failed.replaced).toEqual(['/v1/..a/.b..']);
      expect(sent.map(({ url }) => url.pathname)).toEqual(['/auth/v1.0', '/v1/..a/.b..']);
    },
  );

  it('logs in once more for a token that is refused at once, and not for each file', async () => {
    const { toolbelt, sent } = scriptedAccount(({ method }) => (method === 'GET' ? login : { status: 401 }));
    const paths = Array.from({ length: 30 }, (_, index) => `/v1/${index}`);
    const failed = await error(
      toolbelt.GDPRUtil().replaceConversationFiles(withFiles(...paths), credentials),
    );
    expect(failed.notReplaced).toHaveLength(30);
    expect(sent.filter(({ method }) => method === 'GET')).toHaveLength(2);
  });

  it('renews each token that was taken for a while', async () => {
    const ends = new Map([
      ['/v1/8', 'token-1'],
      ['/v1/20', 'token-2'],
    ]);
    const ended = new Set<unknown>();
    let logins = 0;
    const { toolbelt } = scriptedAccount(({ method, url, headers }) => {
      if (method === 'GET') {
        logins += 1;
        return { status: 200, headers: { 'x-auth-token': `token-${logins}` } };
      }
      ended.add(ends.get(url.pathname));
      return ended.has(headers['x-auth-token']) ? { status: 401 } : created;
    });
    const paths = Array.from({ length: 30 }, (_, index) => `/v1/${index}`);
    const replaced = await toolbelt.GDPRUtil().replaceConversationFiles(withFiles(...paths), credentials);
    expect(replaced).toEqual(paths);
    expect(logins).toBe(3);
  });

  it('passes over what is no record and no message', async () => {
    const { toolbelt } = scriptedAccount(({ method }) => (method === 'GET' ? login : created));
    const conversationHistoryRecords = [null, { messageRecords: [null, 'text', file('/v1/a')] }] as never;
    const replaced = await toolbelt
      .GDPRUtil()
      .replaceConversationFiles({ conversationHistoryRecords }, credentials);
    expect(replaced).toEqual(['/v1/a']);
  });

  it('tells an object store that was not reached from one that refused the login', async () => {
    const { toolbelt } = scriptedAccount(() => ({ error: networkFailure('ECONNRESET') }), { retry: false });
    const failed = await error(toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials));
    expect(failed).toMatchObject({ code: ErrorCodes.GDPRUtil.General, cause: { name: 'NetworkError' } });
    const busy = scriptedAccount(() => ({ status: 500 }), { retry: false });
    const refused = await error(
      busy.toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials),
    );
    expect(refused).toMatchObject({ code: ErrorCodes.GDPRUtil.AuthFailure });
    expect(refused.message).not.toContain('credentials');
  });

  it.each([413, 507])('sends a file once that is answered with %d', async (status) => {
    const { toolbelt, sent } = scriptedAccount(({ method }) => (method === 'GET' ? login : { status }));
    const failed = await error(toolbelt.GDPRUtil().replaceConversationFiles(withFiles('/v1/a'), credentials));
    expect(failed.notReplaced).toMatchObject([{ status }]);
    expect(sent).toHaveLength(2);
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

  it('asks for no file more when it is aborted while it asks', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const { toolbelt, sent } = scriptedAccount(() => login);
    const asked: string[] = [];
    const ask = (path: string) => {
      asked.push(path);
      abort.abort(reason);
      throw new Error('of the aborted predicate');
    };
    const { signal } = abort;
    const run = toolbelt
      .GDPRUtil()
      .replaceConversationFiles(withFiles('/v1/a', '/v1/b'), credentials, ask, undefined, { signal });
    expect(await rejection(run)).toBe(reason);
    expect([asked, sent]).toEqual([['/v1/a'], []]);
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
    expect(await rejection(run)).toMatchObject({
      name: 'ParameterError',
      parameter,
      operation: 'gdpr.replaceConversationFiles',
    });
    expect(sent).toEqual([]);
  });

  it('refuses a shouldReplace that is none', async () => {
    const { toolbelt, sent } = scriptedAccount(() => created);
    const run = toolbelt
      .GDPRUtil()
      .replaceConversationFiles(withFiles('/v1/a'), credentials, ['/v1/a'] as never);
    expect(await rejection(run)).toMatchObject({ name: 'ParameterError', parameter: 'shouldReplace' });
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
