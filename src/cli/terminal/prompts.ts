import { type CANCEL_SYMBOL, confirm, isCancel, password, text } from '@clack/prompts';
import type { InstallationCredential } from '../../provisioning/platform.js';
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

/** Asks for the credential of an application; undefined when the person gives up. */
export async function askCredential(signal: AbortSignal): Promise<InstallationCredential | undefined> {
  const validate = saying(fieldProblem);
  const client_id = await answer(text({ message: 'Client id', validate, ...ask(signal) }));
  if (client_id === undefined) return undefined;
  const client_secret = await answer(
    password({ message: 'Client secret (not shown)', validate, ...ask(signal) }),
  );
  return client_secret === undefined ? undefined : { client_id, client_secret };
}

/**
 * Asks for the value of a secret, in one line; undefined when the person gives up.
 *
 * @param problemOf What is wrong with the value, as a sentence; undefined when nothing is.
 */
export function askSecretText(
  name: string,
  problemOf: (text: string) => string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const message = `Value of ${name}: JSON or text, in one line (not shown)`;
  const validate = (given: string | undefined) => problemOf(trimmed(given));
  return answer(password({ message, validate, ...ask(signal) }));
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

function fieldProblem(field: string): string | undefined {
  if (field === '') return 'is empty';
  return /\s/.test(field) ? 'has a space or a line break in it: copy it again, as one piece' : undefined;
}

/** What was copied often has a blank or a line break around it. */
function trimmed(given = ''): string {
  return given.trim();
}
