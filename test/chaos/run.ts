import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createCertificate } from '../support/certificate.js';
import { Canaries } from './canaries.js';
import type { Orders, Questions, Report, Violation } from './messages.js';
import { WorldServer } from './world-server.js';

/** What a run has to have, beside its orders. */
export interface RunOptions {
  /** The client process, bundled. */
  readonly clientPath: string;
  readonly orders: Orders;
}

export interface Finished extends Report {
  readonly seconds: number;
}

/** Carries out one run: the servers are here, the library is in a process of its own. */
export async function run({ clientPath, orders }: RunOptions): Promise<Finished> {
  const startedAt = performance.now();
  const names = ['localhost', '*.example.com'];
  const [known, unknown] = [await createCertificate(names), await createCertificate(names)];
  const worlds = new Map<number, WorldServer>();
  const canaries = new Canaries();
  const child = fork(clientPath, [JSON.stringify(orders)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // A stopped process does not see that nobody is there any more.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  let report: Report | undefined;
  child.on('message', (message: { report?: Report } & Asked) => {
    if (message.report !== undefined) report = message.report;
    else answer(message).then((told) => child.connected && child.send({ id: message.id, answer: told }));
  });
  const answers: Answers = {
    begin: async ({ plan }) => {
      const world = await WorldServer.start(plan, known, unknown);
      worlds.set(plan.index, world);
      return world.places;
    },
    secret: async ({ world }) => worldOf(worlds, world).credential,
    end: async ({ world }) => {
      const ledger = await worldOf(worlds, world).end();
      worlds.delete(world);
      return ledger;
    },
    freeze: ({ ms }) => freeze(child, ms),
  };
  const answer = ({ name, question }: Asked) => answers[name](question as never);
  const [code, signal] = await once(child, 'exit');
  process.off('exit', kill);
  for (const world of worlds.values()) void world.end();
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  if (report === undefined)
    throw new Error(`The client process ended with ${code ?? signal}:\n${output.slice(-5_000)}`);
  const shown: Violation[] = canaries.in(output).map((name) => ({
    invariant: 'no canary',
    world: undefined,
    call: undefined,
    text: `the output shows ${name}`,
  }));
  return { ...report, violations: [...report.violations, ...shown], seconds };
}

interface Asked {
  readonly id: number;
  readonly name: keyof Questions;
  readonly question: unknown;
}

type Answers = {
  readonly [Name in keyof Questions]: (ask: Questions[Name]['ask']) => Promise<Questions[Name]['answer']>;
};

function worldOf(worlds: ReadonlyMap<number, WorldServer>, index: number): WorldServer {
  const world = worlds.get(index);
  if (world === undefined) throw new Error(`There is no world ${index}`);
  return world;
}

/** Stops the process as a platform does that freezes functions, and lets it go on. */
async function freeze(child: ChildProcess, ms: number): Promise<null> {
  child.kill('SIGSTOP');
  await delay(ms);
  child.kill('SIGCONT');
  return null;
}
