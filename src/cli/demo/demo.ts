import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiRow } from '../../apis/define-api.js';
import type { LPClient } from '../../client/lp-client.js';
import { HttpError } from '../../errors/http-error.js';
import { PrivilegeError } from '../../errors/privilege-error.js';
import type { ProvisioningEvent } from '../../provisioning/run/progress.js';
import { provisionAccount } from '../../provisioning/run/provision-account.js';
import type { SecretInfo, SecretStore } from '../../secrets/secret-store.js';
import { EncryptedFileStore } from '../../secrets/stores/encrypted-file/encrypted-file.js';
import type { Fixtures } from '../../testing/fixtures/fixtures.js';
import { type Sandbox, startSandbox } from '../../testing/sandbox/sandbox.js';
import type { SandboxOptions } from '../../testing/sandbox/sandbox-options.js';
import { Toolbelt } from '../../toolbelt/toolbelt.js';
import { type ExpectedError, errorLine, expectedError } from '../terminal/expected-error.js';
import type { TextOutput } from '../terminal/text-output.js';
import { type DemoCall, demoCalls } from './calls.js';
import { type DemoReport, type DemoRow, type DemoView, jsonView, textView } from './report.js';

/** What a demo needs; tests replace the parts. */
export interface DemoOptions {
  readonly output: TextOutput;
  /** One JSON document instead of lines. @default false */
  readonly json?: boolean | undefined;
  /** Ends the demo early. */
  readonly signal?: AbortSignal | undefined;
  readonly startSandbox?: ((options: SandboxOptions) => Promise<Sandbox>) | undefined;
  /** How each operation is called, by `<id>.<operation>`. */
  readonly calls?: Readonly<Record<string, DemoCall>> | undefined;
}

/**
 * Shows the main job, end to end: provisions an account of a sandbox into an encrypted file, then calls
 * every operation of the privilege table with the secret stored there.
 *
 * @returns Whether every step succeeded and every operation answered as it should.
 */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  const view = options.json ? jsonView(options.output) : textView(options.output);
  const folder = await mkdtemp(join(tmpdir(), 'lp-toolbelt-demo-'));
  try {
    const sandbox = await (options.startSandbox ?? startSandbox)({ provisioned: false });
    try {
      // A key of its own: LP_SECRETS_KEY is for the files of the account that one works with.
      const store = new EncryptedFileStore(join(folder, 'secrets.json'), {
        keyFile: join(folder, 'secrets.key'),
      });
      const report = await new Demo(sandbox, store, view, options).run();
      view.ended(report);
      return report.ok;
    } finally {
      await sandbox.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Demo {
  readonly #sandbox: Sandbox;
  readonly #store: SecretStore;
  readonly #view: DemoView;
  readonly #calls: Readonly<Record<string, DemoCall>>;
  readonly #signal: AbortSignal | undefined;
  readonly #events: ProvisioningEvent[] = [];
  readonly #rows: DemoRow[] = [];
  #secret: SecretInfo | null = null;

  constructor(sandbox: Sandbox, store: SecretStore, view: DemoView, options: DemoOptions) {
    this.#sandbox = sandbox;
    this.#store = store;
    this.#view = view;
    this.#calls = options.calls ?? demoCalls;
    this.#signal = options.signal;
  }

  async run(): Promise<DemoReport> {
    this.#view.started(this.#sandbox.accountId, this.#sandbox.host);
    try {
      await this.#provision();
    } catch (error) {
      return this.#report(expectedError(error));
    }
    await this.#callAll();
    return this.#report(null);
  }

  async #provision(): Promise<void> {
    const { accountId, platform, clock } = this.#sandbox;
    const run = provisionAccount({
      accountId,
      platform,
      clock,
      secretStore: this.#store,
      signal: this.#signal,
    });
    for await (const event of run) {
      this.#events.push(event);
      this.#view.event(event);
    }
    const { secretName } = await run;
    const secret = (await this.#store.list()).find(({ key }) => key === secretName);
    if (secret === undefined) throw new Error(`Provisioning ended without the secret ${secretName}`);
    this.#secret = secret;
    this.#view.stored(secret);
  }

  async #callAll(): Promise<void> {
    using _ = this.#sandbox.use({ secretStore: this.#store, responseValidation: 'strict' });
    const lp = Toolbelt.LPClient();
    for (const row of Toolbelt.privileges) {
      for (const operation of Object.keys(row.operations)) {
        this.#signal?.throwIfAborted();
        this.#rows.push(await this.#call(lp, row, operation));
      }
    }
  }

  async #call(lp: LPClient, { id, title, privilege }: ApiRow, method: string): Promise<DemoRow> {
    const operation = `${id}.${method}`;
    const call = Object.hasOwn(this.#calls, operation) ? this.#calls[operation] : undefined;
    const start = performance.now();
    const outcome =
      call === undefined
        ? problem(`the demo has no call for ${operation}: add one to demo-calls.ts`)
        : await send(call, lp, this.#sandbox.fixtures, this.#signal);
    const milliseconds = Math.round((performance.now() - start) * 10) / 10;
    return { api: title, privilege, operation, milliseconds, ...outcome };
  }

  #report(error: ExpectedError | null): DemoReport {
    return {
      ok: error === null && this.#rows.every(({ problem }) => problem === null),
      accountId: this.#sandbox.accountId,
      events: this.#events,
      secret: this.#secret,
      calls: this.#rows,
      error,
    };
  }
}

type Outcome = Pick<DemoRow, 'status' | 'items' | 'problem'>;

async function send(
  call: DemoCall,
  lp: LPClient,
  data: Fixtures,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  try {
    const { status, items } = await call.send(lp, data, signal);
    return { status, items, problem: unexpected(call, status, items) };
  } catch (error) {
    return problem(errorLine(expectedError(error)), statusOf(error));
  }
}

function unexpected({ expectedStatus }: DemoCall, status: number, items: number): string | null {
  if (status !== expectedStatus) return `answered with status ${status} instead of ${expectedStatus}`;
  return items === 0 ? 'answered with an empty list' : null;
}

function problem(text: string, status: number | null = null): Outcome {
  return { status, items: null, problem: text };
}

function statusOf(error: unknown): number | null {
  const answered = error instanceof HttpError || error instanceof PrivilegeError;
  return answered ? (error.status ?? null) : null;
}
