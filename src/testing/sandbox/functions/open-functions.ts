import { FolderFunctions } from './folder-functions.js';
import type { Lambda, TestFunction } from './lambda.js';
import type { FolderRunOptions, FunctionSurroundings, SandboxFunctions } from './sandbox-functions.js';
import { TestFunctions } from './test-functions.js';

/** What `startSandbox` takes as `functions`. */
export type GivenFunctions = string | Readonly<Record<string, Lambda | TestFunction>>;

/**
 * @param given A folder, or handlers; without either, the account has the functions of the fixtures alone.
 * @throws {ConfigError} what is wrong with the folder.
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
