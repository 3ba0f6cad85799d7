import type { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

type SDEUtilCode = (typeof ErrorCodes.SDEsUtil)[keyof typeof ErrorCodes.SDEsUtil];

/** Engagement attributes could not be added or found. No attribute is quoted. */
export class SDEUtilError extends ToolBeltError {
  static {
    this.prototype.name = 'SDEUtilError';
  }

  declare readonly code: SDEUtilCode;
  /** HTTP status of the service, where it answered. */
  readonly statusCode: number | undefined;

  constructor(
    code: SDEUtilCode,
    message: string,
    { statusCode, cause }: { statusCode?: number; cause?: unknown } = {},
  ) {
    super('SDE-Util', code, message, { cause });
    this.statusCode = statusCode;
  }
}
