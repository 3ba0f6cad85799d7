import { readFile } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ConfigError } from '../../errors/config-error.js';

/**
 * The payload that a person gives: JSON, `@FILE`, or `-` for standard input.
 *
 * @returns Undefined when none is given.
 * @throws {ConfigError} when it is no JSON, or the file cannot be read.
 */
export async function readPayload(
  given: string | undefined,
  input: Readable,
  stop: AbortSignal,
): Promise<unknown> {
  if (given === undefined) return undefined;
  if (given === '-') return parsed(await readInput(input, stop), 'Standard input');
  if (!given.startsWith('@')) return parsed(given, 'The payload');
  const file = given.slice(1);
  return parsed(await readPayloadFile(file), file);
}

async function readInput(input: Readable, stop: AbortSignal): Promise<string> {
  try {
    return await text(addAbortSignal(stop, input));
  } catch (error) {
    stop.throwIfAborted();
    throw error;
  }
}

async function readPayloadFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError('payload', `${file} cannot be read (${code})`);
  }
}

function parsed(json: string, what: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    const hint = what === 'The payload' ? `; a text needs its own quotes: '"text"'` : '';
    throw new ConfigError('payload', `${what} is no JSON${hint}`);
  }
}
