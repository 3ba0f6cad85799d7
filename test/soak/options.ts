import { parseArgs } from 'node:util';

export interface SoakOptions {
  readonly minutes: number;
  readonly inFlight: number;
  readonly accounts: number;
  readonly seed: number;
  /** Whether the page of the documentation is written anew. */
  readonly write: boolean;
}

const DEFAULT_MINUTES = 15;

/** @throws {Error} for an option that there is not, or that takes no such number. */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): SoakOptions {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: environment.SOAK_MINUTES ?? String(DEFAULT_MINUTES) },
      'in-flight': { type: 'string', default: '64' },
      accounts: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  });
  return {
    minutes: above0('minutes', values.minutes),
    inFlight: above0('in-flight', values['in-flight']),
    accounts: above0('accounts', values.accounts),
    seed: above0('seed', values.seed),
    write: values.write,
  };
}

function above0(name: string, given: string): number {
  const value = Number(given);
  if (value > 0 && (name === 'minutes' || Number.isInteger(value))) return value;
  throw new Error(`--${name} takes a number above 0; got ${given}`);
}
