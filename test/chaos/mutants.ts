import type { Mutation } from '../support/bundle.js';
import type { Invariant } from './messages.js';
import type { Trouble } from './plan.js';

/** A rule of the library that is broken on purpose. */
export interface Mutant extends Mutation {
  readonly rule: string;
  /** What the campaign has to find violated. */
  readonly violates: Invariant;
  /** The worlds in which it shows, where they are few. */
  readonly trouble?: Trouble;
}

const HTTP = 'src/http';
const AUTHORIZER = 'src/auth/authorizer.ts';

/** Each breaks what one of the invariants rests on. */
export const MUTANTS: readonly Mutant[] = [
  {
    rule: 'the deadline ends nothing',
    violates: 'settles in time',
    file: `${HTTP}/limits.ts`,
    from: 'if (this.remainingMs <= 0) this.#expire(',
    to: 'if (this.remainingMs <= -20_000) this.#expire(',
  },
  {
    rule: 'an abort ends no wait',
    violates: 'settles in time',
    file: `${HTTP}/limits.ts`,
    from: 'else if (signal) listen(signal, this.#onAbort);',
    to: '',
  },
  {
    rule: 'a read is not sent again after 502',
    violates: 'a read succeeds',
    file: `${HTTP}/judge.ts`,
    from: 'new Set([500, 502, 503, 504])',
    to: 'new Set([500, 503, 504])',
  },
  {
    rule: 'a read is not sent again after a silence',
    violates: 'a read succeeds',
    file: `${HTTP}/judge.ts`,
    from: 'if (failure instanceof TimeoutError) return rules.repeatable;',
    to: 'if (failure instanceof TimeoutError) return false;',
  },
  {
    rule: 'three attempts instead of four',
    violates: 'a read succeeds',
    file: `${HTTP}/judge.ts`,
    from: 'if (attempt >= rules.attempts)',
    to: 'if (attempt >= rules.attempts - 1)',
  },
  {
    rule: 'a host that is gone is not asked for again',
    violates: 'a read succeeds',
    file: `${HTTP}/call.ts`,
    from: 'mayHaveMoved(error)) request.host.unreachable',
    to: 'state.attempt > 9) request.host.unreachable',
  },
  {
    rule: 'an unsafe request is sent again after a reset',
    violates: 'nothing unsafe twice',
    file: `${HTTP}/judge.ts`,
    from: '(rules.repeatable || !failure.sent)',
    to: 'true',
  },
  {
    rule: 'an unsafe request is sent again after 5xx',
    violates: 'nothing unsafe twice',
    file: `${HTTP}/judge.ts`,
    from: 'return repeatable && passing.has(status);',
    to: 'return repeatable !== undefined && passing.has(status);',
  },
  {
    rule: 'an unsafe request is sent again after a silence',
    violates: 'nothing unsafe twice',
    file: `${HTTP}/judge.ts`,
    from: 'if (failure instanceof TimeoutError) return rules.repeatable;',
    to: 'if (failure instanceof TimeoutError) return true;',
  },
  {
    rule: 'a body that comes slowly counts as one that stopped',
    violates: 'invocations are told truly',
    file: `${HTTP}/answer.ts`,
    from: 'const touch = () => limits.touch();',
    to: 'const touch = () => undefined;',
  },
  {
    rule: 'a body that is cut counts as whole',
    violates: 'answers are their own',
    file: `${HTTP}/read-all.ts`,
    from: "stream.on('error', reject);",
    to: "stream.on('error', () => resolve(Buffer.from('{}')));",
  },
  {
    rule: 'each 401 asks for a token',
    violates: 'one token for each loss',
    file: AUTHORIZER,
    from: 'if (now - this.#refusedAt < RENEWAL_PAUSE_MS || !this.invalidate(token)) return false;',
    to: 'this.clear();',
  },
  {
    rule: 'each caller asks for a token',
    violates: 'one token for each loss',
    file: `${HTTP}/renewable.ts`,
    from: 'this.#flight ??= this.#renew();',
    to: 'this.#flight = this.#renew();',
  },
  {
    rule: 'one call asks for two tokens',
    violates: 'one token for each loss',
    file: AUTHORIZER,
    from: '() => requestToken(this.#parts, hosts, credential),',
    to: '() => requestToken(this.#parts, hosts, credential).then(() => requestToken(this.#parts, hosts, credential)),',
  },
  {
    rule: 'a flight that nobody waits for any more is not watched',
    violates: 'no unhandled rejection',
    trouble: 'spoilt csds',
    file: AUTHORIZER,
    from: 'sentinel.catch(() => undefined);',
    to: '',
  },
  {
    rule: 'the authorisation is not watched while the host is asked for',
    violates: 'no unhandled rejection',
    file: `${HTTP}/call.ts`,
    from: 'raceAbort(Promise.all([where, who]), cancellation)',
    to: 'raceAbort(Promise.resolve(where).then(async (host) => [host, await who]), cancellation)',
  },
  {
    rule: 'the timer of a call stays',
    violates: 'nothing is left',
    file: `${HTTP}/limits.ts`,
    from: '  release(): void {\n    this.disarm();',
    to: '  release(): void {',
  },
  {
    rule: 'the listener on the signal of the caller stays',
    violates: 'nothing is left',
    file: `${HTTP}/limits.ts`,
    from: "this.#call.signal?.removeEventListener('abort', this.#onAbort);",
    to: '',
  },
  {
    rule: 'close leaves idle connections',
    violates: 'nothing is left',
    file: `${HTTP}/transports/pool.ts`,
    from: 'this.#direct.destroy();',
    to: '',
  },
  {
    rule: 'what a process has sent keeps its toolbelts',
    violates: 'nothing is left',
    file: `${HTTP}/call.ts`,
    from: '  const state = begin(engine, request);',
    to: '  const state = begin(engine, request);\n  (globalThis.HELD ??= []).push(request.authorizer);',
  },
  {
    rule: 'what a server says is told as it is',
    violates: 'no canary',
    file: `${HTTP}/redact.ts`,
    from: 'const safe = this.text(text);',
    to: 'const safe = text;',
  },
  {
    rule: 'credentials are known by their form alone',
    violates: 'no canary',
    file: `${HTTP}/redact.ts`,
    from: '.hide(text, HIDDEN)',
    to: '.hide(text.slice(0, 0), HIDDEN).concat(text)',
  },
];
