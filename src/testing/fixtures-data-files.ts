import type { VisitorHeader } from '../apis/data-access-record.js';
import type {
  AgentActivityRow,
  DataRows,
  DataType,
  EngagementRow,
  SurveyRow,
  WebSessionRow,
} from '../apis/data-access-rows.js';
import type { WebSessionBody } from '../apis/data-access-web-session.js';
import type { Skill } from '../apis/skills.js';
import type { User } from '../apis/users.js';
import type { SeededRandom } from './fixtures-random.js';

/** A data file of the sandbox, with its rows as `lp.dataAccess.rows` gives them. */
export type FixtureDataFile = { [Type in DataType]: FixtureDataFileOf<Type> }[DataType];

/** A data file of one kind. */
export interface FixtureDataFileOf<Type extends DataType> {
  readonly dataType: Type;
  readonly name: string;
  /** Begin of the hour that it tells of, in milliseconds since the epoch. */
  readonly scopeStart: number;
  /** End of that hour, when the file was made. */
  readonly scopeEnd: number;
  readonly rows: readonly DataRows[Type][];
}

/** Data of the Data Access API. */
export interface DataFileFixtures {
  /** Three of each kind, for the three hours before the base time, oldest first. */
  readonly dataFiles: readonly FixtureDataFile[];
}

/** What the rows are made of. */
export interface DataFileSources {
  readonly accountId: string;
  readonly baseTime: number;
  readonly users: readonly User[];
  readonly skills: readonly Skill[];
}

const HOUR_MS = 3_600_000;
const HOURS = 3;
const ROWS = 8;

export function makeDataFiles(random: SeededRandom, sources: DataFileSources): DataFileFixtures {
  const rows = new RowMaker(random, sources);
  return {
    dataFiles: Array.from({ length: HOURS }, (_, index) => {
      const scopeStart = sources.baseTime - (HOURS - index) * HOUR_MS;
      return [
        file('agentActivity', 'Agent', scopeStart, () => rows.agentActivity(scopeStart)),
        file('webSession', 'WebSession', scopeStart, () => rows.webSession(scopeStart)),
        file('engagement', 'Engagement', scopeStart, () => rows.engagement(scopeStart)),
        file('survey', 'Survey', scopeStart, () => rows.survey(scopeStart)),
      ];
    }).flat(),
  };
}

function file<Type extends DataType>(
  dataType: Type,
  prefix: string,
  scopeStart: number,
  makeRow: () => DataRows[Type],
): FixtureDataFileOf<Type> {
  const scopeEnd = scopeStart + HOUR_MS;
  return {
    dataType,
    name: `${prefix}.${scopeStart}.${scopeEnd}.part-00000-0.gz`,
    scopeStart,
    scopeEnd,
    rows: Array.from({ length: ROWS }, makeRow),
  };
}

class RowMaker {
  readonly #random: SeededRandom;
  readonly #sources: DataFileSources;

  constructor(random: SeededRandom, sources: DataFileSources) {
    this.#random = random;
    this.#sources = sources;
  }

  /** Wrapped in the forms that were observed; the rows of other kinds in those that are documented. */
  agentActivity(from: number): AgentActivityRow {
    const { accountId } = this.#sources;
    const agent = this.#agent();
    const [login, logout] = this.#span(from);
    const change = (type: number, state: number, prevState: number, timestamp: number) => ({
      agentID: agent?.id ?? null,
      type,
      state,
      timestamp,
      prevState,
      agentEmployeeId: '',
      agentUsername: agent?.nickname ?? null,
      agentNickname: agent?.nickname ?? null,
      agentLoginname: agent?.loginName ?? null,
      prevConcurrentEng: 0,
      concurrentEng: 0,
      maxConcurrentEng: -9,
      agentGroupID: agent?.memberOf?.agentGroupId ?? -1,
      userProfileIDs: agent?.profileIds ?? [],
    });
    const agentSessionId = `${accountId}-${this.#random.whole(700_000_000, 799_999_999)}`;
    return {
      dataType: 'AgentActivity',
      metaData: { '@type': 'MetaData', ...this.#metaData(login, logout) },
      recordCollection: [
        {
          body: {
            '@type': 'AgentActivityData',
            header: { '@type': 'AgentHeader', agentSessionId },
            agentSessionsData: [change(3, 2, 1, login), change(4, 1, 2, logout)],
          },
        },
      ],
    };
  }

  webSession(from: number): WebSessionRow {
    const [start, end] = this.#span(from);
    const bodies: WebSessionBody[] = [
      {
        '@type': 'WebSessionEngAttrsData',
        header: this.#visitor(),
        engagementAttributes: [
          { timestamp: start, data: { '@type': 'Lead', topic: 'plans', leadId: 'L-1', value: 10.5 } },
        ],
      },
      {
        '@type': 'WebSessionNavigationData',
        header: this.#visitor(),
        navigationData: [
          { timestamp: start, url: 'https://www.example.com/plans', referrerUrl: '', sections: ['plans'] },
        ],
      },
      {
        '@type': 'WebSessionGoalAchievedData',
        header: this.#visitor(),
        achievedGoals: [
          {
            id: this.#random.uuid(),
            timestamp: end,
            campaignGoalRevision: 4,
            campaignGoalId: 440_040,
            campaignGoalType: 1,
            goalMetaData: { '@type': 'ReduceAbandonmentGoalMetadata', numberOfPages: 3 },
          },
        ],
      },
    ];
    return {
      dataType: 'WebSession',
      metaData: this.#metaData(start, end),
      recordCollection: bodies.map((body) => ({ body })),
    };
  }

  engagement(from: number): EngagementRow {
    const [start, end] = this.#span(from);
    const agent = this.#agent();
    const line = (by: string, type: string, text: string, timestamp: number) => ({
      text,
      timestamp,
      by,
      type,
      controlType: '0',
      agentId: type === '1' ? String(agent?.id ?? 0) : '0',
      contentFormat: 'Text',
      messageId: this.#random.uuid(),
      dialogId: null,
      fileData: null,
      linkData: null,
      mcs: null,
    });
    const conversation = {
      '@type': 'Conversation' as const,
      type: 'LIVE_CHAT',
      conversationId: this.#conversationId(),
      conversationStartTime: start,
      interactionStartTime: start + 20_000,
      conversationEndTime: end,
      consumerId: null,
      isInteractive: true,
      sourceOrigin: 'Web',
      sourceDevice: null,
      endReasonId: 205,
      campaignData: null,
      skills: this.#sources.skills.slice(0, 1).map(({ id }) => id),
      startReasonId: 0,
      startPage: 'Help',
      startUrl: 'https://www.example.com/help',
      transcripts: [
        line(agent?.nickname ?? 'Agent', '1', 'Hello, how can I help?', start + 21_000),
        line('Robin', '0', 'Where is my order? 📦', start + 30_000),
      ],
      transfers: [],
      secureForms: [],
      mcs: null,
      queueStartTime: start,
      queueEndTime: start + 20_000,
    };
    return {
      dataType: 'Engagement',
      metaData: this.#metaData(start, end),
      recordCollection: [
        {
          body: { '@type': 'EngagementData', header: this.#visitor(), engagements: [conversation] },
        },
      ],
    };
  }

  survey(from: number): SurveyRow {
    const [start, end] = this.#span(from);
    const content = {
      question: 'Outcome',
      answer: this.#random.pick(['Solved', 'Not solved']),
      answerSubmitTime: end,
      surveyName: 'Agent survey',
      answerType: 4,
      csatThreshold: -1,
    };
    const survey = {
      id: this.#random.whole(80_000, 89_999),
      type: 3,
      viewTime: null,
      conversationId: this.#conversationId(),
      contents: [content],
    };
    return {
      dataType: 'Survey',
      metaData: this.#metaData(start, end),
      recordCollection: [{ body: { '@type': 'SurveyData', header: this.#visitor(), surveys: [survey] } }],
    };
  }

  #metaData(startTime: number, endTime: number) {
    return { accountId: this.#sources.accountId, schemaVersion: '1.0.22', startTime, endTime };
  }

  #visitor(): VisitorHeader {
    const visitorId = `visitor-${this.#random.whole(1, 120)}`;
    return { '@type': 'VisitorHeader', visitId: `${visitorId}.1`, visitorId, contextId: null };
  }

  #agent(): User | undefined {
    const agents = this.#sources.users.filter(({ deleted, memberOf }) => !deleted && memberOf);
    return agents[this.#random.whole(0, agents.length - 1)];
  }

  #conversationId(): string {
    return `${this.#sources.accountId}${this.#random.whole(4_200_000_000, 4_299_999_999)}`;
  }

  /** Begin and end of something within an hour. */
  #span(from: number): [start: number, end: number] {
    const start = from + this.#random.whole(0, HOUR_MS / 2);
    return [start, start + this.#random.whole(60_000, HOUR_MS / 2 - 1)];
  }
}
