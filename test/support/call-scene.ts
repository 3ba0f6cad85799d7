import { channel } from 'node:diagnostics_channel';
import type { Clock } from '../../src/config/clock.js';
import type { Answer } from '../../src/http/answer.js';
import type { Around } from '../../src/http/around.js';
import { call } from '../../src/http/call.js';
import type { RequestChannels } from '../../src/http/channels.js';
import type { CallRequest, DefaultPolicy, Engine } from '../../src/http/engine.js';
import { createHostPolicy } from '../../src/http/hosts.js';
import { Redactor } from '../../src/http/redact.js';
import { Throttling } from '../../src/http/throttling.js';
import { type Script, ScriptedTransport, type Step } from './scripted-transport.js';
import { VirtualClock } from './virtual-clock.js';

export const HOST = 'z1.api.liveperson.net';
export const ACCOUNT = '12345678';

/** An engine whose network is a script and whose waits take no time. */
export class CallScene {
  readonly transport: ScriptedTransport;
  readonly redactor = new Redactor();
  readonly hostPolicy = createHostPolicy({ allowedHosts: ['*.liveperson.net'], allowLoopback: false });
  readonly clock: Clock;
  readonly engine: Engine;

  constructor(
    script: readonly Step[] | Script,
    { clock = new VirtualClock(), policy, channels = ownChannels(), around = [] }: SceneOptions = {},
  ) {
    this.transport = new ScriptedTransport(script);
    this.clock = clock;
    this.engine = {
      transport: this.transport,
      hostPolicy: this.hostPolicy,
      clock,
      redactor: this.redactor,
      channels,
      throttling: new Throttling(clock),
      around,
      policy: {
        timeoutMs: 10_000,
        bodyIdleMs: 10_000,
        deadlineMs: 25_000,
        retry: {},
        maxAnswerBytes: 1_000_000,
        ...policy,
      },
    };
  }

  /** A read whose value is its status and text. */
  read(request: Partial<CallRequest> = {}): Promise<{ status: number; text: string }> {
    return call(this.engine, readRequest(request), readText);
  }
}

export interface SceneOptions {
  readonly clock?: Clock;
  readonly policy?: Partial<DefaultPolicy>;
  readonly around?: readonly Around[];
  readonly channels?: RequestChannels;
}

/** A read of users, unless told otherwise. */
export function readRequest(request: Partial<CallRequest> = {}): CallRequest {
  return {
    service: 'accountConfigReadOnly',
    operation: 'users.list',
    host: HOST,
    method: 'GET',
    path: `/api/account/${ACCOUNT}/users?v=6.0`,
    headers: { accept: 'application/json' },
    ...request,
    policy: { repeatable: true, ...request.policy },
  };
}

export async function readText(answer: Answer): Promise<{ status: number; text: string }> {
  return { status: answer.status, text: (await answer.read()).toString('utf8') };
}

let scenes = 0;

/** Channels that no other test listens to. */
export function ownChannels(): RequestChannels {
  scenes += 1;
  const open = (name: string) => channel(`test-${scenes}:${name}`);
  return { start: open('start'), end: open('end'), error: open('error'), retry: open('retry') };
}

/** What a promise rejects with; one that resolves fails the test. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    (value) => {
      throw new Error(`expected a rejection; got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
