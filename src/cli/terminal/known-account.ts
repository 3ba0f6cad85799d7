import { readEnvironment } from '../../config/environment.js';
import { ConfigError } from '../../errors/config-error.js';
import { accountIdProblem } from '../../toolbelt/options.js';

/**
 * The account that a command is about: the one of its flag, else X_LIVEPERSON_BRAND_ID, else undefined.
 *
 * @throws {ConfigError} for what cannot be one.
 */
export function knownAccount(flag?: string): string | undefined {
  const account = flag ?? readEnvironment().accountId;
  const problem = account === undefined ? undefined : accountIdProblem(account);
  if (problem === undefined) return account;
  throw new ConfigError('accountId', `accountId must be ${problem}. Nothing was sent or changed.`);
}
