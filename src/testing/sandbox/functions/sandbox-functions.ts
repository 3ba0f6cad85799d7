import type { Fixtures } from '../../fixtures/fixtures.js';
import type { RunnableFunction } from './runnable.js';

/** The productive functions of a sandbox. */
export interface SandboxFunctions {
  /** By name, as `sandbox.fixtures` shows them. */
  readonly byName: Fixtures['functions'];
  /** Secrets that come with them. */
  readonly secrets: Readonly<Record<string, unknown>>;
  /**
   * The functions as they are now: a folder is looked at again.
   * @throws {ConfigError} what has become wrong with the folder.
   */
  productive(): Promise<readonly RunnableFunction[]>;
  /** What the environment of each process is made of. Told when the sandbox runs. */
  useEnvironment(environment: () => Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}
