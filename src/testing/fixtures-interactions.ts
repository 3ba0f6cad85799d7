import type { Interaction, InteractionInfo, TranscriptLine } from '../apis/interaction.js';
import type { Skill } from '../apis/skills.js';
import type { User } from '../apis/users.js';
import type { SeededRandom } from './fixtures-random.js';

const DAY_MS = 86_400_000;

const QUESTIONS = [
  'I need a copy of my invoice',
  'Where is my order?',
  'I would like to return a pair of shoes',
  'My router does not start any more',
  'Can I change my booking?',
] as const;

const CITIES = [
  { country: 'Germany', countryCode: 'DE', state: 'Berlin', city: 'Berlin' },
  { country: 'France', countryCode: 'FR', state: 'Normandy', city: 'Rouen' },
  { country: 'United States', countryCode: 'US', state: 'Ohio', city: 'Dayton' },
] as const;

/** What interactions are made from. */
export interface InteractionSources {
  readonly accountId: string;
  readonly baseTime: number;
  readonly count: number;
  readonly users: readonly User[];
  readonly skills: readonly Skill[];
}

/** Ended chats spread over the 30 days before the base time, oldest first. */
export function makeInteractions(random: SeededRandom, sources: InteractionSources): Interaction[] {
  const starts = Array.from(
    { length: sources.count },
    () => sources.baseTime - random.whole(DAY_MS, 30 * DAY_MS),
  );
  return starts.sort((a, b) => a - b).map((start, index) => makeInteraction(random, sources, start, index));
}

function makeInteraction(
  random: SeededRandom,
  sources: InteractionSources,
  startTimeL: number,
  index: number,
): Interaction {
  const info = makeInfo(random, sources, startTimeL, index);
  const city = random.pick(CITIES);
  return {
    info,
    transcript: { lines: makeLines(random, info) },
    visitorInfo: {
      ...city,
      isp: 'Example ISP',
      org: 'Example Org',
      device: random.pick(['DESKTOP', 'TABLET', 'MOBILE']),
      ipAddress: `192.0.2.${random.whole(1, 254)}`,
      browser: 'Firefox 140.0',
      operatingSystem: random.pick(['WINDOWS', 'MAC_OSX', 'LINUX', 'IOS', 'ANDROID']),
    },
    campaign: null,
    surveys: null,
    sdes: { events: [] },
  };
}

function makeInfo(
  random: SeededRandom,
  { accountId, users, skills }: InteractionSources,
  startTimeL: number,
  index: number,
): InteractionInfo {
  const live = skills.filter(({ deleted }) => !deleted);
  const agents = users.filter(({ deleted, memberOf }) => !deleted && memberOf);
  const skill = live[random.whole(0, live.length - 1)];
  const agent = agents[random.whole(0, agents.length - 1)];
  const duration = random.whole(30, 1_800);
  const endTimeL = startTimeL + duration * 1_000;
  const mcs = random.pick([-1, 0, 1]);
  return {
    startTime: timeText(startTimeL),
    startTimeL,
    endTime: timeText(endTimeL),
    endTimeL,
    duration,
    visitorId: `visitor-${random.whole(1, 120)}`,
    visitorName: random.pick(['Robin', 'Sam', 'Alex']),
    engagementId: `${accountId}${4_200_000_000 + index}`,
    isInteractive: true,
    interactive: true,
    accountId,
    agentId: String(agent?.id ?? -1),
    agentNickName: agent?.nickname ?? '',
    agentLoginName: agent?.loginName ?? '',
    agentFullName: agent?.nickname ?? '',
    agentDeleted: false,
    skillId: skill?.id ?? -1,
    skillName: skill?.name ?? 'Unassigned',
    isAgentSurvey: false,
    isPostChatSurvey: false,
    isPreChatSurvey: false,
    channel: 1,
    startReason: '0',
    startReasonDesc: 'Visitor request',
    endReason: '205',
    endReasonDesc: 'Visitor disconnected',
    engagementSet: 0,
    engagementSequence: 0,
    agentGroupId: agent?.memberOf?.agentGroupId ?? -1,
    agentGroupName: 'Main Group',
    mcs,
    alertedMCS: mcs,
    chatMCS: random.whole(0, 100),
    chatRequestedTime: timeText(startTimeL - 20_000),
    chatRequestedTimeL: startTimeL - 20_000,
    chatStartUrl: 'https://www.example.com/help',
    chatStartPage: 'Help',
    isPartial: false,
    ended: true,
    chatDataEnriched: true,
  };
}

function makeLines(random: SeededRandom, info: InteractionInfo): TranscriptLine[] {
  const line = (
    seconds: number,
    source: 'agent' | 'visitor',
    text: string,
    lineSeq: number,
  ): TranscriptLine => ({
    time: timeText(info.startTimeL + seconds * 1_000),
    timeL: info.startTimeL + seconds * 1_000,
    controlType: 0,
    text,
    by: source === 'agent' ? (info.agentNickName ?? '') : (info.visitorName ?? ''),
    source,
    subType: 'REGULAR',
    textType: 'plain',
    cannedAnswerType: 0,
    lineSeq: String(lineSeq),
    agentId: source === 'agent' ? Number(info.agentId) : 0,
  });
  return [
    line(2, 'agent', 'Hello, how can I help?', 1),
    line(10, 'visitor', random.pick(QUESTIONS), 2),
    line(25, 'agent', 'One moment, I will have a look.', 3),
  ];
}

/** A time in the format of Engagement History, for example `2026-06-02 10:05:20.000+0000`. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '+0000');
}
