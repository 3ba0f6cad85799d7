import type { AsyncLocalStorage } from 'node:async_hooks';
import diagnosticsChannel from 'node:diagnostics_channel';
import { getEventListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { LPClient } from '../../src/client/lp-client.js';
import type { Clock } from '../../src/config/clock.js';
import { systemClock } from '../../src/config/clock.js';
import { CsdsError } from '../../src/errors/csds-error.js';
import { ToolBeltError } from '../../src/errors/toolbelt-error.js';
import type { Transport } from '../../src/http/transport.js';
import { createTransport } from '../../src/http/transports/create-transport.js';
import type { ToolbeltInstance } from '../../src/toolbelt/account.js';
import { createToolbelt } from '../../src/toolbelt/toolbelt.js';
import type { Ask } from './client-link.js';
import type { Findings } from './findings.js';
import type { LookUps } from './look-ups.js';
import type { CallLedger, Invariant, WorldLedger, WorldPlaces } from './messages.js';
import {
  BODY_IDLE_MS,
  type CallPlan,
  type Fault,
  isOfBody,
  isRaw,
  isUnsafe,
  MAX_ANSWER_BYTES,
  mustBeTold,
  mustSucceed,
  TIMEOUT_MS,
  type WorldPlan,
} from './plan.js';
import type { Process } from './process-watch.js';

/** What a call may take beyond its deadline, beside what the machine took from it. */
const MARGIN_MS = 1_000;
/** What an answer may take from its server to its reader. */
const DELIVERY_MS = 300;
const APP_KEY = 'CHAOS_KEY';
/** A caller reads no more of a stream. */
const ENOUGH_BYTES = 50_000;

interface Surroundings {
  readonly ask: Ask;
  readonly findings: Findings;
  readonly names: AsyncLocalStorage<string>;
  readonly lookUps: LookUps;
  readonly watch: Process;
  readonly transport: 'https' | 'got';
}

/** What a call came to. */
interface Outcome {
  readonly plan: CallPlan;
  readonly startedAt: number;
  readonly elapsedMs: number;
  /** Time that the process could not run in. */
  readonly lagMs: number;
  readonly error: unknown;
  readonly isGood: boolean;
  readonly status: number | undefined;
  readonly bodyError: unknown;
  readonly signal: AbortSignal | undefined;
}

/** One account, its toolbelt and its calls. */
export class ClientWorld {
  readonly toolbelts: ToolbeltInstance[] = [];
  readonly #plan: WorldPlan;
  readonly #around: Surroundings;
  readonly #outcomes: Outcome[] = [];
  #next = 0;
  #places: WorldPlaces | undefined;
  #lp: LPClient | undefined;
  #transport: Transport | undefined;
  #skewMs: number;
  #jumps = 0;

  constructor(plan: WorldPlan, around: Surroundings) {
    this.#plan = plan;
    this.#around = around;
    this.#skewMs = plan.clockMs[0];
  }

  async begin(): Promise<void> {
    const { ask, findings, lookUps, transport: kind } = this.#around;
    const { index, trouble, lookUps: faults, observed, ownTransport } = this.#plan;
    const places = await ask('begin', { plan: this.#plan });
    this.#places = places;
    findings.count(`world: ${trouble}`);
    lookUps.faults.set(places.apis[0]?.split(':')[0] ?? '', [...faults]);
    const { ca, proxy } = places;
    this.#transport = ownTransport ? createTransport(kind, { ca, proxy }) : undefined;
    const log = (text: string) => findings.seen('the log', text, { world: index });
    const toolbelt = createToolbelt({
      accountId: places.accountId,
      csdsDomain: places.small,
      allowLoopback: true,
      allowedHosts: places.apis,
      ca,
      proxy,
      transport: this.#transport ?? kind,
      appKeySecretName: APP_KEY,
      secretStore: { get: (key) => this.#secret(key) },
      timeoutMs: TIMEOUT_MS,
      bodyIdleMs: BODY_IDLE_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      clock: this.#clock,
      logger: { debug: log, info: log, warn: log, error: log },
      around: observed
        ? [
            async (exchange, next) => {
              const answer = await next();
              findings.seen(
                'around',
                inspect([exchange, answer], { depth: 10 }) + JSON.stringify([exchange, answer]),
              );
              return answer;
            },
          ]
        : [],
    });
    this.toolbelts.push(toolbelt);
    this.#lp = toolbelt.LPClient();
  }

  get #clock(): Clock {
    return { ...systemClock, now: () => Date.now() + this.#skewMs };
  }

  async #secret(key: string) {
    return { key, value: await this.#around.ask('secret', { world: this.#plan.index }) };
  }

  async firstHalf(): Promise<void> {
    await delay(this.#plan.beginsAfterMs);
    return this.#run(this.#plan.calls.slice(0, this.#plan.calls.length / 2));
  }

  secondHalf(): Promise<void> {
    const [first, then] = this.#plan.clockMs;
    this.#skewMs = then;
    if (then > first) this.#jumps += 1;
    return this.#run(this.#plan.calls.slice(this.#plan.calls.length / 2));
  }

  async #run(calls: readonly CallPlan[]): Promise<void> {
    this.#next = 0;
    const worker = async () => {
      for (let call = calls[this.#next++]; call !== undefined; call = calls[this.#next++]) {
        if (call.pauseMs > 0) await delay(call.pauseMs);
        await this.#call(call);
      }
    };
    await Promise.all(Array.from({ length: this.#plan.atOnce }, worker));
  }

  async #call(plan: CallPlan): Promise<void> {
    const { names, watch, findings } = this.#around;
    const { index } = this.#plan;
    const controller = plan.abortAfterMs === undefined ? undefined : new AbortController();
    const reason = new Error('The caller has had enough');
    if (plan.abortAfterMs === -1) controller?.abort(reason);
    const abort = setTimeout(() => controller?.abort(reason), plan.abortAfterMs ?? 0);
    if (plan.abortAfterMs === undefined) clearTimeout(abort);
    const startedAt = Date.now();
    const began = performance.now();
    const lagBefore = watch.lagMs;
    let settledAt = 0;
    const settle = () => {
      settledAt ||= performance.now();
    };
    let result: { isGood: boolean; status?: number; bodyError?: unknown } = { isGood: false };
    let error: unknown;
    try {
      result = await names.run(`${index}-${plan.number}`, () => this.#send(plan, controller?.signal, settle));
    } catch (thrown) {
      error = thrown ?? new Error('A call rejected with nothing');
    }
    settle();
    clearTimeout(abort);
    const { signal } = controller ?? {};
    const { isGood, status, bodyError } = result;
    const elapsedMs = settledAt - began;
    const lagMs = watch.lagMs - lagBefore;
    findings.calls += 1;
    // A decoder that is broken off ends in its own time.
    for (let turn = 0; turn < 20 && listensTo(signal); turn += 1) await delay(25);
    if (listensTo(signal)) {
      this.#violation('nothing is left', plan, 'a listener on the signal of the caller');
    }
    this.#outcomes.push({ plan, startedAt, elapsedMs, lagMs, error, isGood, status, bodyError, signal });
  }

  async #send(plan: CallPlan, signal: AbortSignal | undefined, settle: () => void) {
    const { accountId = '' } = this.#places ?? {};
    const { number, kind, deadlineMs } = plan;
    const options = { deadlineMs, ...(signal && { signal }) };
    const lp = this.#lp;
    if (lp === undefined) throw new Error('The world has not begun');
    if (kind === 'typed read') {
      const user = await lp.users.get({ userId: String(number + 1) }, options);
      return { isGood: String(user.id) === String(number) };
    }
    if (kind === 'list') {
      const ids: string[] = [];
      for await (const user of lp.users.list({}, options)) ids.push(String(user.id));
      return { isGood: ids.join() === String(number) };
    }
    if (kind === 'invocation') {
      const functionUuid = `3f1c2d84-9b7e-4a55-8c0d-${String(number).padStart(12, '0')}`;
      const result = await lp.functions.invoke<{ id: string }>(
        { functionUuid, payload: { number } },
        options,
      );
      return { isGood: result?.id === String(number) };
    }
    const sent = kind === 'post' ? { method: 'POST', body: JSON.stringify({ number }) } : {};
    const path = `/api/account/${accountId}/raw/${number}`;
    const response = await lp('accountConfigReadOnly', path, { ...sent, ...options });
    settle();
    const { status } = response;
    try {
      if (kind === 'stream') {
        let text = '';
        for await (const chunk of response.body ?? []) {
          text += Buffer.from(chunk).toString();
          if (text.length > ENOUGH_BYTES) break;
        }
        return { status, isGood: isOwn(text, number) };
      }
      return { status, isGood: isOwn(await response.text(), number) };
    } catch (bodyError) {
      return { status, bodyError, isGood: false };
    }
  }

  async close(): Promise<void> {
    const { findings } = this.#around;
    for (const toolbelt of this.toolbelts) {
      findings.seen('inspect of a toolbelt', inspect([toolbelt, this.#lp], { depth: 12, showHidden: true }));
      await toolbelt.close();
    }
    await this.#transport?.close();
  }

  /** Looks at all that happened, with what the servers saw. */
  async judge(): Promise<void> {
    const { ask, findings } = this.#around;
    const { index, trouble } = this.#plan;
    const ledger = await ask('end', { world: index });
    for (const [name, times] of Object.entries(ledger.faults)) findings.count(`fault: ${name}`, times);
    if (ledger.open > 0)
      this.#violation('nothing is left', undefined, `${ledger.open} connections after close`);
    const most = 1 + ledger.losses + this.#jumps;
    if (ledger.tokens > most) {
      this.#violation(
        'one token for each loss',
        undefined,
        `${ledger.tokens} tokens in ${trouble}, ${most} expected at most`,
      );
    }
    for (const outcome of this.#outcomes) this.#judgeCall(outcome, ledger);
    this.#outcomes.length = 0;
    this.#lp = undefined;
  }

  #judgeCall(outcome: Outcome, ledger: WorldLedger): void {
    const { findings } = this.#around;
    const { plan, error, bodyError, signal, elapsedMs, lagMs } = outcome;
    const seen = ledger.calls[plan.number] ?? { requests: 0, executed: 0, deliveredAt: 0 };
    const isAborted = signal?.aborted === true;
    findings.count(error === undefined ? `${plan.kind}: settled well` : `${plan.kind}: rejected`);
    for (const told of [error, bodyError]) this.#scan(plan, told);
    const limitMs =
      plan.abortAfterMs === undefined ? plan.deadlineMs : Math.min(plan.deadlineMs, plan.abortAfterMs);
    if (elapsedMs > Math.max(0, limitMs) + MARGIN_MS + lagMs) {
      this.#violation(
        'settles in time',
        plan,
        `${Math.round(elapsedMs)} ms, limit ${limitMs}, lag ${Math.round(lagMs)}: ${String(error)}`,
      );
    }
    if (error !== undefined && !(error instanceof ToolBeltError) && !(isAborted && error === signal.reason)) {
      this.#violation('answers are their own', plan, `the error is none of the library: ${inspect(error)}`);
    }
    if (isUnsafe(plan.kind) && seen.executed > 1) {
      this.#violation('nothing unsafe twice', plan, `it ran ${seen.executed} times`);
    }
    this.#judgeRead(outcome, ledger);
    this.#judgeInvocation(outcome, seen);
    if (
      error === undefined &&
      bodyError === undefined &&
      !outcome.isGood &&
      isWellAnswered(plan, outcome.status)
    ) {
      this.#violation(
        'answers are their own',
        plan,
        `another answer was taken for that of the call, status ${outcome.status}`,
      );
    }
  }

  #judgeRead(outcome: Outcome, ledger: WorldLedger): void {
    const { plan, error, startedAt, lagMs } = outcome;
    if (!mustSucceed(this.#plan, plan) || lagMs > 1_500) return;
    this.#around.findings.count('reads that had to succeed');
    if (error === undefined) return;
    if (error instanceof CsdsError && startedAt <= ledger.spoiltAt + 500) return;
    // Another connection of the same kind would be refused as well, by all that is known.
    if (ledger.lasting > 0 && isLasting(error)) return;
    this.#violation('a read succeeds', plan, `${inspect(error)} after ${Math.round(outcome.elapsedMs)} ms`);
  }

  #judgeInvocation(
    { plan, error, isGood, signal, startedAt, elapsedMs, lagMs, bodyError, status }: Outcome,
    seen: CallLedger,
  ): void {
    if (!isUnsafe(plan.kind)) return;
    // What comes as late as that may cross the end of the call; a machine that is cut off may have lost it.
    const lastMs = startedAt + elapsedMs - lagMs - DELIVERY_MS;
    const isLost = this.#plan.trouble === 'move';
    const isDelivered = seen.deliveredAt > 0 && seen.deliveredAt < lastMs && !isLost && !signal?.aborted;
    const isSure = isDelivered || (seen.executed > 0 && lagMs < 500 && mustBeTold(this.#plan, plan));
    this.#around.findings.count('unsafe calls that surely succeeded', Number(isSure));
    if (isSure && !isGood) {
      const text = inspect(error ?? bodyError ?? status);
      this.#violation(
        'invocations are told truly',
        plan,
        `it succeeded, and is told to have failed: ${text}`,
      );
    }
    if (isGood && seen.executed === 0) {
      this.#violation('invocations are told truly', plan, 'it is told to have succeeded, and did not run');
    }
  }

  #scan(plan: CallPlan, error: unknown): void {
    if (error === undefined) return;
    const place = { world: this.#plan.index, call: plan.number };
    this.#around.findings.seen('an error', allOf(error), place);
  }

  #violation(invariant: Invariant, plan: CallPlan | undefined, text: string): void {
    const { index, trouble } = this.#plan;
    const faults = plan === undefined ? '' : ` (${plan.kind}: ${plan.faults.join(', ') || 'no fault'})`;
    const place = { world: index, ...(plan && { call: plan.number }) };
    this.#around.findings.violation(invariant, `world of "${trouble}"${faults}: ${text}`, place);
  }

  /** What every channel tells is looked at for the whole run. */
  static listen(findings: Findings): void {
    for (const name of [
      'request:start',
      'request:end',
      'request:error',
      'request:retry',
      'response:invalid',
    ]) {
      diagnosticsChannel.subscribe(`lp-functions-toolbelt:${name}`, (message) => {
        findings.seen(`the channel ${name}`, JSON.stringify(message));
      });
    }
  }
}

function listensTo(signal: AbortSignal | undefined): boolean {
  return signal !== undefined && getEventListeners(signal, 'abort').length > 0;
}

function isOwn(text: string, number: number): boolean {
  try {
    return JSON.parse(text).id === String(number);
  } catch {
    return false;
  }
}

const LASTING = /certificate|407|SELF_SIGNED|ERR_SSL|SSL routines|wrong version/i;
const isLasting = (error: unknown) => LASTING.test(String(error));

/** Whether the call can only have been given the good answer. */
function isWellAnswered({ kind, faults }: CallPlan, status: number | undefined): boolean {
  if (!isRaw(kind)) return true;
  return (
    status === 200 &&
    !faults.some((fault: Fault) => isOfBody(fault) || fault === 'html' || fault === 'not JSON')
  );
}

/** All that an error tells: its fields, hidden ones too, its JSON, its stack and its causes. */
function allOf(error: unknown): string {
  const shown = inspect(error, { depth: 10, showHidden: true, maxStringLength: null });
  if (!(error instanceof Error)) return shown;
  const fields = Object.getOwnPropertyNames(error).map((name) => [name, Reflect.get(error, name)]);
  const all = [
    String(error),
    error.stack,
    JSON.stringify(error),
    shown,
    inspect(fields, { depth: 10, showHidden: true }),
  ];
  return error.cause === undefined ? all.join('\n') : `${all.join('\n')}\n${allOf(error.cause)}`;
}
