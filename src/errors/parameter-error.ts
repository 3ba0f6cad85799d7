import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** An argument of a call breaks a rule of the operation. Nothing was sent. */
export class ParameterError extends ToolBeltError {
  static {
    this.prototype.name = 'ParameterError';
  }

  /** The parameter at fault, as a path: `userId`, `start.from`. */
  readonly parameter: string;

  constructor(parameter: string, message: string) {
    super('LpClient', ErrorCodes.LpClient.Parameter, message);
    this.parameter = parameter;
  }
}
