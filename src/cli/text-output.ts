/** Where a command writes; `process.stdout` fits. */
export interface TextOutput {
  write(text: string): unknown;
}

export function writeLine(output: TextOutput, line = ''): void {
  output.write(`${line}\n`);
}

export function writeJson(output: TextOutput, value: unknown): void {
  writeLine(output, JSON.stringify(value, null, 2));
}
