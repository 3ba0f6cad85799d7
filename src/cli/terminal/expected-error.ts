import { ToolBeltError } from '../../errors/toolbelt-error.js';

/** An error of the library, as the command line tells it: no stack trace, no secret. */
export interface ExpectedError {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** Anything else is a fault of the program: it is thrown on, with its stack trace. */
export function expectedError(error: unknown): ExpectedError {
  if (!(error instanceof ToolBeltError)) throw error;
  const { name, code, message } = error;
  return { name, code, message };
}

export function errorLine({ name, code, message }: ExpectedError): string {
  return `${name} ${code}: ${message}`;
}
