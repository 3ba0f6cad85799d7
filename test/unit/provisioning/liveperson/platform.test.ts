import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Around } from '../../../../src/http/around.js';
import { newManifest } from '../../../../src/provisioning/manifest.js';
import { LivePersonPlatform, type LivePersonPlatformOptions } from '../../../../src/provisioning.js';
import { TestClock } from '../../../../src/testing.js';
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
import { json, networkFailure, ScriptedTransport, type Step } from '../../../support/scripted-transport.js';

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
    [403, 'InstallationRefusedError'],
    [400, 'InstallationRefusedError'],
    [422, 'InstallationRefusedError'],
    [408, 'HttpError'],
    [429, 'HttpError'],
    [500, 'HttpError'],
    [302, 'HttpError'],
  ])('that delete are judged by their status: %s', async (status, name) => {
    const { platform } = platformWith(() => ({ status }));
    const failure = await platform.deleteInstallation('a', '5').catch((error: Error) => error.name);
    expect(failure).toBe(name);
  });

  it('that delete are not sent without a revision, and the error says why', async () => {
    const { platform, sent } = platformWith(() => ({ ...LIST, headers: {} }));
    const { revision } = await platform.listInstallations();
    await expect(platform.deleteInstallation('a', revision)).rejects.toMatchObject({
      name: 'InstallationRefusedError',
      message: expect.stringMatching(
        /names no revision \(ac-revision or ETag\).*Nothing was sent.*Application Install/,
      ),
    });
    expect(sent().map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([
    [400, 'client_name has a wrong form', 'InstallationRefusedError'],
    [400, 'client_name has more than the maximum of 128 characters', 'InstallationRefusedError'],
    [422, 'The scope of the application is not known', 'InstallationRefusedError'],
    [400, 'The quota is used up', 'InstallationQuotaError'],
    [403, 'The maximum number of applications is installed: 20', 'InstallationQuotaError'],
    [422, 'limit of 10 installations reached', 'InstallationQuotaError'],
    [409, 'too many applications', 'InstallationQuotaError'],
    [507, 'no room', 'InstallationQuotaError'],
    [409, 'the client_name is taken', 'InstallationConflictError'],
    [403, 'not allowed', 'ManualStepRequired'],
    [404, 'not found', 'ManualStepRequired'],
    [429, 'too many applications ask for tokens', 'HttpError'],
    [408, 'slow', 'HttpError'],
    [500, 'the quota service failed', 'HttpError'],
    [302, 'moved', 'HttpError'],
  ])('that install are judged by their status and words: %i %s', async (status, message, name) => {
    const { platform, sent } = platformWith(() => json({ type: 'error', internalCode: 9, message }, status));
    const failure = await platform.install(newManifest()).catch((error: Error) => error);
    expect(failure).toMatchObject({ name });
    if (status >= 400) expect(String(failure)).toContain(`type error, internalCode 9: ${message}`);
    expect(sent()).toHaveLength(1);
  });

  it('that get one tell it, or that there is none', async () => {
    const entry = { id: 'i', client_id: 'c', client_secret: 'planted-got', client_name: 'n', enabled: true };
    let answer: Step = json(entry);
    let list: Step = json([]);
    const { platform, sent } = platformWith(({ url }) => (url.pathname.endsWith('/i') ? answer : list));
    expect(await platform.getInstallation('i')).toMatchObject({ id: 'i', clientSecret: 'planted-got' });
    expect(sent()[0]?.url.pathname).toMatch(/app-install\/installations\/i$/);
    answer = { status: 404 };
    expect(await platform.getInstallation('i')).toBeUndefined();
    // The path may want another id than the list tells: then the list has the last word.
    list = json([entry]);
    expect(await platform.getInstallation('i')).toMatchObject({ id: 'i', clientSecret: 'planted-got' });
    answer = json({ ...entry, deleted: true });
    expect(await platform.getInstallation('i')).toBeUndefined();
    // A proxy that does not find its way says nothing of an application.
    answer = { status: 404, body: '<html><title>Not found</title></html>' };
    await expect(platform.getInstallation('i')).rejects.toMatchObject({ name: 'ManualStepRequired' });
  });

  it('are sent once each, whatever they meet: in a run only the run repeats', async () => {
    for (const step of [{ status: 503 }, { status: 429 }, { error: networkFailure('ECONNRESET') }]) {
      const { platform, transport } = platformWith(() => step);
      await platform.listInstallations().catch(() => undefined);
      await platform.install(newManifest()).catch(() => undefined);
      await platform.getInstallation('i').catch(() => undefined);
      await platform.administrator().catch(() => undefined);
      await platform.tryCredential({ client_id: 'a', client_secret: 'planted-b' });
      const paths = transport.requests.map(({ method, url }) => `${method} ${url.pathname}`);
      expect(new Set(paths.filter((path) => !path.includes('baseURI'))).size).toBe(5);
      expect(paths.filter((path) => !path.includes('baseURI'))).toHaveLength(5);
    }
    const { platform, transport } = platformWith(() => LIST, { transport: new ScriptedTransport([]) });
    await expect(platform.listInstallations()).rejects.toMatchObject({ name: 'CsdsError' });
    expect(transport.requests).toEqual([]);
  });

  it('go through the functions around them', async () => {
    const seen: string[] = [];
    const around: Around = async (exchange, next) => {
      exchange.setHeader('traceparent', 'a-trace');
      const { status } = await next();
      seen.push(`${exchange.operation} ${status}`);
      return { status, headers: {} };
    };
    const { platform, transport } = platformWith(
      ({ url }) => (url.pathname.endsWith('/login') ? loggedIn('bearer-1', { userId: 7 }) : LIST),
      { admin: LOGIN, around: [around] },
    );
    await platform.listInstallations();
    await platform.tryCredential({ client_id: 'a', client_secret: 'planted-b' });
    await platform.administrator().catch(() => undefined);
    expect(seen).toEqual([
      'csds.list 200',
      'login 200',
      'installations.list 200',
      'sentinel.token 200',
      'users.get 200',
    ]);
    expect(transport.requests.every(({ headers }) => headers.traceparent === 'a-trace')).toBe(true);
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
      name: 'InstallationRefusedError',
      message: expect.stringMatching(/installations\.delete with status 403.*administrator/),
    });
    await expect(platform.deleteInstallation('a', '5')).rejects.toThrow('403');
    expect(sent()).toHaveLength(2);
  });
});

describe('a session that is opened with a password', () => {
  it('is opened once for calls at the same time, and once more after a 401', async () => {
    const clock = new TestClock();
    let logins = 0;
    let isOver = false;
    const { platform, sent } = platformWith(
      ({ url, headers }) => {
        if (url.pathname.endsWith('/login')) return loggedIn(`bearer-${++logins}`);
        return isOver && headers.authorization === 'Bearer bearer-1' ? { status: 401 } : LIST;
      },
      { admin: LOGIN, clock },
    );
    await Promise.all([1, 2, 3].map(() => platform.listInstallations()));
    expect(logins).toBe(1);
    clock.advance(8 * 3_600_000);
    isOver = true;
    await Promise.all([1, 2, 3].map(() => platform.listInstallations()));
    expect(logins).toBe(2);
    await platform.listInstallations();
    expect(logins).toBe(2);
    expect(sent().at(-1)?.headers.authorization).toBe('Bearer bearer-2');
  });

  it.each([
    ['at once', 0],
    ['after the one before it had ended', 8 * 3_600_000],
  ])('is not opened again and again when a new one is refused %s', async (_when, ms) => {
    const clock = new TestClock();
    let logins = 0;
    let works = ms > 0;
    const { platform } = platformWith(
      ({ url }) => {
        if (url.pathname.endsWith('/login')) return loggedIn(`bearer-${++logins}`);
        return works ? LIST : { status: 401 };
      },
      { admin: LOGIN, clock },
    );
    if (works) await platform.listInstallations();
    works = false;
    clock.advance(ms);
    const refused = {
      name: 'AuthError',
      status: 401,
      message: expect.stringContaining('right after its login'),
    };
    await expect(platform.listInstallations()).rejects.toMatchObject(refused);
    await expect(platform.install(newManifest())).rejects.toMatchObject(refused);
    await expect(platform.administrator()).rejects.toMatchObject(refused);
    expect(logins).toBe(ms > 0 ? 2 : 1);
  });

  it.each([
    [400, 400],
    [401, 401],
    [403, 403],
    [500, undefined],
    [503, undefined],
  ])('sends a password that was refused no second time: %i', async (status, told) => {
    const answer = json({ type: 'error', internalCode: 4, message: `no, ${PASSWORD}` }, status);
    const { platform, sent } = platformWith(() => answer, { admin: LOGIN });
    const refused = {
      name: 'AuthError',
      // A 5xx would ask for repetitions, of which none is sent.
      status: told,
      message: expect.stringContaining(`status ${status} (type error, internalCode 4: no, [redacted])`),
    };
    await expect(platform.administrator()).rejects.toMatchObject(refused);
    await expect(platform.listInstallations()).rejects.toMatchObject(refused);
    await expect(platform.install(newManifest())).rejects.toMatchObject(refused);
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ['too many requests', { status: 429 }, 'HttpError'],
    ['a network that failed', { error: networkFailure('ECONNREFUSED') }, 'NetworkError'],
  ])('is tried again after %s: nobody has looked at the password', async (_what, step, name) => {
    const { platform } = platformWith((_request, number) => (number === 1 ? step : loggedIn('bearer-1')), {
      admin: LOGIN,
    });
    await expect(platform.administrator()).rejects.toMatchObject({ name });
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
