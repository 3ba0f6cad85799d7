import type { ErrorCodes } from './error-codes.js';
import { ToolBeltError } from './toolbelt-error.js';

type ConversationUtilCode = (typeof ErrorCodes.ConversationUtil)[keyof typeof ErrorCodes.ConversationUtil];

/** A conversation could not be had, or an argument of `ConversationUtil` is wrong. Nothing of a conversation is quoted. */
export class ConversationUtilError extends ToolBeltError {
  static {
    this.prototype.name = 'ConversationUtilError';
  }

  declare readonly code: ConversationUtilCode;

  constructor(code: ConversationUtilCode, message: string, options?: { cause?: unknown }) {
    super('Conversation-Util', code, message, options);
  }
}
