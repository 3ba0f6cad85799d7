import type { Clock } from '../../../config/clock.js';
import type { Fixtures } from '../../fixtures/fixtures.js';
import type { FunctionEvent } from './function-instances.js';

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
