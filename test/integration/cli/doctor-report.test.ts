import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerReport, ReportedOperation } from '../../../src/cli/doctor/answer-report.js';
import { runDoctor } from '../../../src/cli/doctor/doctor.js';
import { doctorReads } from '../../../src/cli/doctor/reads.js';
import type { DoctorReport } from '../../../src/cli/doctor/report.js';
import { compareAnswer } from '../../../src/client/answer-difference.js';
import type { Exchange, ExchangeAnswer } from '../../../src/http/around.js';
import type { Transport, TransportRequest, TransportResponse } from '../../../src/http/transport.js';
import { createTransport } from '../../../src/index.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { environment, runCli } from './run-cli.js';
import { TemporaryFolder } from './temporary-folder.js';

const TEXT = 'canary-in-an-answer';
const NUMBER = 8_675_309_421;

type Item = Record<string, unknown>;

/** An answer as the server gives it. */
interface Recorded {
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

let sandbox: Sandbox;
let folder: TemporaryFolder;
let file: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  folder = new TemporaryFolder();
  file = join(folder.path, 'report.json');
});

afterEach(async () => {
  folder[Symbol.dispose]();
  await sandbox.close();
});

/** Runs it in a process of its own, in the environment of the sandbox but for `variables`. */
function doctor(args: readonly string[] = [], variables: Readonly<Record<string, string>> = {}) {
  return runCli(['doctor', '--report', file, ...args], environment({ ...sandbox.env(), ...variables }));
}

function report(): AnswerReport {
  return JSON.parse(readFileSync(file, 'utf8')) as AnswerReport;
}

/** All that a report says of answers, one line each. */
function linesOf({ operations }: AnswerReport): string[] {
  return operations.flatMap(({ operation, outcome, status, error, differences, unknownFields }) => [
    ...differences.map((one) => `${operation} ${one.path}: ${one.came}, not ${one.expected}, ${one.times}`),
    ...unknownFields.map(({ path, came, times }) => `${operation} ${path}: unknown ${came}, ${times}`),
    ...(outcome === 'refused' ? [`${operation} ${status} ${error?.name} ${error?.code}`] : []),
  ]);
}

/** The answers that doctor gets, by the operation that they are of. */
async function recordAnswers(): Promise<Map<string, Recorded>> {
  const recorded = new Map<string, Recorded>();
  const network = createTransport('https', { ca: sandbox.ca });
  let operation = '';
  const transport: Transport = {
    async send(request: TransportRequest): Promise<TransportResponse> {
      const answer = await network.send(request);
      const body = await text(answer.body);
      recorded.set(operation, {
        path: request.url.pathname,
        status: answer.status,
        body: JSON.parse(body) as unknown,
      });
      return { ...answer, body: Readable.from([Buffer.from(body)], { objectMode: false }) };
    },
    close: () => network.close(),
  };
  const around = async (exchange: Exchange, next: () => Promise<ExchangeAnswer>) => {
    const { service } = exchange;
    operation = service === 'csds' || service === 'sentinel' ? service : exchange.operation;
    return next();
  };
  const { accountId, host: csdsDomain, secretStore, hosts } = sandbox;
  const output = { write: () => undefined };
  const options = {
    accountId,
    csdsDomain,
    secretStore,
    dataAccessHost: hosts.dataAccess,
    allowLoopback: true,
  };
  await runDoctor({ output, report: file, toolbelt: { ...options, transport, around: [around] } });
  await network.close();
  for (const other of ['csds', 'sentinel']) recorded.delete(other);
  return recorded;
}

/** Lets the sandbox answer a read so, each time. */
function plant({ path, status }: Recorded, body: unknown, as = status): void {
  const pattern = new RegExp(`^${path.replace(/[.$]/g, '\\$&')}$`);
  const headers = { 'x-canary': TEXT, 'ac-revision': TEXT };
  sandbox.faults.add({ path: pattern, status: as, body, headers, times: Infinity });
}

/** Puts canaries in the place of all texts and numbers that `may` be replaced; it is asked once for each path. */
function withCanaries(body: unknown, may: (changed: unknown) => boolean = () => true): unknown {
  const root = { body: structuredClone(body) };
  const decided = new Map<string, boolean>();
  const visit = (parent: Item, above: string): void => {
    for (const [name, value] of Object.entries(parent)) {
      const path = `${above}.${Array.isArray(parent) ? '[]' : name}`;
      if (typeof value === 'object' && value !== null) visit(value as Item, path);
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      parent[name] = typeof value === 'string' ? `${TEXT} ${name}` : NUMBER;
      const isFree = decided.get(path) ?? may(root.body);
      decided.set(path, isFree);
      if (!isFree) parent[name] = value;
    }
  };
  visit(root, '');
  return root.body;
}

function hasCanary(shown: string): boolean {
  return shown.includes(TEXT) || shown.includes(String(NUMBER));
}

/** What a report must never hold, beside values of answers. */
async function secretsOfAccount(): Promise<string[]> {
  const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
  const values = Object.values(secret?.value as Record<string, string>);
  return [sandbox.accountId, 'localhost', 'Bearer', ...values];
}

const first = (change: (item: Item) => void) => (items: readonly Item[]) => {
  change(items[0] ?? {});
  return items;
};

/** Ten answers that are not as they are known, each with what the report says of it. */
const PLANTED: Readonly<Record<string, readonly [change: (body: never) => unknown, told: string]>> = {
  'skills.list': [
    first((skill) => {
      delete skill.id;
    }),
    '[].id: missing, not number, 1',
  ],
  'profiles.list': [
    first((profile) => Object.assign(profile, { deleted: NUMBER })),
    '[].deleted: number, not boolean, 1',
  ],
  'users.list': [first((user) => Object.assign(user, { skillIds: null })), '[].skillIds: null, not array, 1'],
  'predefinedContent.list': [
    first((content) => Object.assign(content, { hotkey: [{ prefix: TEXT }] })),
    '[].hotkey: array, not object | null, 1',
  ],
  'lobs.list': [first((lob) => Object.assign(lob, { regionCode: TEXT })), '[].regionCode: unknown string, 1'],
  'operationalRealtime.queueHealth': [
    (body: Item) => ({ ...body, skillsMetrics: { [NUMBER]: TEXT, [TEXT]: NUMBER } }),
    'skillsMetrics.*: number, not object, 1\nskillsMetrics.*: string, not object, 1',
  ],
  'predefinedCategories.list': [
    first((category) => Object.assign(category, { order: TEXT })),
    '[].order: string, not number, 1',
  ],
  'automaticMessages.list': [
    first(({ data }) =>
      Object.assign((data as Item[])[0] ?? {}, { review: { [`${TEXT}@example.com`]: [NUMBER] } }),
    ),
    [
      '[].data[].review: unknown object, 1',
      '[].data[].review.<key>: unknown array, 1',
      '[].data[].review.<key>[]: unknown number, 1',
    ].join('\n'),
  ],
  'dataAccess.listResources': [(body: Item) => [body], '(root): array, not object, 1'],
  'agentStatusReason.list': [
    () => ({ error: { message: TEXT, internalCode: NUMBER } }),
    '500 HttpError com.liveperson.faas.lp-client.http-status',
  ],
};

describe('lp-toolbelt doctor --report', () => {
  it('names ten planted differences and nothing else, and no value of any answer', async () => {
    const recorded = await recordAnswers();
    expect(linesOf(report())).toEqual([]);
    const untouched: string[] = [];
    for (const [operation, answer] of recorded) {
      const isAsBefore = (body: unknown) => compareAnswer(operation, body).differences.length === 0;
      const isSuccess = answer.status === 200;
      const body = withCanaries(answer.body, isSuccess ? isAsBefore : undefined);
      // What has neither text nor number has nothing to hide.
      if (!hasCanary(JSON.stringify(body))) untouched.push(operation);
      const [change] = PLANTED[operation] ?? [];
      const status = operation === 'agentStatusReason.list' ? 500 : answer.status;
      plant(answer, change === undefined ? body : change(body as never), status);
    }

    expect(untouched).toEqual(['personalDataDeletion.list', 'functions.isImplemented']);
    const { code, stdout, stderr } = await doctor();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const told = Object.entries(PLANTED).flatMap(([operation, [, lines]]) =>
      lines.split('\n').map((line) => `${operation} ${line}`),
    );
    expect(linesOf(report()).sort()).toEqual(told.sort());
    const content = readFileSync(file, 'utf8');
    expect([content, stdout, stderr].filter(hasCanary)).toEqual([]);
    for (const value of await secretsOfAccount()) expect(content).not.toContain(value);

    expect(stdout).toMatch(/^Users API .* 200 +[\d.]+ +ok: 1 difference$/m);
    expect(stdout).toMatch(/^Automatic Messages API .* 200 +[\d.]+ +ok: 3 unknown fields$/m);
    expect(stdout).toMatch(/^Agent Status Reason API .* 500 +[\d.]+ +FAILED$/m);
    expect(stdout).toContain(
      'What is wrong: HttpError com.liveperson.faas.lp-client.http-status: answered with status 500\n',
    );
    expect(stdout.endsWith(`\nWhat the answers differ in is in ${file}: paths and types, no values.\n`)).toBe(
      true,
    );
  });

  it('shows no value when nothing of an answer is as it was', async () => {
    const recorded = await recordAnswers();
    for (const [operation, answer] of recorded) {
      const isFunctions = operation === 'functions.isImplemented';
      const error = { errorCode: TEXT, errorMsg: `${TEXT} ${NUMBER}` };
      plant(answer, isFunctions ? error : withCanaries(answer.body), isFunctions ? 901 : answer.status);
    }
    const { stdout, stderr } = await doctor(['--json']);
    expect([readFileSync(file, 'utf8'), stdout, stderr].filter(hasCanary)).toEqual([]);
    const { rows, reportFile } = JSON.parse(stdout) as DoctorReport;
    expect(reportFile).toBe(file);
    expect(rows.find(({ operation }) => operation === 'users.list')?.differs).toBeNull();
    const functions = report().operations.find(({ operation }) => operation === 'functions.isImplemented');
    expect(functions).toMatchObject<Partial<ReportedOperation>>({
      outcome: 'refused',
      status: 901,
      error: { name: 'FunctionError', code: 'com.liveperson.faas.function.failed' },
    });
  });

  it('is the same each time, with one entry for each row, read once', async () => {
    expect((await doctor()).code).toBe(0);
    const before = readFileSync(file, 'utf8');
    const rows = sandbox.requests.all().filter(({ service }) => service !== 'csds' && service !== 'sentinel');
    expect(rows).toHaveLength(Object.keys(doctorReads).length);
    expect((await doctor()).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const { credential, checks, operations } = report();
    expect(credential).toBe('oauth2');
    expect(checks).toEqual(
      ['Settings', 'Secret', 'CSDS', 'Token'].map((name) => ({ name, ok: true, error: null })),
    );
    expect(operations.map(({ operation }) => operation)).toEqual(
      Object.values(doctorReads)
        .map(({ operation }) => operation)
        .sort(),
    );
    const reasons = operations
      .filter(({ outcome }) => outcome !== 'same')
      .map(({ operation, outcome, reason }) => [operation, outcome, reason]);
    expect(reasons).toEqual([
      [
        'ivrEngagement.request',
        'not compared',
        'a version that does not exist is refused, and no URL is issued',
      ],
      ['validateEngagement.validate', 'not compared', 'an engagement that does not exist is not valid'],
      ['visitInformation.get', 'not compared', 'a visit that does not exist is not found'],
    ]);
  });

  it('says what kept the rows from being read', async () => {
    const { code } = await doctor([], { X_LIVEPERSON_CSDS_DOMAIN: 'localhost:1' });
    expect(code).toBe(1);
    const { checks, operations } = report();
    expect(checks.at(-1)).toMatchObject({ name: 'CSDS', ok: false, error: { name: 'CsdsError' } });
    for (const one of operations)
      expect(one).toMatchObject({ outcome: 'not tried', reason: 'the check "CSDS" failed' });
    expect(operations).toHaveLength(Object.keys(doctorReads).length);
    expect(readFileSync(file, 'utf8')).not.toContain('localhost');
  });

  it('refuses a file that it cannot write, or did not, before anything is sent', async () => {
    writeFileSync(file, '{}\n');
    const other = await doctor();
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toContain(`"${file}" cannot be written: there is another file of this name`);
    expect(readFileSync(file, 'utf8')).toBe('{}\n');

    file = join(folder.path, 'none', 'report.json');
    const nowhere = await doctor();
    expect(nowhere).toMatchObject({ code: 2, stdout: '' });
    expect(nowhere.stderr).toContain(`"${file}" cannot be written: its folder does not exist`);
    expect(existsSync(file)).toBe(false);
    expect(sandbox.requests.count()).toBe(0);
  });

  it('leaves no file when it is stopped', async () => {
    const { accountId, host: csdsDomain, secretStore, ca } = sandbox;
    const toolbelt = { accountId, csdsDomain, secretStore, ca, allowLoopback: true };
    const stopped = new Error('stopped');
    const signal = AbortSignal.abort(stopped);
    const output = { write: () => undefined };
    await expect(runDoctor({ output, report: file, toolbelt, signal })).rejects.toBe(stopped);
    expect(existsSync(file)).toBe(false);
  });
});
