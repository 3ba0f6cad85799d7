import { readTerminalEnvironment, type TerminalEnvironment } from '../../config/environment.js';

/** What the terminal at hand can do. */
export interface Terminal {
  /** Somebody is there who can answer a question. */
  readonly canAsk: boolean;
  /** What was written may be drawn anew. */
  readonly canDraw: boolean;
}

interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { readonly isTTY?: boolean };
}

/** Columns that a live display needs. */
const NARROWEST = 40;

/** Questions go to stderr, so that stdout may be a pipe. */
export function describeTerminal(
  { stdin, stdout, stderr }: Streams,
  env: TerminalEnvironment = readTerminalEnvironment(),
): Terminal {
  return {
    canAsk: stdin.isTTY === true && stderr.isTTY === true && !env.unattended,
    canDraw: stdout.isTTY === true && (stdout.columns ?? 0) >= NARROWEST && !env.plain,
  };
}
