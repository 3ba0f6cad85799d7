import type { Skill } from '../apis/skills.js';
import type { User } from '../apis/users.js';
import type { SeededRandom } from './fixtures-random.js';

const SKILL_NAMES = [
  'Billing',
  'Sales',
  'Orders',
  'Returns',
  'Technical Support',
  'Shipping',
  'Loyalty',
  'Bookings',
  'Complaints',
  'Repairs',
  'Onboarding',
  'Retention',
] as const;

const FIRST_ID = {
  skill: 2_841_170_012,
  user: 3_120_456_789,
  agentGroup: 2_841_160_012,
  profile: 2_841_150_112,
};

/** A standard role of LivePerson: `roleTypeId` and the first id of its permission packages are documented. */
export interface FixtureRole {
  readonly roleTypeId: number;
  readonly name: string;
  /** What the login names of people in this role begin with. */
  readonly login: string;
  /** Of the profile that gives the role. */
  readonly profileId: number;
  readonly firstPackageId: number;
}

/** Documented for the first three; the first package of campaign managers is made up. */
export const FIXTURE_ROLES = {
  administrator: role(1, 'Administrator', 'administrator', 10_000),
  agent: role(2, 'Agent', 'agent', 20_000),
  agentManager: role(3, 'Agent Manager', 'agent-manager', 30_000),
  campaignManager: role(4, 'Campaign Manager', 'campaign-manager', 40_000),
} as const;

function role(roleTypeId: number, name: string, login: string, firstPackageId: number): FixtureRole {
  return { roleTypeId, name, login, profileId: FIRST_ID.profile + (roleTypeId - 1) * 100, firstPackageId };
}

/** The first four users have a role each; all others are agents. */
function roleOf(index: number): FixtureRole {
  return Object.values(FIXTURE_ROLES)[index] ?? FIXTURE_ROLES.agent;
}

export function makeSkills(random: SeededRandom, count: number, deleted: number): Skill[] {
  return Array.from({ length: count + deleted }, (_, index): Skill => {
    const name = SKILL_NAMES[index] ?? `Former skill ${index}`;
    return {
      id: FIRST_ID.skill + index * 100,
      deleted: index >= count,
      name,
      description: `Conversations about ${name.toLowerCase()}`,
      skillOrder: index,
      maxWaitTime: random.pick([60, 90, 120]),
      defaultPostChatSurveyId: null,
      defaultOfflineSurveyId: null,
      defaultAgentSurveyId: null,
      dateUpdated: dateText(random),
      skillRoutingConfiguration: [
        { priority: 1, splitPercentage: 70, agentGroupId: FIRST_ID.agentGroup },
        { priority: 2, splitPercentage: 30, agentGroupId: FIRST_ID.agentGroup + 100 },
      ],
      wrapUpTime: null,
      slaDefaultResponseTime: 300,
      slaUrgentResponseTime: 60,
      slaFirstTimeResponseTime: 120,
      lobIds: [2_841_180_012],
      canTransfer: random.chance(0.9),
      skillTransferList: null,
      workingHoursId: 2_841_190_012,
      specialOccasionId: null,
      autoCloseInSeconds: null,
      transferToAgentMaxWaitInSeconds: null,
      fallbackSkill: null,
      fallbackWhenAllAgentsAreAway: true,
      agentSurveyForMsgTimeoutInMinutes: null,
      agentSurveyForMsgId: null,
      redistributeLoadToConnectedAgentGroups: false,
    };
  });
}

/**
 * The first is an administrator, the second a human agent, then come an agent manager and a campaign manager;
 * the others are agents and some bots.
 */
export function makeUsers(
  random: SeededRandom,
  skills: readonly Skill[],
  count: number,
  deleted: number,
): User[] {
  const live = skills.filter((skill) => !skill.deleted);
  return Array.from({ length: count + deleted }, (_, index): User => {
    const role = roleOf(index);
    const isAdministrator = role === FIXTURE_ROLES.administrator;
    const isAgent = role === FIXTURE_ROLES.agent;
    const isBot = index > 1 && index % 10 === 0;
    const login = isBot ? `bot.${index}` : isAgent ? `agent.${index}` : role.login;
    const ownSkills = isAgent ? live.filter((_skill, at) => at % 4 === index % 4).slice(0, 3) : [];
    const group = { agentGroupId: FIRST_ID.agentGroup + (index % 3) * 100, assignmentDate: dateText(random) };
    return {
      id: FIRST_ID.user + index,
      pid: random.uuid(),
      deleted: index >= count,
      loginName: `${login}@example.com`,
      // Answered empty to protect personal data (documented), as is employeeId.
      fullName: '',
      nickname: nicknameOf(login),
      isEnabled: index < count && !random.chance(0.05),
      disabledManually: false,
      maxChats: isBot ? 0 : random.whole(1, 5),
      maxAsyncChats: random.chance(0.2) ? null : random.whole(5, 20),
      skillIds: ownSkills.map(({ id }) => id),
      skills: ownSkills.map(({ id, name = '' }) => ({ id, name })),
      email: `${login}@example.com`,
      ...(isAgent ? { memberOf: group } : {}),
      managerOf: role === FIXTURE_ROLES.agentManager ? [group] : [],
      managedAgentGroups: [],
      changePwdNextLogin: false,
      lastPwdChangeDate: dateText(random),
      dateUpdated: dateText(random),
      permissionGroups: isAdministrator ? [0] : [1],
      description: isBot ? null : 'First line support',
      mobileNumber: '',
      employeeId: '',
      profileIds: [role.profileId],
      profiles: [{ id: role.profileId, name: role.name }],
      isApiUser: isBot,
      userTypeId: isBot ? 2 : 1,
      lobIds: [2_841_180_012],
    };
  });
}

function nicknameOf(login: string): string {
  const [kind = '', number] = login.split('.');
  const capitalised = kind.charAt(0).toUpperCase() + kind.slice(1);
  return number === undefined ? capitalised : `${capitalised} ${number}`;
}

/** A day in the first half of 2026, in the format of account configuration. */
export function dateText(random: SeededRandom): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `2026-${two(random.whole(1, 5))}-${two(random.whole(1, 28))}`;
  return `${day} ${two(random.whole(0, 23))}:${two(random.whole(0, 59))}:${two(random.whole(0, 59))}`;
}
