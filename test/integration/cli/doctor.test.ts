import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDoctor } from '../../../src/cli/doctor/doctor.js';
import type { DoctorReport } from '../../../src/cli/doctor/report.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { environment, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const titles = Toolbelt.privileges.map(({ title }) => title);

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(() => sandbox.close());

/** Runs doctor in a process of its own, in the environment of the sandbox but for `variables`. */
function doctor(args: readonly string[] = [], variables: Readonly<Record<string, string>> = {}) {
  return runCli(['doctor', ...args], environment({ ...sandbox.env(), ...variables }));
}

async function report(variables: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await doctor(['--json'], variables);
  expect(stderr).toBe('');
  return { code, report: JSON.parse(stdout) as DoctorReport };
}

/** Replaces the secret of the sandbox. */
function store(value: unknown) {
  return sandbox.secretStore.put({ key: KEY, value, managedBy: 'system' });
}

async function secretValues(): Promise<string[]> {
  const secret = await sandbox.secretStore.get(KEY);
  return Object.values(secret?.value as Record<string, string>);
}

describe('lp-toolbelt doctor', () => {
  it('finds nothing wrong with an account that was provisioned, and ends with 0', async () => {
    const { code, stdout, stderr } = await doctor();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('ok      Settings  account 12345678\n');
    expect(stdout).toContain(`ok      Secret    ${KEY} holds OAuth 2.0 client credentials\n`);
    expect(stdout).toMatch(/^ok {6}CSDS {6}lists \d+ services of the account$/m);
    expect(stdout).toContain('ok      Token     sentinel gave an access token\n');
    for (const { title, privilege, id } of Toolbelt.privileges) {
      expect(stdout).toMatch(new RegExp(`^${title} +${privilege} +${id}\\.\\w+ +\\d{3} +[\\d.]+ +ok`, 'm'));
    }
    expect(stdout).toMatch(
      /visitInformation\.get +404 +[\d.]+ +ok: a visit that does not exist is not found$/m,
    );
    expect(stdout).toContain('All 19 rows of the privilege table can be used.\n');
  });

  it('reads each row once, changes nothing and invokes nothing', async () => {
    expect((await doctor()).code).toBe(0);
    const requests = sandbox.requests
      .all()
      .filter(({ service }) => service !== 'csds' && service !== 'sentinel');
    expect(requests).toHaveLength(titles.length);
    const posts = requests.filter(({ method }) => method !== 'GET');
    expect(posts.map(({ path, status }) => [path.replace(/^.*account\/\d+/, ''), status])).toEqual([
      ['/interactions/search', 200],
      // Refused for its version: no URL was issued.
      ['/external/engagement', 400],
    ]);
    expect(requests.filter(({ path }) => path.endsWith('/invoke'))).toEqual([]);
    expect(sandbox.requests.count({ service: 'csds' })).toBe(1);
    expect(sandbox.requests.count({ service: 'sentinel' })).toBe(1);
  });

  it('prints one JSON document with --json, and no value of the secret', async () => {
    const { code, stdout, stderr } = await doctor(['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { ok, accountId, checks, rows } = JSON.parse(stdout) as DoctorReport;
    expect({ ok, accountId }).toEqual({ ok: true, accountId: '12345678' });
    expect(checks.map(({ name, ok: good, advice }) => [name, good, advice])).toEqual(
      ['Settings', 'Secret', 'CSDS', 'Token'].map((name) => [name, true, null]),
    );
    expect(rows.map(({ api }) => api)).toEqual(titles);
    for (const { problem, advice, milliseconds } of rows) {
      expect({ problem, advice }).toEqual({ problem: null, advice: null });
      expect(milliseconds).toBeGreaterThan(0);
    }
    const values = await secretValues();
    expect(values).toHaveLength(2);
    for (const value of values) expect(stdout).not.toContain(value);
    expect(stdout).not.toContain('Bearer');
  });

  it('ends with 1 when a row fails, and tells what is wrong and how to mend it', async () => {
    sandbox.faults.add({ path: /\/skills$/, status: 403, body: { message: 'Not for you' }, times: Infinity });
    sandbox.faults.add({ path: /\/profiles$/, status: 503, times: Infinity });
    const { code, stdout } = await doctor();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Skills API +Read +skills\.list +403 +[\d.]+ +FAILED$/m);
    expect(stdout).toMatch(/^ {4}What is wrong: PrivilegeError .*Not for you/m);
    expect(stdout).toMatch(
      /^ {4}How to mend it: Let an administrator provision the account again with "lp-toolbelt provision", or store a key/m,
    );
    expect(stdout).toMatch(/^Profiles API +Read +profiles\.list +503 +[\d.]+ +FAILED$/m);
    expect(stdout).toMatch(/^ {4}How to mend it: LivePerson is out of order here/m);
    expect(stdout).toMatch(/^Users API +Read +users\.list +200 +[\d.]+ +ok$/m);
    expect(stdout).toContain('2 of 19 rows of the privilege table cannot be used.\n');
    expect(sandbox.requests.count({ path: /\/profiles$/ })).toBe(1);
  });

  it('does not take another status for the refusal that it counts on', async () => {
    sandbox.faults.add({ path: /\/external\/engagement$/, status: 401, times: Infinity });
    sandbox.faults.add({ path: /\/visits\/current\/state$/, status: 500 });
    const { code, report: found } = await report();
    expect(code).toBe(1);
    const failed = found.rows.filter(({ problem }) => problem !== null);
    expect(failed.map(({ operation, status }) => [operation, status])).toEqual([
      ['visitInformation.get', 500],
      ['ivrEngagement.request', 401],
    ]);
    for (const { advice } of failed) expect(advice).not.toBeNull();
  });

  it('tells which setting is missing or wrong', async () => {
    const missing = await doctor([], { X_LIVEPERSON_BRAND_ID: '' });
    expect(missing).toMatchObject({ code: 1, stderr: '' });
    expect(missing.stdout).toMatch(/^FAILED {2}Settings {2}ConfigError .*account id is missing/);
    expect(missing.stdout).toContain('Set X_LIVEPERSON_BRAND_ID to the id of the account.\n');
    expect(missing.stdout).toContain('The rows of the privilege table were not tried.\n');
    const wrong = await report({ LP_TRANSPORT: 'pigeon' });
    expect(wrong).toMatchObject({ code: 1, report: { ok: false, accountId: null, rows: [] } });
    expect(wrong.report.checks.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('LP_TRANSPORT'),
    ]);
    expect(sandbox.requests.count()).toBe(0);
  });

  it('tells that a secret is missing, or holds no credential, and looks at CSDS all the same', async () => {
    using temporary = new TemporaryFolder();
    const missing = await report({ LP_SECRET_STORE: `settings:${join(temporary.path, 'none.json')}` });
    expect(missing).toMatchObject({ code: 1, report: { ok: false, rows: [] } });
    expect(missing.report.checks).toMatchObject([
      { name: 'Settings', ok: true },
      { name: 'Secret', ok: false, detail: expect.stringContaining(`There is no secret "${KEY}"`) },
      { name: 'CSDS', ok: true },
    ]);

    const file = join(temporary.path, 'settings.json');
    writeFileSync(file, JSON.stringify({ secrets: [{ key: KEY, value: { client_id: 'only-this-one' } }] }));
    const { stdout } = await doctor([], { LP_SECRET_STORE: `settings:${file}` });
    expect(stdout).toMatch(/^FAILED {2}Secret {4}AuthError .* lacks "client_secret"/m);
    expect(stdout).not.toContain('only-this-one');
  });

  it('tells that a secret is wrong, without its value', async () => {
    const [clientId = ''] = await secretValues();
    await store({ client_id: clientId, client_secret: 'a-secret-that-is-wrong' });
    const { code, stdout } = await doctor();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok {6}Secret/m);
    expect(stdout).toMatch(/^FAILED {2}Token {5}AuthError .*sentinel gave no access token/m);
    expect(stdout).toContain('"lp-toolbelt provision": that stores a credential that works.\n');
    expect(stdout).toContain('The rows of the privilege table were not tried.\n');
    expect(stdout).not.toContain('a-secret-that-is-wrong');
    expect(stdout).not.toContain(clientId);
  });

  it('tells that CSDS cannot be reached', async () => {
    const { code, report: found } = await report({ X_LIVEPERSON_CSDS_DOMAIN: 'localhost:1' });
    expect(code).toBe(1);
    expect(found.checks.at(-1)).toMatchObject({
      name: 'CSDS',
      ok: false,
      detail: expect.stringMatching(/^CsdsError /),
      advice: expect.stringContaining('X_LIVEPERSON_CSDS_DOMAIN'),
    });
  });

  it('tells that a key of OAuth 1.0a is out of date, and what it cannot do', async () => {
    await using old = await startSandbox({ credentials: 'oauth1' });
    const { code, stdout, stderr } = await runCli(['doctor'], environment(old.env()));
    expect(code).toBe(1);
    expect(stderr).toContain('LP_OAUTH1');
    expect(stdout).toContain(`ok      Secret    ${KEY} holds an OAuth 1.0a app key\n`);
    expect(stdout).toContain('ok      Token     none is needed: each request is signed\n');
    expect(stdout).toMatch(/^Functions API +Invoke +functions\.isImplemented +403 +[\d.]+ +FAILED$/m);
    expect(stdout).toContain('1 of 19 rows of the privilege table cannot be used.\n');
    const secret = await old.secretStore.get(KEY);
    for (const value of Object.values(secret?.value as Record<string, string>)) {
      expect(stdout + stderr).not.toContain(value);
    }
  });

  it('goes on when no answer comes, and ends early when it is stopped', async () => {
    sandbox.faults.add({ path: /\/users$/, reset: true, times: Infinity });
    let text = '';
    const output = { write: (part: string) => (text += part) };
    const { accountId, host: csdsDomain, secretStore, ca } = sandbox;
    const dataAccessHost = sandbox.hosts.dataAccess;
    const toolbelt = { accountId, csdsDomain, secretStore, ca, dataAccessHost, allowLoopback: true };
    expect(await runDoctor({ output, toolbelt })).toBe(false);
    expect(text).toMatch(/^Users API +Read +users\.list +- +[\d.]+ +FAILED\n +What is wrong: NetworkError /m);

    const stopped = new Error('stopped');
    const signal = AbortSignal.abort(stopped);
    await expect(runDoctor({ output, toolbelt, signal })).rejects.toBe(stopped);
  });
});
