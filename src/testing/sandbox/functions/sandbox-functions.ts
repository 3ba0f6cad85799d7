import type { Clock } from '../../../config/clock.js';
import type { Fixtures } from '../../fixtures/fixtures.js';
import type { FunctionEvent } from './function-instances.js';
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

/** What both kinds of functions need: handlers of a test, and a folder. */
export interface FunctionSurroundings {
  readonly fixtures: Fixtures['functions'];
  readonly clock: Clock;
}

/** How a folder of functions runs. */
export interface FolderRunOptions {
  readonly v1: boolean;
  readonly onEvent?: ((event: FunctionEvent) => void) | undefined;
  /** Port for the debugger of the first function; the others get the next ones. */
  readonly debuggerPort?: number | undefined;
}
