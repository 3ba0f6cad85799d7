import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ConfigError } from '../../errors/config-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import { SecretError } from '../../errors/secret-error.js';
import { DEFAULT_SECRET_NAME } from '../../provisioning/manifest.js';
import { askCredential, askSecretText } from '../terminal/prompts.js';
import type { Terminal } from '../terminal/terminal.js';
import { checkedPut, parseSecretText, typedTextProblem } from './value.js';

/** Standard input: a pipe, a file, or a terminal. */
export type SecretInput = Readable & { readonly isTTY?: boolean };

/** Where the value of a secret comes from. */
export interface SecretSource {
  readonly input: SecretInput;
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
}

/** Far above what a secret may hold, with room for the blanks of JSON. */
const MAX_BYTES = 1_048_576;

/**
 * Reads the value of a secret from standard input, or asks a person for it without showing it.
 *
 * @returns Undefined when the person gives up.
 * @throws {SecretError} `secret.invalid-format` for what cannot be the value. It repeats nothing of it.
 * @throws {ConfigError} when there is nobody to ask.
 */
export async function readSecretValue(key: string, source: SecretSource): Promise<unknown> {
  const { input, terminal, stop } = source;
  if (!input.isTTY) return parseSecretText(key, await readText(key, input, stop));
  if (!terminal.canAsk) throw nobodyToAsk();
  if (key === DEFAULT_SECRET_NAME) {
    const credential = await askCredential(stop);
    return credential && checkedPut(key, credential);
  }
  const text = await askSecretText(key, (typed) => typedTextProblem(key, typed), stop);
  return text === undefined ? undefined : parseSecretText(key, text);
}

async function readText(key: string, input: Readable, stop: AbortSignal): Promise<string> {
  const bytes = await readBytes(key, input, stop);
  try {
    // A byte order mark is left out; bytes that are no UTF-8 are not replaced, which would spoil the secret.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(key, 'is not UTF-8 text: bytes can be given as base64');
  }
}

async function readBytes(key: string, input: Readable, stop: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  input.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) input.destroy(new TooLong());
  });
  try {
    await finished(input, { signal: stop, writable: false });
  } catch (error) {
    input.destroy();
    stop.throwIfAborted();
    if (error instanceof TooLong) throw unreadable(key, `has more than ${MAX_BYTES} bytes`);
    throw unreadable(key, 'could not be read from standard input');
  }
  return Buffer.concat(chunks);
}

class TooLong extends Error {}

function unreadable(key: string, what: string): SecretError {
  return new SecretError(
    ErrorCodes.Secret.Invalid,
    key,
    `The value of secret "${key}" ${what}. Nothing was written`,
  );
}

function nobodyToAsk(): ConfigError {
  return new ConfigError(
    'value',
    'The value is missing, and there is nobody to ask for it: give it on standard input. It is never an argument, ' +
      'since others could see it there. Nothing was written.',
  );
}
