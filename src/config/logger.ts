/** Receives what is worth telling. `console` fits. Each call gets one line of text and no secret. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Silent below `warn`: a function has ten log entries per invocation. */
export const quietLogger: Logger = Object.freeze({
  debug: () => undefined,
  info: () => undefined,
  warn: (message: string) => console.warn(message),
  error: (message: string) => console.error(message),
});
