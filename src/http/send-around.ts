import type { Answer } from './answer.js';
import { AddedHeaders, type Exchange, type ExchangeAnswer, sendThrough } from './around.js';
import { raceAbort } from './cancellation.js';
import type { Engine } from './engine.js';
import type { CallLimits } from './limits.js';
import { LONGEST_PATH } from './path.js';
import type { Redactor } from './redact.js';

/** What is told of the request, its path not yet redacted. */
type Facts = Omit<Exchange, 'setHeader'>;

/** Sends a request through what users put around it, with the headers that they add. */
export function sendAround(
  { around, redactor }: Pick<Engine, 'around' | 'redactor'>,
  facts: Facts,
  limits: CallLimits,
  send: (added: Readonly<Record<string, string>>) => Promise<Answer>,
): Promise<Answer> {
  const added = new AddedHeaders();
  const path = redactor.words(facts.path, LONGEST_PATH);
  const exchange: Exchange = Object.freeze({ ...facts, path, setHeader: added.set });
  const { cancellation } = limits;
  const next = async () => {
    // A function may call it when the call has ended.
    if (cancellation.aborted) throw cancellation.reason;
    const answer = await send(added.take());
    if (cancellation.aborted) answer.drop();
    else limits.arm('deadline');
    return answer;
  };
  const sent = sendThrough(around, exchange, next, (answer) => visible(answer, redactor));
  return raceAbort(sent, cancellation);
}

function visible({ status, headers }: Answer, redactor: Redactor): ExchangeAnswer {
  const { 'set-cookie': _, ...shown } = redactor.headers(headers);
  for (const value of Object.values(shown)) Object.freeze(value);
  return Object.freeze({ status, headers: Object.freeze(shown) });
}
