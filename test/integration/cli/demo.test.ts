import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DemoCall, demoCalls } from '../../../src/cli/demo/calls.js';
import { runDemo } from '../../../src/cli/demo/demo.js';
import type { DemoReport } from '../../../src/cli/demo/report.js';
import { EncryptedFileStore } from '../../../src/secrets/stores/encrypted-file/encrypted-file.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { environment, RunningCli, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

const TASKS = [
  'activate-feature',
  'configure-infrastructure',
  'create-default-secrets',
  'store-default-secret',
];

const operations = Toolbelt.privileges.flatMap(({ id, operations }) =>
  Object.keys(operations).map((name) => `${id}.${name}`),
);

let temporary: TemporaryFolder;

beforeEach(() => {
  temporary = new TemporaryFolder();
  vi.stubEnv('TMPDIR', temporary.path);
});

afterEach(() => {
  vi.unstubAllEnvs();
  temporary[Symbol.dispose]();
});

/** Runs the demo in this process, on a sandbox that is made ready by `prepare`. */
async function demo(
  prepare: (sandbox: Sandbox) => void,
  options: Partial<Parameters<typeof runDemo>[0]> = {},
) {
  let text = '';
  const good = await runDemo({
    output: { write: (part) => (text += part) },
    startSandbox: async (asked) => {
      // Its infrastructure is there already, so that no test waits for it.
      const sandbox = await startSandbox({ ...asked, provisioned: true });
      prepare(sandbox);
      return sandbox;
    },
    ...options,
  });
  return { good, text };
}

describe('lp-toolbelt demo', () => {
  it('shows four tasks, the stored secret and a row for each operation, and ends with 0', async () => {
    const { code, stdout, stderr } = await runCli(['demo'], environment({ TMPDIR: temporary.path }));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const task of TASKS) expect(stdout).toMatch(new RegExp(`^ +${task} +done +\\d+ % +[\\d.]+ s`, 'm'));
    expect(stdout).toMatch(/^The secret LIVEPERSON_DEFAULT_APP_KEY is stored: owner system, version \S+\.$/m);
    for (const operation of operations) {
      expect(stdout).toMatch(new RegExp(` API +(Read|Invoke) +${operation} +200 +\\d+ +[\\d.]+ +ok$`, 'm'));
    }
    expect(stdout).toContain(`All ${operations.length} operations answered as they should.\n`);
    expect(temporary.left).toEqual([]);
  });

  it('prints one JSON document with --json', async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as DemoReport;
    expect(report).toMatchObject({
      ok: true,
      accountId: '12345678',
      error: null,
      secret: { key: 'LIVEPERSON_DEFAULT_APP_KEY', managedBy: 'system' },
    });
    const done = report.events.filter(({ state }) => state === 'done').map(({ task }) => task);
    expect(done).toEqual(TASKS);
    expect(report.calls.map(({ operation }) => operation)).toEqual(operations);
    for (const { status, items, problem } of report.calls) {
      expect({ status, problem }).toEqual({ status: 200, problem: null });
      expect(items).toBeGreaterThan(0);
    }
  });

  it.each([true, false])('shows no value of the secret (json: %s)', async (json) => {
    const stored: string[] = [];
    const listUsers = demoCalls['users.list'];
    const send: DemoCall['send'] = async (...call) => {
      // By now the secret is stored; at the end the file is removed.
      stored.push(...(await storedValues()));
      return listUsers.send(...call);
    };
    const calls = { ...demoCalls, 'users.list': { ...listUsers, send } };
    const { good, text } = await demo(() => undefined, { json, calls });
    expect(good).toBe(true);
    expect(stored).toHaveLength(3);
    for (const value of stored) expect(text).not.toContain(value);
  });

  it('tells what went wrong in the row of an operation, and goes on', async () => {
    const { good, text } = await demo(({ faults }) => {
      faults.add({ path: /\/skills$/, status: 404, body: { message: 'Nothing here' }, times: Infinity });
      faults.add({ path: /\/isImplemented$/, status: 403, times: Infinity });
      faults.add({ path: /\/users$/, body: { users: [] }, times: Infinity });
    });
    expect(good).toBe(false);
    expect(text).toMatch(/skills\.list +404 +- +[\d.]+ +HttpError \S+: .*Nothing here/);
    expect(text).toMatch(/functions\.isImplemented +403 +- +[\d.]+ +PrivilegeError /);
    expect(text).toMatch(/users\.list +- +- +[\d.]+ +ResponseValidationError /);
    expect(text).toMatch(/skills\.get +200 +1 +[\d.]+ +ok$/m);
    expect(text).toContain(`4 of ${operations.length} operations did not answer as they should.\n`);
    expect(temporary.left).toEqual([]);
  });

  it('does not take an empty list for an answer', async () => {
    const { good, text } = await demo(({ faults }) => faults.add({ path: /\/users$/, body: [] }));
    expect(good).toBe(false);
    expect(text).toMatch(/users\.list +200 +0 +[\d.]+ +answered with an empty list$/m);
  });

  it('fails for an operation that it has no call for', async () => {
    const { good, text } = await demo(() => undefined, { calls: {}, json: true });
    const report = JSON.parse(text) as DemoReport;
    expect(good).toBe(false);
    expect(report.ok).toBe(false);
    expect(report.calls.map(({ problem }) => problem)).toEqual(
      operations.map((operation) => `the demo has no call for ${operation}: add one to demo-calls.ts`),
    );
  });

  it('ends with the reason when provisioning fails', async () => {
    const actAsAgent = (sandbox: Sandbox) =>
      Object.defineProperty(sandbox, 'platform', { value: sandbox.platformAs(sandbox.logins.agent) });
    const { good, text } = await demo(actAsAgent);
    expect(good).toBe(false);
    expect(text).toMatch(/^NotAdminError com\.liveperson\.faas\.provisioning\.not-admin: /m);
    expect(text).not.toContain('is stored');
    expect(temporary.left).toEqual([]);

    const report = JSON.parse((await demo(actAsAgent, { json: true })).text) as DemoReport;
    expect(report).toMatchObject({ ok: false, secret: null, calls: [], error: { name: 'NotAdminError' } });
  });

  it('cleans up when it is stopped', async () => {
    await using running = new RunningCli(['demo'], environment({ TMPDIR: temporary.path }));
    await running.printed('configure-infrastructure');
    expect(temporary.left).not.toEqual([]);
    expect(await running.stop('SIGINT')).toBe(1);
    // Depending on where it was.
    expect(running.stdout + running.stderr).toMatch(/^(ProvisioningError .* aborted .*|Stopped\.)$/m);
    expect(running.stderr).not.toMatch(/^ +at /m);
    expect(temporary.left).toEqual([]);
  });
});

/** What the secret of the demo that runs consists of, and the key of the file that it is in. */
async function storedValues(): Promise<string[]> {
  const values: string[] = [];
  for (const folder of readdirSync(temporary.path).map((name) => join(temporary.path, name))) {
    const keyFile = join(folder, 'secrets.key');
    if (!existsSync(keyFile)) continue;
    const store = new EncryptedFileStore(join(folder, 'secrets.json'), { keyFile });
    const secret = await store.get('LIVEPERSON_DEFAULT_APP_KEY');
    values.push(...Object.values(secret?.value as Record<string, string>));
    values.push(readFileSync(keyFile, 'utf8').trim().split('\n').at(-1) ?? '');
  }
  return values;
}
