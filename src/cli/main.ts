#!/usr/bin/env node
import { checkNodeVersion } from '../config/node-version.js';
import { ExitCodes } from './terminal/exit-codes.js';
import { errorLine, expectedError } from './terminal/expected-error.js';
import { writeLine } from './terminal/text-output.js';

async function main(): Promise<void> {
  try {
    checkNodeVersion();
  } catch (error) {
    writeLine(process.stderr, errorLine(expectedError(error)));
    process.exitCode = ExitCodes.wrongUsage;
    return;
  }
  // Loaded when that is sure: on an older Node, what the program is made of would fail without saying why.
  const { runProgram } = await import('./program.js');
  process.exitCode = await runProgram();
}

void main();
