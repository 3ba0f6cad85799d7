import { FolderFunctions } from './folder-functions.js';
import type { GivenFunctions } from './lambda.js';
import type { FolderRunOptions, FunctionSurroundings } from './run-options.js';
import type { SandboxFunctions } from './sandbox-functions.js';
import { TestFunctions } from './test-functions.js';

/**
 * @param given A folder, or handlers; without either, the account has the functions of the fixtures alone.
 * @throws {ConfigError} what is wrong with the folder, or that two functions have one UUID.
 */
export async function openFunctions(
  given: GivenFunctions | undefined,
  surroundings: FunctionSurroundings,
  options: FolderRunOptions,
): Promise<SandboxFunctions> {
  return typeof given === 'string'
    ? FolderFunctions.open(given, surroundings, options)
    : new TestFunctions(given, surroundings);
}
