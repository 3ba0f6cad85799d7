import type { Clock } from '../../../config/clock.js';
import type { FixtureFunction, Fixtures } from '../../fixtures/fixtures.js';
import type { RunnableFunction } from './runnable.js';

/**
 * The functions of the fixtures and one's own, by name. Those of the fixtures listen to no event then, so that an
 * event invokes one's own alone.
 */
export function withOwn(
  fixtures: Fixtures['functions'],
  own: readonly FixtureFunction[],
): Fixtures['functions'] {
  const silent = Object.entries(fixtures).map(([name, one]) => [name, { ...one, eventId: '' }]);
  return { ...fixtures, ...Object.fromEntries([...silent, ...own.map((one) => [one.name, listed(one)])]) };
}

/** What the fixtures show of a function. */
function listed({ uuid, name, eventId, skills, durationMs }: FixtureFunction): FixtureFunction {
  return { uuid, name, eventId, skills, durationMs };
}

/**
 * One's own, and the functions of the fixtures beside them: these answer their payload, or throw, after their time on the
 * clock of the sandbox.
 *
 * @param byName All of them, by name.
 */
export function withFixtures(
  own: readonly RunnableFunction[],
  byName: Fixtures['functions'],
  clock: Clock,
): RunnableFunction[] {
  const others = Object.values(byName).filter(({ uuid }) => own.every((one) => one.uuid !== uuid));
  return [...own, ...others.map((one) => runnableFixture(one, clock))];
}

function runnableFixture(one: FixtureFunction, clock: Clock): RunnableFunction {
  return {
    ...one,
    isOwn: false,
    run: async ({ payload }, signal) => {
      if (one.durationMs > 0) await clock.sleep(one.durationMs, signal);
      if (one.throws === undefined) return { result: payload };
      return { failure: { kind: 'threw', message: one.throws } };
    },
  };
}
