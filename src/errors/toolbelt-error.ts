/**
 * Base of every error that this library throws. Switch on `code`; never parse `message`.
 *
 * No message, field or `cause` of it holds a secret, a token or an Authorization header.
 */
export class ToolBeltError extends Error {
  static {
    // On the prototype, so that `inspect` and JSON do not repeat the name as a field.
    this.prototype.name = 'ToolBeltError';
  }

  /** The part that failed, for example `LpClient` or `CSDS-Client`. */
  readonly component: string;
  /** One of `ErrorCodes`, or the code that a server or function gave. */
  readonly code: string;
  /** The operation of the call that failed, for example `users.get`; `raw` for a raw call. Absent outside of calls. */
  declare readonly operation?: string;
  /** How often it was sent, where it was sent more than once. */
  declare readonly attempts?: number;

  constructor(component: string, code: string, message: string, options?: { cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.component = component;
    this.code = code;
  }
}

/**
 * A copy for one of several callers that share a failure: each gets a stack of its own, and is told its own operation.
 */
export function copyForCaller(error: ToolBeltError): ToolBeltError {
  const copy = new ToolBeltError(error.component, error.code, error.message);
  // That of the shared request, for example of CSDS, says nothing to its callers; how often it was sent does.
  const { stack: _, operation: __, ...fields } = Object.getOwnPropertyDescriptors(error);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  Object.defineProperties(copy, fields);
  // The first line names the class, which it did not have yet.
  Error.captureStackTrace(copy, copyForCaller);
  return copy;
}

/** Runs a call whose errors know its operation, those before anything is sent, too. */
export async function naming<T>(operation: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw nameCall(error, operation);
  }
}

/**
 * Tells an error which call it ended, unless it knows already.
 *
 * @param attempts How often the call was sent; once is not worth telling, save by the error that was the cause.
 * @returns The same error.
 */
export function nameCall<E>(error: E, operation: string, attempts = 1): E {
  if (!(error instanceof ToolBeltError)) return error;
  const { cause } = error;
  const told = attempts > 1 ? attempts : cause instanceof ToolBeltError ? cause.attempts : undefined;
  if (error.operation === undefined) Object.assign(error, { operation });
  if (error.attempts === undefined && told !== undefined) Object.assign(error, { attempts: told });
  return error;
}
