import type { Conversation } from '../apis/conversation.js';
import type { Interaction } from '../apis/interaction.js';
import type { DeletionRequest } from '../apis/personal-data-deletion.js';
import type { Skill } from '../apis/skills.js';
import type { User } from '../apis/users.js';
import { makeSkills, makeUsers } from './fixtures-account.js';
import { type AccountStructure, makeAccountStructure } from './fixtures-account-structure.js';
import { type ContentFixtures, makeContent } from './fixtures-content.js';
import { makeConversations } from './fixtures-conversations.js';
import { type DataFileFixtures, makeDataFiles } from './fixtures-data-files.js';
import { makeDeletionRequests } from './fixtures-deletion-requests.js';
import { makeInteractions } from './fixtures-interactions.js';
import { makeOperations, type OperationsFixtures } from './fixtures-operations.js';
import { seededRandom } from './fixtures-random.js';
import { makeVisitFixtures, type VisitFixtures } from './fixtures-visits.js';

/** A function of the sandbox. It answers its payload, unless it throws. */
export interface FixtureFunction {
  readonly uuid: string;
  readonly name: string;
  /** Event that it listens to. */
  readonly eventId: string;
  /** Ids of the skills that it is assigned to. */
  readonly skills: readonly number[];
  /** Message that it throws. */
  readonly throws?: string | undefined;
  /** Milliseconds of the sandbox clock that it takes. */
  readonly durationMs: number;
}

/** The data that a sandbox answers with. The same seed and account give the same data. */
export interface Fixtures extends AccountStructure, ContentFixtures, VisitFixtures, DataFileFixtures {
  /** Id of the account that all of it belongs to. */
  readonly accountId: string;
  /** Milliseconds since the epoch: the interactions started in the 30 days before. */
  readonly baseTime: number;
  /**
   * 50 users and 2 deleted ones. The first four can log in: administrator, agent, agent manager and campaign
   * manager.
   */
  readonly users: readonly User[];
  /** 12 skills and 1 deleted one. */
  readonly skills: readonly Skill[];
  /** 300 interactions, oldest first. */
  readonly interactions: readonly Interaction[];
  /** Chat and messaging of the 24 hours before; the last live skill has none. */
  readonly operations: OperationsFixtures;
  /** 12 requests to delete personal data, oldest first, three in each state. */
  readonly deletionRequests: readonly DeletionRequest[];
  /** 120 conversations of the 60 days before, oldest first; the last four are open. */
  readonly conversations: readonly Conversation[];
  /** One that echoes its payload, one that throws, one that is slow. */
  readonly functions: {
    readonly echo: FixtureFunction;
    readonly failing: FixtureFunction;
    readonly slow: FixtureFunction;
  };
}

/** Noon of 30 June 2026 in UTC, so that the fixtures do not depend on the day they are made. */
export const FIXTURE_BASE_TIME = Date.UTC(2026, 5, 30, 12);

/**
 * Makes the data of a sandbox.
 * @param seed Whole number; each gives other data.
 */
export function makeFixtures(options: { readonly accountId: string; readonly seed: number }): Fixtures {
  const random = seededRandom(options.seed);
  const skills = makeSkills(random, 12, 1);
  const users = makeUsers(random, skills, 50, 2);
  const baseTime = FIXTURE_BASE_TIME;
  const { accountId } = options;
  const interactions = makeInteractions(random, { accountId, baseTime, count: 300, users, skills });
  const [firstSkill] = skills;
  const assigned = firstSkill === undefined ? [] : [firstSkill.id];
  const common = { skills: assigned, durationMs: 0 };
  return {
    accountId,
    baseTime,
    users,
    skills,
    interactions,
    functions: {
      echo: { ...common, uuid: random.uuid(), name: 'echo', eventId: 'conversational_command' },
      failing: {
        ...common,
        uuid: random.uuid(),
        name: 'failing',
        eventId: 'bot_connectors_error_hook',
        throws: 'The order could not be found',
      },
      slow: {
        ...common,
        uuid: random.uuid(),
        name: 'slow',
        eventId: 'bot_connectors_pre_hook',
        durationMs: 3_000,
      },
    },
    ...makeAccountStructure(seededRandom(options.seed + 7_310), { users, skills }),
    ...makeVisitFixtures(seededRandom(options.seed + 8_423), { baseTime, skills }),
    ...makeContent(seededRandom(options.seed + 14_150), { skills }),
    ...makeDataFiles(seededRandom(options.seed + 2_917), { accountId, baseTime, users, skills }),
    operations: makeOperations(seededRandom(options.seed + 3_167), { baseTime, users, skills }),
    deletionRequests: makeDeletionRequests(seededRandom(options.seed + 4_201), {
      accountId,
      baseTime,
      users,
    }),
    conversations: makeConversations(seededRandom(options.seed + 5_119), {
      accountId,
      baseTime,
      users,
      skills,
    }),
  };
}
