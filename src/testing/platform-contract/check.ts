import type { ContractScene } from './scene.js';
import type { PlatformFaults } from './support.js';

/** Declares one test of the suite, and the faults that it makes. */
export type Check = (
  name: string,
  body: (scene: ContractScene) => Promise<void>,
  ...needed: readonly (keyof PlatformFaults)[]
) => void;
