import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { bundleClient, carryOut } from './campaign.js';
import { textOf } from './report-text.js';

const options = new Command('npm run chaos --')
  .description(
    'Calls beside servers that do all that servers do wrong, and looks whether what is promised holds.',
  )
  .option('--seed <number>', 'the only seed; five of them without it', wholeNumber)
  .option('--calls <number>', 'calls for each seed', wholeNumber, 20_000)
  .option('--only <call>', 'carries out the world of that call alone, with its seed', wholeNumber)
  .addOption(new Option('--transport <kind>', 'both in turns without it').choices(['https', 'got']))
  .option('--freeze <seconds>', 'how long the process is stopped, twice in a run', wholeNumber, 60)
  .parse()
  .opts<{ seed?: number; calls: number; only?: number; transport?: 'https' | 'got'; freeze: number }>();

// So that nothing is left of what it started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const KINDS = ['https', 'got'] as const;
const seeds = options.seed === undefined ? [1, 2, 3, 4, 5] : [options.seed];
const folder = await mkdtemp(join(tmpdir(), 'lp-chaos-'));
try {
  const clientPath = await bundleClient(folder);
  for (const [place, seed] of seeds.entries()) {
    const transport = options.transport ?? KINDS[place % 2] ?? 'https';
    const { calls, only } = options;
    const finished = await carryOut(clientPath, {
      seed,
      transport,
      calls,
      only,
      freezeMs: options.freeze * 1_000,
    });
    console.log(textOf(finished, seed, transport));
    if (finished.violations.length > 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function wholeNumber(given: string): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Expected a whole number from 0 on.');
}
