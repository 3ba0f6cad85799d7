import { bundle, type Mutation, mutate } from '../support/bundle.js';
import { CALLS_OF_A_WORLD, planWorld, type Trouble } from './plan.js';
import { type Finished, run } from './run.js';

const WORLDS_AT_ONCE = 16;

/** Bundles the process that has the library, with a rule broken if need be. @returns the path. */
export function bundleClient(folder: string, name = 'client', mutation?: Mutation): Promise<string> {
  return bundle('test/chaos/client-process.ts', folder, {
    name,
    plugins: mutation === undefined ? [] : [mutate(mutation)],
  });
}

export interface Campaign {
  readonly seed: number;
  readonly transport: 'https' | 'got';
  readonly calls: number;
  /** The number of a call whose world is to be the only one. */
  readonly only?: number | undefined;
  /** Of the worlds that so many calls make, those of this trouble alone. */
  readonly trouble?: Trouble | undefined;
  readonly freezeMs: number;
}

/** One run with one seed. */
export function carryOut(clientPath: string, { freezeMs, ...campaign }: Campaign): Promise<Finished> {
  const { seed, transport } = campaign;
  const worlds = worldsOf(campaign);
  const batches = Math.ceil(worlds.length / WORLDS_AT_ONCE);
  const freezes = { 0: freezeMs, [Math.floor(batches / 2)]: freezeMs };
  return run({ clientPath, orders: { seed, worlds, worldsAtOnce: WORLDS_AT_ONCE, transport, freezes } });
}

function worldsOf({ seed, calls, only, trouble }: Omit<Campaign, 'freezeMs'>): number[] {
  if (only !== undefined) return [Math.floor(only / CALLS_OF_A_WORLD)];
  const count = Math.ceil(calls / CALLS_OF_A_WORLD);
  const all = Array.from({ length: count }, (_, index) => index);
  return trouble === undefined ? all : all.filter((index) => planWorld(seed, index).trouble === trouble);
}
