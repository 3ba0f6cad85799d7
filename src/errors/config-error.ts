import { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

/** An option or environment variable is missing or malformed. Nothing was sent. */
export class ConfigError extends ToolBeltError {
  static {
    this.prototype.name = 'ConfigError';
  }

  /** The option at fault, for example `accountId`. */
  readonly field: string;

  constructor(field: string, message: string) {
    super('Config', ErrorCodes.Config.Invalid, message);
    this.field = field;
  }
}
