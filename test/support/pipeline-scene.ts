import { channel } from 'node:diagnostics_channel';
import type { Clock } from '../../src/config/clock.js';
import type { Answer } from '../../src/http/answer.js';
import type { RequestChannels } from '../../src/http/channels.js';
import { createHostPolicy } from '../../src/http/hosts.js';
import { Pipeline, type PipelineParts, type PipelineRequest } from '../../src/http/pipeline.js';
import { Redactor } from '../../src/http/redact.js';
import { type Script, ScriptedTransport, type Step } from './scripted-transport.js';
import { VirtualClock } from './virtual-clock.js';

export const HOST = 'z1.api.liveperson.net';
export const ACCOUNT = '12345678';

/** A pipeline whose network is a script and whose waits take no time. */
export class PipelineScene {
  readonly transport: ScriptedTransport;
  readonly redactor = new Redactor();
  readonly hostPolicy = createHostPolicy({ allowedHosts: ['*.liveperson.net'], allowLoopback: false });
  readonly clock: Clock;
  readonly pipeline: Pipeline;

  constructor(
    script: readonly Step[] | Script,
    { clock = new VirtualClock(), limits, channels = ownChannels() }: SceneOptions = {},
  ) {
    this.transport = new ScriptedTransport(script);
    this.clock = clock;
    this.pipeline = new Pipeline({
      transport: this.transport,
      hostPolicy: this.hostPolicy,
      clock,
      redactor: this.redactor,
      channels,
      limits: { timeoutMs: 10_000, bodyIdleMs: 10_000, deadlineMs: 25_000, retry: {}, ...limits },
    });
  }

  /** A read whose value is its status and text. */
  read(request: Partial<PipelineRequest> = {}): Promise<{ status: number; text: string }> {
    return this.pipeline.send(readRequest(request), readText);
  }
}

export interface SceneOptions {
  readonly clock?: Clock;
  readonly limits?: Partial<PipelineParts['limits']>;
  readonly channels?: RequestChannels;
}

export function readRequest(request: Partial<PipelineRequest> = {}): PipelineRequest {
  return {
    service: 'accountConfigReadOnly',
    operation: 'users.list',
    host: HOST,
    method: 'GET',
    path: `/api/account/${ACCOUNT}/users?v=6.0`,
    headers: { accept: 'application/json' },
    repeatable: true,
    limits: {},
    ...request,
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
