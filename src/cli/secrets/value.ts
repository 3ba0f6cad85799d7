import { parseCredential } from '../../auth/credentials.js';
import { AuthError } from '../../errors/auth-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import { SecretError } from '../../errors/secret-error.js';
import { isJsonObject, parseJson } from '../../http/json.js';
import { checkedSecretValue, isSystemSecretName } from '../../secrets/secret-rules.js';

/**
 * What a text is stored as: JSON as the value that it holds, any other text as itself, as the page of LivePerson
 * does (documented). The line break at the end of a text, which `echo` adds, is no part of it.
 *
 * @throws {SecretError} `secret.invalid-format`, which repeats nothing of the text.
 */
export function parseSecretText(key: string, text: string): unknown {
  const bare = text.trim();
  if (bare === '') throw invalid(key, `The value of secret "${key}" is empty`);
  const parsed = parseJson(bare);
  // What a person sees as digits could be stored as others: 12345678901234567890 ends in 7000.
  if (typeof parsed === 'number' && String(parsed) !== bare) {
    throw invalid(
      key,
      `The value of secret "${key}" is a number that JSON does not keep as it is written: put it in double quotes`,
    );
  }
  const value = parsed === undefined ? text.replace(/\r?\n$/, '') : parsed;
  return checkedPut(key, value);
}

/**
 * Checks a value before anything is written. What is under the name of a default app key has to be a credential:
 * every function of the account uses it.
 *
 * @throws {SecretError} `secret.invalid-format`, naming the missing fields and no value.
 */
export function checkedPut(key: string, value: unknown): unknown {
  if (isAppKeyName(key)) assertCredential(key, value);
  try {
    return checkedSecretValue(key, value);
  } catch (error) {
    throw error instanceof SecretError ? invalid(key, error.message) : error;
  }
}

/** What is wrong with a text that a person typed, as a sentence without it; undefined when nothing is. */
export function typedTextProblem(key: string, text: string): string | undefined {
  // The first line of JSON in several lines, pasted: the next ones would go to the shell, for all to see.
  if (/^[{[]/.test(text) && parseJson(text) === undefined) {
    return 'This is not the whole of the JSON, or it is malformed. A text like this can be given on standard input';
  }
  try {
    parseSecretText(key, text);
    return undefined;
  } catch (error) {
    if (error instanceof SecretError) return error.message;
    throw error;
  }
}

/** Documented: LIVEPERSON_DEFAULT_APP_KEY and, of V1, lp-faas-default-app-key and lp-faas-orchestrator-app-key. */
function isAppKeyName(key: string): boolean {
  return isSystemSecretName(key) && /app[-_]key$/i.test(key);
}

/** A text that holds the JSON of a credential is none: provisioning would not know it again. */
function assertCredential(key: string, value: unknown): void {
  try {
    parseCredential(isJsonObject(value) ? value : undefined, key);
  } catch (error) {
    throw error instanceof AuthError ? invalid(key, error.message) : error;
  }
}

function invalid(key: string, message: string): SecretError {
  return new SecretError(ErrorCodes.Secret.Invalid, key, `${message}. Nothing was written`);
}
