import { oneLine } from '../../http/one-line.js';

/** Where a command writes; `process.stdout` fits. */
export interface TextOutput {
  write(text: string): unknown;
}

/** Writes a line, or several. What a server said, or a store is called, gives no command to the terminal. */
export function writeLine(output: TextOutput, line = ''): void {
  output.write(`${line.split('\n').map(oneLine).join('\n')}\n`);
}

export function writeJson(output: TextOutput, value: unknown): void {
  writeLine(output, JSON.stringify(value, null, 2));
}
