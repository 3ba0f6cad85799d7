import type { Orders, Questions, Report } from './messages.js';

/** Asks the process that has the servers. */
export type Ask = <Name extends keyof Questions>(
  name: Name,
  question: Questions[Name]['ask'],
) => Promise<Questions[Name]['answer']>;

const waiting = new Map<number, (answer: unknown) => void>();
let asked = 0;

export const ask = ((name, question) =>
  new Promise((resolve) => {
    if (asked === 0) process.on('message', onAnswer);
    asked += 1;
    waiting.set(asked, resolve as (answer: unknown) => void);
    process.send?.({ id: asked, name, question });
  })) as Ask;

function onAnswer(message: unknown): void {
  const { id, answer } = message as { id: number; answer: unknown };
  const resolve = waiting.get(id);
  waiting.delete(id);
  resolve?.(answer);
}

export const orders = (): Orders => JSON.parse(process.argv[2] ?? '');

export function report(told: Report): void {
  process.send?.({ report: told }, () => process.disconnect?.());
}
