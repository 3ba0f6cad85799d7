import { type CANCEL_SYMBOL, confirm, isCancel, password, text } from '@clack/prompts';
import { type Admin, type KnownAdmin, tokenProblem, userIdProblem } from './admin-token.js';

/** Asks for what is not known of a session; undefined when the person gives up. */
export async function askAdmin(known: KnownAdmin, signal: AbortSignal): Promise<Admin | undefined> {
  const bearer =
    known.bearer ??
    (await answer(
      password({
        message: 'Bearer of your session (not shown)',
        validate: saying(tokenProblem),
        ...ask(signal),
      }),
    ));
  if (bearer === undefined) return undefined;
  const userId =
    known.userId ??
    (await answer(text({ message: 'Id of your user', validate: saying(userIdProblem), ...ask(signal) })));
  return userId === undefined ? undefined : { ...known, bearer, userId };
}

/** Asks a question whose answer is yes or no; giving up is a no. */
export async function askConsent(message: string, signal: AbortSignal): Promise<boolean> {
  return (await confirm({ message, ...ask(signal) })) === true;
}

/** Questions go to stderr, so that stdout may be a pipe. */
function ask(signal: AbortSignal) {
  return { signal, input: process.stdin, output: process.stderr };
}

async function answer(prompt: Promise<string | typeof CANCEL_SYMBOL>): Promise<string | undefined> {
  const given = await prompt;
  return isCancel(given) ? undefined : trimmed(given);
}

function saying(problemOf: (text: string) => string | undefined) {
  return (given: string | undefined) => {
    const problem = problemOf(trimmed(given));
    return problem === undefined ? undefined : `It ${problem}`;
  };
}

/** What was copied often has a blank or a line break around it. */
function trimmed(given = ''): string {
  return given.trim();
}
