import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoCalls } from '../../../src/cli/demo/calls.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SANDBOX_SERVICES } from '../../../src/testing/sandbox/sandbox-services.js';
import { allRealNames, realName } from '../../../src/testing/sandbox/servers/real-names.js';
import { rejection } from '../../support/call-scene.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { environment, run } from '../cli/run-cli.js';
import { RawConnection } from './raw-connection.js';

const CSDS = '/api/account/12345678/service';
const LIST = `${CSDS}/baseURI.json?version=1.0`;
const CONNECTED = 'HTTP/1.1 200 Connection established\r\n\r\n';

const { sandbox, client } = await sandboxFixture();
beforeEach(() => {
  sandbox.requests.clear();
  sandbox.faults.clear();
});

/** A toolbelt as it is on the platform: it knows the names of LivePerson alone, and may not call this machine. */
function toolbeltThroughProxy(of: Sandbox) {
  return of.toolbelt({
    csdsDomain: undefined,
    dataAccessHost: undefined,
    allowLoopback: false,
    proxy: of.proxy,
    responseValidation: 'strict',
  });
}

async function tunnel(authority: string, to = sandbox): Promise<RawConnection> {
  const connection = await RawConnection.to(to.proxy);
  connection.send(`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, '', '');
  await connection.passed(CONNECTED);
  return connection;
}

/** The status, and the words after the head. */
function read(answer: string) {
  const [head = '', text] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), text };
}

describe('the proxy of a sandbox', () => {
  it('lets every operation be called by the names of LivePerson, with a token', async () => {
    await using toolbelt = toolbeltThroughProxy(sandbox);
    const lp = toolbelt.LPClient();
    for (const [name, { send, expectedStatus }] of Object.entries(demoCalls)) {
      expect((await send(lp, sandbox.fixtures)).status, name).toBe(expectedStatus);
    }
    const hosts = new Set(sandbox.requests.all().map(({ headers }) => headers.host));
    expect([...hosts].filter((host) => !allRealNames().includes(host ?? ''))).toEqual([]);
    expect(sandbox.requests.matching({ service: 'csds' })[0]?.headers.host).toBe('api.liveperson.net');
    expect(sandbox.requests.matching({ service: 'faasGW' })[0]?.headers.host).toContain('fninvocations');
  });

  it('lets an OAuth 1.0a signature be that of a URL without a port', async () => {
    await using keyed = await startSandbox({ credentials: 'oauth1' });
    await using toolbelt = toolbeltThroughProxy(keyed);
    expect((await toolbelt.LPClient().users.list()).length).toBeGreaterThan(0);
    const [request] = keyed.requests.matching({ service: 'accountConfigReadOnly' });
    expect(request).toMatchObject({
      status: 200,
      headers: { host: 'va.acr.liveperson.net' },
      authorization: { scheme: 'OAuth' },
    });
  });

  it('lets CSDS answer by the kind of name that it is asked by', async () => {
    const local: { baseURIs: { baseURI: string }[] } = (await client.call('csds', 'GET', LIST)).json();
    expect(local.baseURIs.map(({ baseURI }) => baseURI).every((host) => /^localhost:\d+$/.test(host))).toBe(
      true,
    );

    using real = await tunnel('api.liveperson.net:80');
    real.send(`GET ${LIST} HTTP/1.1`, 'Host: api.liveperson.net', 'Connection: close', '', '');
    const { baseURIs } = JSON.parse(read(await real.ended()).text ?? '') as typeof local;
    const expected = SANDBOX_SERVICES.filter(
      (service) => !['csds', 'dataAccess', 'mtlsEndpoint'].includes(service),
    );
    expect(baseURIs.map(({ baseURI }) => baseURI).sort()).toEqual(expected.map(realName).sort());
  });

  it('answers plain requests in absolute form, many over one connection, wherever they lead', async () => {
    using connection = await RawConnection.to(sandbox.proxy);
    const one = (service: string) => `${CSDS}/${service}/baseURI.json?version=1.0`;
    const get = (url: string) => connection.send(`GET ${url} HTTP/1.1`, 'Host: ignored.example.com', '', '');
    get(`http://adminlogin.liveperson.net${one('smt')}`);
    await connection.passed('va.smt.liveperson.net"}');
    get(`http://API.liveperson.net:80${one('rtbf')}`);
    await connection.passed('va.rtbf.liveperson.net"}');
    // Old HTTP libraries send https so, too.
    get('https://va.sentinel.liveperson.net/sentinel/well-known/jwks');
    await connection.passed('"keys"');
    get('http://va.acr.liveperson.net');
    await connection.passed('no GET /');
    expect(sandbox.requests.all().map(({ service, status }) => `${service} ${status}`)).toEqual([
      'csds 200',
      'csds 200',
      'sentinel 200',
      'accountConfigReadOnly 404',
    ]);
  });

  it.each([
    'example.com',
    'evil-liveperson.net',
    'unknown.liveperson.net',
    'localhost',
    '127.0.0.1',
    '10.0.0.1',
    '[::1]',
  ])('does not lead to %s, and says so', async (host) => {
    using connecting = await RawConnection.to(sandbox.proxy);
    connecting.send(`CONNECT ${host}:443 HTTP/1.1`, `Host: ${host}:443`, '', '');
    const refused = {
      status: 403,
      text: expect.stringContaining(`does not lead to ${host}, only to api.live`),
    };
    expect(read(await connecting.ended())).toEqual(refused);
    using getting = await RawConnection.to(sandbox.proxy);
    getting.send(`GET http://${host}/ HTTP/1.1`, 'Host: api.liveperson.net', '', '');
    expect(read(await getting.ended())).toEqual({
      ...refused,
      text: expect.stringContaining('does not lead to'),
    });
  });

  it('leads to the ports 80 and 443 only', async () => {
    using connection = await RawConnection.to(sandbox.proxy);
    connection.send('CONNECT api.liveperson.net:8443 HTTP/1.1', 'Host: api.liveperson.net', '', '');
    expect(read(await connection.ended())).toMatchObject({
      status: 403,
      text: expect.stringContaining('8443'),
    });
  });

  it.each([
    'CONNECT api.liveperson.net HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT :443 HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT api.liveperson.net:123456 HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT https://api.liveperson.net/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT a b:443 HTTP/1.1\r\n\r\n',
    'GET ftp://api.liveperson.net/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET http://%:1:2/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
    '\u0016\u0003\u0001\u0000\u0005hello\r\n\r\n',
  ])('answers %j with 400 and goes on', async (request) => {
    using connection = await RawConnection.to(sandbox.proxy);
    connection.send(request);
    expect(read(await connection.ended()).status).toBe(400);
    using next = await tunnel('api.liveperson.net:443');
    expect(next.socket.destroyed).toBe(false);
  });

  it('reads what comes along with CONNECT', async () => {
    using connection = await RawConnection.to(sandbox.proxy);
    connection.send(
      'CONNECT va.sentinel.liveperson.net:80 HTTP/1.1',
      'Host: va.sentinel.liveperson.net:80',
      '',
      'GET /sentinel/well-known/jwks HTTP/1.1',
      'Host: va.sentinel.liveperson.net',
      'Connection: close',
      '',
      '',
    );
    expect(await connection.ended()).toContain('"keys"');
  });

  it('outlives clients that go away in the middle, and ends a tunnel where the server ends the connection', async () => {
    for (const authority of ['api.liveperson.net:443', 'api.liveperson.net:80', 'example.com:443']) {
      const connection = await RawConnection.to(sandbox.proxy);
      connection.send(`CONNECT ${authority} HTTP/1.1`, 'Host: x', '', '');
      connection.socket.resetAndDestroy();
      await connection.ended();
    }
    sandbox.faults.add({ service: 'csds', reset: true });
    using raw = await tunnel('api.liveperson.net:443');
    using secured = await raw.secure({ ca: sandbox.ca, servername: 'api.liveperson.net' });
    secured.send(`GET ${LIST} HTTP/1.1`, 'Host: api.liveperson.net', '', '');
    expect(await secured.ended()).toBe('');
  });

  it('closes with the sandbox, open tunnels too', async () => {
    const own = await startSandbox();
    using raw = await tunnel('va.acr.liveperson.net:443', own);
    using secured = await raw.secure({ ca: own.ca, servername: 'va.acr.liveperson.net' });
    using plain = await tunnel('va.acr.liveperson.net:80', own);
    using idle = await RawConnection.to(own.proxy);
    await own.close();
    await Promise.all([secured.ended(), plain.ended(), idle.ended()]);
    const refused = connect(Number(new URL(own.proxy).port), '127.0.0.1');
    expect((await once(refused, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the certificate of a sandbox', () => {
  it('covers each of its names, for decades, and is from an authority that serves nothing', async () => {
    const authority = new X509Certificate(sandbox.ca);
    for (const name of [...allRealNames(), 'other.liveperson.net']) {
      const connection = await tunnel('api.liveperson.net:443');
      const secured = await connection.secure({ ca: sandbox.ca, servername: name });
      secured[Symbol.dispose]();
    }
    using connection = await tunnel('api.liveperson.net:443');
    using secured = await connection.secure({ ca: sandbox.ca, servername: 'localhost' });
    const { raw } = (secured.socket as TLSSocket).getPeerCertificate();
    const own = new X509Certificate(raw);
    expect([authority.ca, own.ca, own.checkIssued(authority)]).toEqual([true, false, true]);
    for (const { validFrom, validTo } of [authority, own]) {
      expect(new Date(validFrom).getFullYear()).toBeLessThan(2000);
      expect(new Date(validTo).getFullYear()).toBeGreaterThan(2090);
    }
  });

  it('is no certificate of other names', async () => {
    const connection = await tunnel('api.liveperson.net:443');
    expect(await rejection(connection.secure({ ca: sandbox.ca, servername: 'example.com' }))).toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });
});

/** Whether a program is there; else its tests are told as not run. */
function isThere(program: string): boolean {
  const isFound = spawnSync(program, ['--version']).status === 0;
  if (!isFound) console.warn(`Programs in other languages: NOT RUN, since ${program} is not on the PATH`);
  return isFound;
}
const [hasCurl, hasPython] = [isThere('curl'), isThere('python3')];

describe('programs in other languages, with env({ proxy: true })', () => {
  const url = `//api.liveperson.net${LIST}`;
  const start = (file: string, args: readonly string[]) =>
    run(file, args, environment(sandbox.env({ proxy: true })));

  it.skipIf(!hasCurl).each(['http', 'https'])('curl finds the sandbox over %s', async (scheme) => {
    const { code, stdout } = await start('curl', ['-sS', `${scheme}:${url}`]);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('va.sentinel.liveperson.net'),
    });
  });

  it.skipIf(!hasPython).each(['http', 'https'])('Python finds the sandbox over %s', async (scheme) => {
    const program = `import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())`;
    const { stdout, stderr } = await start('python3', ['-c', program, `${scheme}:${url}`]);
    expect({ stdout, stderr }).toEqual({
      stdout: expect.stringContaining('va.sentinel.liveperson.net'),
      stderr: '',
    });
  });

  it.skipIf(!hasCurl)('nothing else is found', async () => {
    const { code, stderr } = await start('curl', ['-sS', 'https://example.com/']);
    expect({ code, stderr }).toEqual({ code: 56, stderr: expect.stringContaining('403') });
  });
});
