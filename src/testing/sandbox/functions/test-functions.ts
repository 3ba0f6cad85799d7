import type { Fixtures } from '../../fixtures/fixtures.js';
import { checkDifferent } from './check-different.js';
import type { Lambda, LambdaInput, TestFunction } from './lambda.js';
import { withFixtures, withOwn } from './own-functions.js';
import { failureOf, type Outcome, outcomeOf } from './process/failures.js';
import type { FunctionSurroundings } from './run-options.js';
import { type RunnableFunction, type RunOutcome, uuidOf } from './runnable.js';
import type { SandboxFunctions } from './sandbox-functions.js';
import { TimeLimit } from './time-limit.js';

/** Handlers that run in the process of the test, with no limit but that of time; or the fixtures alone. */
export class TestFunctions implements SandboxFunctions {
  readonly byName: Fixtures['functions'];
  readonly secrets = {};
  readonly #timeLimit: TimeLimit;
  readonly #runnable: readonly RunnableFunction[];

  /** @throws {ConfigError} which two have one UUID. */
  constructor(
    given: Readonly<Record<string, Lambda | TestFunction>> | undefined,
    { fixtures, clock }: FunctionSurroundings,
  ) {
    this.#timeLimit = new TimeLimit(clock);
    const own = Object.entries(given ?? {}).map(([name, one]) =>
      this.#runnableOf(name, typeof one === 'function' ? { lambda: one } : one),
    );
    checkDifferent(own.map(({ name, uuid }) => ({ owner: `functions.${name}`, name, uuid })));
    this.byName = given === undefined ? fixtures : withOwn(fixtures, own);
    this.#runnable = withFixtures(own, this.byName, clock);
  }

  async productive(): Promise<readonly RunnableFunction[]> {
    return this.#runnable;
  }

  /** They have the environment of the test. */
  useEnvironment(): void {}

  async close(): Promise<void> {
    this.#timeLimit.close();
  }

  #runnableOf(name: string, { lambda, event = '', skills = [], uuid }: TestFunction): RunnableFunction {
    const run = async (input: LambdaInput): Promise<RunOutcome> => {
      const outcome = await this.#timeLimit.of(outcomeOfLambda(lambda, input));
      return 'json' in outcome ? { result: JSON.parse(outcome.json) } : outcome;
    };
    return { name, uuid: uuid ?? uuidOf(name), eventId: event, skills, durationMs: 0, isOwn: true, run };
  }
}

async function outcomeOfLambda(lambda: Lambda, input: LambdaInput): Promise<Outcome> {
  try {
    // A copy: of several functions of one event, none sees what another did to it.
    return outcomeOf(await lambda(structuredClone(input)));
  } catch (error) {
    return { failure: failureOf(error) };
  }
}
