import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, vi } from 'vitest';
import { TestFunctions } from '../../../src/testing/sandbox/functions/test-functions.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxFiles } from '../../../src/testing/sandbox/sandbox-files.js';
import type { SandboxOptions } from '../../../src/testing/sandbox/sandbox-options.js';
import { FunctionFiles } from '../../support/function-files.js';
import { sandboxTest as it } from '../../support/sandbox-fixture.js';
import { TemporaryFolder } from '../cli/temporary-folder.js';
import { SandboxClient } from './client.js';

const USERS = (account: string) => `/api/account/${account}/configuration/le-users/users?v=6.0`;
const SECRET = 'LIVEPERSON_DEFAULT_APP_KEY';

function readSecrets(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function settingsPath(sandbox: Sandbox): string {
  return sandbox.env().LP_SECRET_STORE?.replace('settings:', '') ?? '';
}

function isListening(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('startSandbox', () => {
  it('runs two sandboxes side by side, each with its own keys, secrets and data', async () => {
    await using one = await startSandbox({ accountId: '11111111', seed: 1 });
    await using two = await startSandbox({ accountId: '22222222', seed: 2 });
    await using first = new SandboxClient(one);
    await using second = new SandboxClient(two);
    const nicknames = async (client: SandboxClient) => {
      const reply = await client.api('accountConfigReadOnly', 'GET', USERS(client.sandbox.accountId));
      return reply.json().map(({ pid }: { pid: string }) => pid);
    };
    expect(await nicknames(first)).not.toEqual(await nicknames(second));
    expect(await first.credential()).not.toEqual(await second.credential());
    one.clock.advance(7_200_000);
    expect(two.clock.now()).toBeLessThan(one.clock.now() - 7_000_000);
    expect(one.requests.count({ service: 'sentinel' })).toBe(1);
  });

  it('holds nothing when it is not provisioned', async () => {
    await using sandbox = await startSandbox({ provisioned: false });
    expect(await sandbox.secretStore.list()).toEqual([]);
    expect((await sandbox.platform.listInstallations()).items).toEqual([]);
  });

  it.each<[string, SandboxOptions]>([
    ['accountId', { accountId: 'a/b' }],
    ['accountId', { accountId: '' }],
    ['accountId', { accountId: '1'.repeat(21) }],
    ['seed', { seed: 1.5 }],
    ['infrastructureMs', { infrastructureMs: -1 }],
    ['credentials', { credentials: 'basic' as 'oauth2' }],
    ['ports', { ports: { users: 8443 } }],
    ['ports.sentinel', { ports: { sentinel: 70_000 } }],
  ])('refuses a wrong "%s"', async (field, options) => {
    await expect(startSandbox(options)).rejects.toMatchObject({ name: 'ConfigError', field });
  });

  it('uses the ports it is given, and says which one is taken', async () => {
    const taken = await new Promise<Server>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
    });
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expect(startSandbox({ ports: { faasGW: port } })).rejects.toMatchObject({
      name: 'ConfigError',
      field: 'ports.faasGW',
      message: expect.stringContaining(String(port)),
    });
    await new Promise((resolve) => taken.close(resolve));
    await using sandbox = await startSandbox({ ports: { faasGW: port } });
    expect(sandbox.hosts.faasGW).toBe(`localhost:${port}`);
  });
});

it('refuses an unknown option of its environment', async () => {
  await using sandbox = await startSandbox();
  expect(() => sandbox.env({ Proxy: true } as object)).toThrow('did you mean "proxy"?');
  expect(() => sandbox.env({ proxy: 'yes' as never })).toThrow('proxy');
});

describe('a sandbox that cannot write its files', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('stops its servers again', async () => {
    const first = await startSandbox();
    const { hosts } = first;
    const ports = { csds: Number(hosts.csds.split(':')[1]), sentinel: Number(hosts.sentinel.split(':')[1]) };
    await first.close();
    vi.stubEnv('TMPDIR', join(tmpdir(), 'a-folder-that-is-not-there'));
    await expect(startSandbox({ ports })).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await Promise.all([hosts.csds, hosts.sentinel].map(isListening))).toEqual([false, false]);
  });
});

describe('a sandbox that something goes wrong with', () => {
  let temporary: TemporaryFolder;

  beforeEach(() => {
    temporary = new TemporaryFolder();
    vi.stubEnv('TMPDIR', temporary.path);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    temporary[Symbol.dispose]();
  });

  it('gives all back when it cannot start at the very end', async () => {
    const first = await startSandbox();
    const { hosts } = first;
    const ports = { csds: Number(hosts.csds.split(':')[1]) };
    await first.close();
    const closed = vi.spyOn(TestFunctions.prototype, 'close');
    vi.spyOn(SandboxFiles.prototype, 'writeHosts').mockImplementation(() => {
      throw new Error('the disk is full');
    });
    await expect(startSandbox({ ports })).rejects.toThrow('the disk is full');
    expect(await isListening(hosts.csds)).toBe(false);
    expect(closed).toHaveBeenCalledOnce();
    expect(temporary.left).toEqual([]);
  });

  it('gives all back and tells why it cannot start, whatever fails then', async () => {
    using folder = new FunctionFiles();
    await expect(startSandbox({ functions: folder.path })).rejects.toThrow('has no function');
    vi.spyOn(SandboxFiles.prototype, 'writeHosts').mockImplementation(() => {
      throw new Error('the disk is full');
    });
    vi.spyOn(TestFunctions.prototype, 'close').mockRejectedValue(new Error('functions stay'));
    await expect(startSandbox()).rejects.toThrow('the disk is full');
    expect(temporary.left.filter((name) => name.startsWith('lp-sandbox-'))).toEqual([]);
  });

  it('closes all else when something cannot be closed, and tells so', async () => {
    const sandbox = await startSandbox();
    sandbox.env();
    vi.spyOn(TestFunctions.prototype, 'close').mockRejectedValue(new Error('functions stay'));
    await expect(sandbox.close()).rejects.toThrow('functions stay');
    expect(await isListening(sandbox.host)).toBe(false);
    expect(existsSync(dirname(sandbox.caFile))).toBe(false);
  });
});

describe('files and environment of a sandbox', () => {
  it('describe it to another process', async () => {
    await using sandbox = await startSandbox({ accountId: '55512345' });
    const env = sandbox.env();
    expect(env).toEqual({
      X_LIVEPERSON_BRAND_ID: '55512345',
      X_LIVEPERSON_CSDS_DOMAIN: sandbox.host,
      LP_DATA_ACCESS_HOST: sandbox.hosts.dataAccess,
      LP_ALLOW_LOOPBACK: '1',
      LP_ADMIN_BEARER: sandbox.admin.bearer,
      LP_ADMIN_USER_ID: String(sandbox.fixtures.users[0]?.id),
      LP_ADMIN_ID_TOKEN: sandbox.admin.idToken,
      LP_ADMIN_ID_TOKEN_AUDIENCE: sandbox.idTokenAudience,
      LP_SECRET_STORE: expect.stringMatching(/^settings:.*settings\.json$/),
      NODE_EXTRA_CA_CERTS: sandbox.caFile,
    });
    expect(readFileSync(sandbox.caFile, 'utf8')).toBe(sandbox.ca);
    expect(statSync(settingsPath(sandbox)).mode & 0o077).toBe(0);
  });

  it('lets a bare Node process with this environment reach every server', async ({ sandbox }) => {
    // The endpoint of the brand is reached with a client certificate only.
    const { mtlsEndpoint: _, ...others } = sandbox.hosts;
    const hosts = Object.values(others);
    const script = `for (const host of ${JSON.stringify(hosts)}) {
      console.log((await fetch('https://' + host + '/nothing')).status);
    }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, ...sandbox.env() },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, output.trim().split('\n')]).toEqual([0, hosts.map(() => '404')]);
  });

  it('hold the secrets as they are at that moment', async ({ sandbox }) => {
    const credential = (await sandbox.secretStore.get(SECRET))?.value;
    expect(readSecrets(settingsPath(sandbox))).toEqual({ secrets: [{ key: SECRET, value: credential }] });
    await sandbox.secretStore.put({ key: 'MINE', value: 'a value' });
    const both = [
      { key: SECRET, value: credential },
      { key: 'MINE', value: 'a value' },
    ];
    expect(readSecrets(settingsPath(sandbox))).toEqual({ secrets: both });
    await sandbox.secretStore.delete('MINE');
    expect(readSecrets(settingsPath(sandbox))).toEqual({ secrets: both.slice(0, 1) });
  });

  it('writes the settings of the official toolbelt into a folder', async ({ sandbox }) => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-test-'));
    try {
      sandbox.writeSettings(folder);
      const written = readSecrets(join(folder, 'functions', 'settings.json'));
      expect(written).toEqual(readSecrets(settingsPath(sandbox)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('shows no secret when it is inspected', async ({ sandbox }) => {
    const secret = (await sandbox.secretStore.get(SECRET))?.value as { client_secret: string };
    const shown = inspect(sandbox, { depth: 10, showHidden: true });
    expect(shown).not.toContain(secret.client_secret);
  });
});

describe('close', () => {
  it('stops every server, kept-alive connections too, and removes the files; again is no error', async () => {
    const sandbox = await startSandbox();
    await using client = new SandboxClient(sandbox);
    await client.token();
    sandbox.faults.add({ service: 'csds', delayMs: 3_600_000 });
    const hanging = client.call('csds', 'GET', '/').catch((error: unknown) => error);
    while (sandbox.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    sandbox.env();
    await sandbox.close();
    await sandbox.close();
    expect(await hanging).toBeInstanceOf(Error);
    const listening = await Promise.all(Object.values(sandbox.hosts).map(isListening));
    expect(listening).toEqual(listening.map(() => false));
    expect(listening.length).toBeGreaterThan(8);
    expect(existsSync(dirname(sandbox.caFile))).toBe(false);
    expect(sandbox.clock.sleeping).toBe(0);
  });

  it('is told by what would call servers that are gone', async () => {
    const sandbox = await startSandbox();
    const { logins, platform } = sandbox;
    using _ = sandbox.use();
    const closing = sandbox.close();
    const uses = [
      () => sandbox.use(),
      () => sandbox.toolbelt(),
      () => sandbox.platform,
      () => sandbox.platformAs(logins.agent),
      () => sandbox.env(),
    ];
    const closed = expect.objectContaining({
      name: 'ConfigError',
      field: 'sandbox',
      message: expect.stringContaining('The sandbox is closed'),
    });
    for (const use of uses) expect(use).toThrow(closed);
    await closing;
    for (const use of uses) expect(use).toThrow(closed);
    expect(existsSync(dirname(sandbox.caFile))).toBe(false);
    expect(sandbox.requests.all()).toEqual([]);
    await expect(platform.feature()).rejects.toThrow(/closed/);
  });
});
