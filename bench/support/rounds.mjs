// Contestants take turns, so that a slow minute of the machine meets all of them, and ratios are of the same round.
import { spread } from './median.mjs';

/**
 * Samples of each contestant by name, one a round. A `peer` that fails drops out, and an `Error` is in place of its
 * samples, unless it is the `base` of the ratios. `unmeasured` rounds come first, and are not counted.
 */
export async function takeTurns(contestants, { rounds, unmeasured = 0 }, sample) {
  const samples = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds + unmeasured; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      // Another one begins each round, so that no one always follows the same neighbour.
      const contestant = contestants[(turn + round) % contestants.length];
      const before = samples.get(contestant.name);
      if (before instanceof Error) continue;
      try {
        const taken = await sample(contestant);
        if (round >= unmeasured) before.push(taken);
      } catch (error) {
        if (!contestant.peer || contestant.base) throw error;
        samples.set(contestant.name, error);
      }
    }
  }
  return samples;
}

/** Median and quartiles of what `figure` reads from each round; of a ratio, it is given the other's sample too. */
export function acrossRounds(own, figure, ...others) {
  return spread(own.map((sample, round) => figure(sample, ...others.map((other) => other[round]))));
}

/** How a page says what its figures are of. */
export function roundsText(rounds, what = 'rounds') {
  return rounds === 1 ? 'One round' : `Medians and quartiles of ${rounds} ${what}`;
}

/** A row of a table; of a contestant that dropped out, one that says why. */
export function rowOf({ name, peer = false }, samples, figures) {
  const own = samples.get(name);
  if (own instanceof Error) return { name, peer, why: reasonOf(own) };
  return { name, peer, ...figures(own) };
}

/** The line that names the error, of what may be a whole crash report. */
function reasonOf({ message }) {
  const lines = message.split('\n');
  return (lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0]).slice(0, 160);
}
