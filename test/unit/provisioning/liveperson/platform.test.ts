import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { newManifest } from '../../../../src/provisioning/manifest.js';
import { LivePersonPlatform, type LivePersonPlatformOptions } from '../../../../src/provisioning.js';
import {
  BEARER,
  HOSTS,
  LIST,
  LOGIN,
  loggedIn,
  PASSWORD,
  platformWith,
  SESSION,
} from '../../../support/scripted-platform.js';
import { json, networkFailure, ScriptedTransport } from '../../../support/scripted-transport.js';

describe('options of LivePersonPlatform', () => {
  const good = { accountId: '1', admin: SESSION };
  it.each([
    ['accountId', { accountId: '' }],
    ['accountId', { accountId: undefined }],
    ['admin', { admin: undefined }],
    ['admin', { admin: {} }],
    ['admin', { admin: 'token' }],
    ['admin.bearer', { admin: { bearer: '' } }],
    ['admin.bearer', { admin: { bearer: `Bearer ${BEARER}` } }],
    ['admin.bearer', { admin: { bearer: `${BEARER}\r\nx-evil: 1` } }],
    ['admin.userId', { admin: { bearer: BEARER, userId: '' } }],
    ['admin.userId', { admin: { bearer: BEARER, userId: 7 } }],
    ['admin.idToken', { admin: { bearer: BEARER, idToken: 7 } }],
    ['admin.username', { admin: { username: '', password: PASSWORD } }],
    ['admin.password', { admin: { username: 'a@example.com' } }],
    ['csdsDomain', { csdsDomain: 'https://api.liveperson.net' }],
    ['csdsDomain', { csdsDomain: 'user@api.liveperson.net' }],
    ['allowedHosts', { allowedHosts: ['https://x'] }],
    ['idTokenAudience', { idTokenAudience: '' }],
    ['featureId', { featureId: 7 }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
  ])('that are wrong are told at once, by name and without a value: %s', (field, change) => {
    const make = () => new LivePersonPlatform({ ...good, ...change } as LivePersonPlatformOptions);
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError', field }));
    expect(make).not.toThrow(BEARER);
    expect(make).not.toThrow(PASSWORD);
  });
});

describe('the requests of LivePersonPlatform', () => {
  it('go to the hosts of CSDS with the bearer, which CSDS itself never gets', async () => {
    const { platform, transport, sent } = platformWith(() => LIST);
    expect(await platform.listInstallations()).toEqual({ items: [], revision: '5' });
    expect(sent().map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://ause1.ac.liveperson.net/api/account/1/configuration/app-install/installations?v=1.0',
    ]);
    const [lookUp, list] = transport.requests;
    expect(`${lookUp?.url}`).toBe(
      'https://api.liveperson.net/api/account/1/service/baseURI.json?version=1.0',
    );
    expect(lookUp?.headers).not.toHaveProperty('authorization');
    expect(list?.headers.authorization).toBe(`Bearer ${BEARER}`);
  });

  it.each([
    'evil.example.com',
    'liveperson.net.example.com',
    'user@va.liveperson.net',
    'localhost:443',
    '10.0.0.1',
  ])('never go to %s, even when CSDS says so', async (host) => {
    const hosts = { ...HOSTS, accountConfigReadWrite: host, sentinel: host, agentVep: host };
    const { platform, sent } = platformWith(() => LIST, {}, hosts);
    const refused = { name: 'HostNotAllowedError' };
    await expect(platform.listInstallations()).rejects.toMatchObject(refused);
    await expect(platform.install(newManifest())).rejects.toMatchObject(refused);
    const credential = { client_id: 'a', client_secret: 'planted-b' };
    await expect(platform.tryCredential(credential)).rejects.toMatchObject(refused);
    const login = platformWith(() => LIST, { admin: LOGIN }, hosts);
    await expect(login.platform.administrator()).rejects.toMatchObject(refused);
    expect([...sent(), ...login.sent()]).toEqual([]);
  });

  it('carry the manifest as it is, and a deletion its revision', async () => {
    const { platform, sent } = platformWith(() => ({ status: 204 }));
    const manifest = newManifest();
    await platform.install(manifest);
    await platform.deleteInstallation('a/../b', '"5"');
    const [install, deletion] = sent();
    expect(JSON.parse(String(install?.body))).toEqual(manifest);
    expect(install?.headers['content-type']).toBe('application/json');
    expect(deletion?.url.pathname).toMatch(/installations\/a%2F\.\.%2Fb$/);
    expect(deletion?.headers['if-match']).toBe('"5"');
  });

  it.each([
    [404, undefined],
    [409, 'StaleRevisionError'],
    [412, 'StaleRevisionError'],
    [403, 'PrivilegeError'],
    [500, 'HttpError'],
    [302, 'HttpError'],
  ])('that delete are judged by their status: %s', async (status, name) => {
    const { platform } = platformWith(() => ({ status }));
    const failure = await platform.deleteInstallation('a', '5').catch((error: Error) => error.name);
    expect(failure).toBe(name);
  });

  it('go where CSDS says by now, once it was asked anew', async () => {
    const hosts = { ...HOSTS };
    const { platform, sent } = platformWith(() => LIST, {}, hosts);
    await platform.listInstallations();
    hosts.accountConfigReadWrite = 'moved.ac.liveperson.net';
    await platform.listInstallations();
    await platform.infrastructure();
    await platform.listInstallations();
    expect(sent().map(({ url }) => url.host)).toEqual([
      'ause1.ac.liveperson.net',
      'ause1.ac.liveperson.net',
      'moved.ac.liveperson.net',
    ]);
  });

  it('follow no redirect', async () => {
    const location = 'https://va.sentinel.liveperson.net/elsewhere';
    const { platform, sent } = platformWith(() => ({ status: 302, headers: { location } }));
    await expect(platform.listInstallations()).rejects.toMatchObject({ name: 'HttpError', status: 302 });
    expect(sent()).toHaveLength(1);
  });

  it('end when no answer comes, and when an answer stops in the middle', async () => {
    const { platform } = platformWith(() => 'silence', { timeoutMs: 30 });
    await expect(platform.listInstallations()).rejects.toMatchObject({ name: 'TimeoutError', limitMs: 30 });
    expect(await platform.tryCredential({ client_id: 'a', client_secret: 'b' })).toBe('unknown');
  });

  it('tell a failure of the network without what was sent', async () => {
    const error = Object.assign(networkFailure('ECONNRESET'), {
      options: { headers: { authorization: BEARER } },
    });
    const { platform } = platformWith(() => ({ error }));
    const caught = await platform.listInstallations().catch((reason: unknown) => reason);
    expect(caught).toMatchObject({ name: 'NetworkError', host: 'ause1.ac.liveperson.net' });
    expect(inspect(caught, { depth: 9, showHidden: true })).not.toContain(BEARER);
  });
});

describe('a session that was given', () => {
  it('is over with the first 401: one request, a clear error, and the bearer is not sent again', async () => {
    const { platform, sent } = platformWith(() => ({ status: 401 }));
    const over = { name: 'AuthError', status: 401, message: expect.stringContaining('give the new bearer') };
    await expect(platform.listInstallations()).rejects.toMatchObject(over);
    await expect(platform.install(newManifest())).rejects.toMatchObject(over);
    await expect(platform.administrator()).rejects.toMatchObject(over);
    expect(sent()).toHaveLength(1);
  });

  it('is not held to be over by a 403, which is told as it is', async () => {
    const { platform, sent } = platformWith(() => ({ status: 403 }));
    await expect(platform.deleteInstallation('a', '5')).rejects.toMatchObject({
      name: 'PrivilegeError',
      status: 403,
      message: expect.stringMatching(/installations\.delete.*administrator/),
    });
    await expect(platform.deleteInstallation('a', '5')).rejects.toThrow('403');
    expect(sent()).toHaveLength(2);
  });
});

describe('a session that is opened with a password', () => {
  it('is opened once for calls at the same time, and once more after a 401', async () => {
    let logins = 0;
    const { platform, sent } = platformWith(
      ({ url, headers }) => {
        if (url.pathname.endsWith('/login')) return loggedIn(`bearer-${++logins}`);
        return headers.authorization === 'Bearer bearer-1' && logins === 1 && sent().length > 4
          ? { status: 401 }
          : LIST;
      },
      { admin: LOGIN },
    );
    await Promise.all([1, 2, 3].map(() => platform.listInstallations()));
    expect(logins).toBe(1);
    await platform.listInstallations();
    expect(logins).toBe(2);
    expect(
      sent()
        .map(({ headers }) => headers.authorization)
        .slice(-3),
    ).toEqual(['Bearer bearer-1', undefined, 'Bearer bearer-2']);
  });

  it('is not opened again and again when a new one is refused, too', async () => {
    const { platform, sent } = platformWith(
      ({ url }) => (url.pathname.endsWith('/login') ? loggedIn('bearer-1') : { status: 401 }),
      { admin: LOGIN },
    );
    await expect(platform.listInstallations()).rejects.toMatchObject({ name: 'AuthError', status: 401 });
    expect(sent()).toHaveLength(4);
  });

  it('sends a password that was refused no second time', async () => {
    const { platform, sent } = platformWith(() => ({ status: 401 }), { admin: LOGIN });
    const refused = { name: 'AuthError', message: expect.stringContaining('password is wrong') };
    await expect(platform.administrator()).rejects.toMatchObject(refused);
    await expect(platform.listInstallations()).rejects.toMatchObject(refused);
    expect(sent()).toHaveLength(1);
  });

  it('is tried again after an error that may pass', async () => {
    const { platform } = platformWith(
      (_request, number) => (number === 1 ? { status: 500 } : loggedIn('bearer-1')),
      { admin: LOGIN },
    );
    await expect(platform.administrator()).rejects.toMatchObject({ name: 'HttpError', status: 500 });
    expect(await platform.administrator()).toMatchObject({ isAdministrator: true });
  });

  it.each([
    ['no bearer', { config: {} }],
    ['no config', { bearer: 'b' }],
    ['an error', { error: { message: PASSWORD } }],
    ['a list', []],
  ])('is not taken from an answer with %s', async (_what, body) => {
    const { platform } = platformWith(() => json(body), { admin: LOGIN });
    const error = await platform.administrator().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'HttpError', operation: 'login' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(PASSWORD);
  });
});

describe('closing', () => {
  it('leaves a transport of one’s own open', async () => {
    let closed = 0;
    const transport = new ScriptedTransport([]);
    transport.close = async () => {
      closed += 1;
    };
    await new LivePersonPlatform({ accountId: '1', admin: SESSION, transport }).close();
    expect(closed).toBe(0);
  });

  it('ends the calls of a transport that it made', async () => {
    const platform = new LivePersonPlatform({ accountId: '1', admin: SESSION });
    await platform[Symbol.asyncDispose]();
    await expect(platform.listInstallations()).rejects.toThrow('ERR_TRANSPORT_CLOSED');
  });
});
