import type { AgentGroup } from '../apis/agent-groups.js';
import type { AgentStatusReason } from '../apis/agent-status-reason.js';
import type { Lob } from '../apis/lobs.js';
import type { Profile } from '../apis/profiles.js';
import type { Skill } from '../apis/skills.js';
import type { ScheduleTime, SpecialOccasion, SpecialOccasionEvent } from '../apis/special-occasions.js';
import type { NamedReference, User } from '../apis/users.js';
import type { WorkdaysObject, WorkdaysShift } from '../apis/workdays.js';
import { dateText, FIXTURE_ROLES, type FixtureRole } from './fixtures-account.js';
import type { SeededRandom } from './fixtures-random.js';

/** What the users and skills of an account refer to. */
export interface AccountStructure {
  /** The root group, 3 groups below it and 1 deleted one. */
  readonly agentGroups: readonly AgentGroup[];
  /** One of each role: administrator, agent, agent manager, campaign manager; and 1 deleted one. */
  readonly profiles: readonly Profile[];
  /** 2 lines of business and 1 deleted one. */
  readonly lobs: readonly Lob[];
  /** 5 reasons, of which one is not enabled, and 1 deleted one. */
  readonly agentStatusReasons: readonly AgentStatusReason[];
  /** Current revision of the status reasons; each came with a revision of its own, the last one with this. */
  readonly agentStatusReasonRevision: number;
  /** 2 weeks of working hours and 1 deleted one; the first is the default. */
  readonly workdays: readonly WorkdaysObject[];
  /** 2 special occasions and 1 deleted one; the first is the default. */
  readonly specialOccasions: readonly SpecialOccasion[];
}

const GROUP_NAMES = ['Support', 'Sales', 'Orders'] as const;
const TIME_ZONE = 'Europe/Berlin';
const FIRST_STATUS_REASON_ID = 601_000_111;
const FIRST_SPECIAL_OCCASION_ID = 2_841_200_012;

export function makeAccountStructure(
  random: SeededRandom,
  { users, skills }: { readonly users: readonly User[]; readonly skills: readonly Skill[] },
): AccountStructure {
  return {
    agentGroups: makeAgentGroups(random, users),
    profiles: makeProfiles(random, users),
    lobs: makeLobs(random, users),
    agentStatusReasons: makeStatusReasons(),
    agentStatusReasonRevision: 1_904,
    workdays: makeWorkdays(skills),
    specialOccasions: makeSpecialOccasions(),
  };
}

/** A root group with a group for each that users belong to. */
function makeAgentGroups(random: SeededRandom, users: readonly User[]): AgentGroup[] {
  const ids = distinct(users.flatMap(({ memberOf }) => memberOf?.agentGroupId ?? []));
  const rootId = firstOf(ids) - 10;
  const group = (id: number, name: string, own: Partial<AgentGroup> = {}): AgentGroup => ({
    id,
    deleted: false,
    name,
    description: `Agents of ${name}`,
    parentGroupId: rootId,
    isEnabled: true,
    dateUpdated: dateText(random),
    members: idsOf(users, ({ memberOf }) => memberOf?.agentGroupId === id),
    managers: idsOf(users, ({ managerOf = [] }) => managerOf.some(({ agentGroupId }) => agentGroupId === id)),
    ...own,
  });
  return [
    group(rootId, 'Main Group', { description: null, parentGroupId: null }),
    ...ids.map((id, index) => group(id, GROUP_NAMES[index] ?? `Group ${index}`)),
    group(after(ids), 'Former group', { deleted: true, isEnabled: false }),
  ];
}

/** The standard profile of each role. */
function makeProfiles(random: SeededRandom, users: readonly User[]): Profile[] {
  const profile = (role: FixtureRole, { id, name }: Required<NamedReference>, deleted: boolean): Profile => {
    return {
      id,
      deleted,
      name,
      description: `Standard profile: ${name}`,
      roleTypeId: role.roleTypeId,
      roleTypeName: role.name,
      dateUpdated: dateText(random),
      numOfAssignedUsers: idsOf(users, ({ profileIds = [] }) => profileIds.includes(id)).length,
      permissionPackages: [
        { id: role.firstPackageId, isDisplayed: true, isEnabled: true },
        {
          id: role.firstPackageId + 13,
          isDisplayed: true,
          isEnabled: random.chance(0.5),
          featureKeys: ['Common.AuditTrail'],
        },
      ],
      permissions: [12, 40, random.whole(100, 400)],
      isAssignedToLPA: false,
    };
  };
  const roles = Object.values(FIXTURE_ROLES);
  const former = { id: after(roles.map(({ profileId }) => profileId)), name: 'Former profile' };
  return [
    ...roles.map((role) => profile(role, { id: role.profileId, name: role.name }, false)),
    profile(FIXTURE_ROLES.agent, former, true),
  ];
}

/** A line of business for each that users belong to, and one more. */
function makeLobs(random: SeededRandom, users: readonly User[]): Lob[] {
  const inUse = distinct(users.flatMap(({ lobIds = [] }) => lobIds));
  const unused = after(inUse);
  const lob = (id: number, name: string, deleted = false): Lob => ({
    id,
    deleted,
    name,
    description: `${name} customers`,
    dateUpdated: dateText(random),
  });
  return [
    ...inUse.map((id, index) => lob(id, index === 0 ? 'Retail' : `Retail ${index + 1}`)),
    lob(unused, 'Business'),
    lob(unused + 100, 'Former', true),
  ];
}

function makeStatusReasons(): AgentStatusReason[] {
  const reason = (text: string, index: number): AgentStatusReason => ({
    id: FIRST_STATUS_REASON_ID + index,
    text,
    state: 'Away',
    enabled: true,
    deleted: false,
  });
  const enabled = ['Lunch break', 'Team meeting', 'Training', 'Coaching'].map(reason);
  return [
    ...enabled,
    { ...reason('Paperwork', 4), state: 'Occupied', enabled: false },
    { ...reason('Fire drill', 5), enabled: false, deleted: true },
  ];
}

/** The working hours that skills refer to, and others. */
function makeWorkdays(skills: readonly Skill[]): WorkdaysObject[] {
  const id = firstOf(skills.flatMap(({ workingHoursId }) => workingHoursId ?? []));
  const hours = { deleted: false, isDefault: false };
  const support = 'Weekday hours of the support team';
  return [
    { ...hours, id, name: 'Support hours', isDefault: true, description: support, events: week(9, 17) },
    { ...hours, id: id + 100, name: 'Sales hours', description: null, events: week(8, 20) },
    { ...hours, id: id + 200, name: 'Former hours', deleted: true, events: [] },
  ];
}

/** A shift from Monday to Friday. */
function week(from: number, to: number): WorkdaysShift[] {
  // 2 March 2026 is a Monday: a rule counts only when its day is that of the start (documented).
  return ['MO', 'TU', 'WE', 'TH', 'FR'].map((day, index) => ({
    start: at(`2026-03-0${2 + index}`, from),
    end: at(`2026-03-0${2 + index}`, to),
    recurrence: [`RRULE:FREQ=WEEKLY;BYDAY=${day}`],
  }));
}

function makeSpecialOccasions(): SpecialOccasion[] {
  const id = FIRST_SPECIAL_OCCASION_ID;
  const holidays: SpecialOccasionEvent[] = [
    {
      meta: { working: false, name: 'New Year' },
      start: { dateTime: '2026-01-01', timeZone: TIME_ZONE },
      end: { dateTime: '2026-01-01', timeZone: TIME_ZONE },
      recurrence: [],
    },
    {
      meta: { working: false, name: 'Christmas' },
      start: { dateTime: '2026-12-25', timeZone: TIME_ZONE },
      end: { dateTime: '2026-12-25', timeZone: TIME_ZONE },
      recurrence: ['RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1'],
    },
  ];
  const sale: SpecialOccasionEvent = {
    meta: { working: true, name: 'Summer sale' },
    start: at('2026-07-01', 7),
    end: at('2026-07-01', 22),
    recurrence: ['RRULE:FREQ=DAILY;COUNT=14;INTERVAL=1'],
  };
  const occasion = { deleted: false, isDefault: false };
  return [
    {
      ...occasion,
      id,
      name: 'Public holidays',
      isDefault: true,
      description: 'Closed days',
      events: holidays,
    },
    { ...occasion, id: id + 100, name: 'Summer sale', description: null, events: [sale] },
    { ...occasion, id: id + 200, name: 'Former occasion', deleted: true, events: [] },
  ];
}

function at(day: string, hour: number): ScheduleTime {
  return { dateTime: `${day}T${String(hour).padStart(2, '0')}:00:00`, timeZone: TIME_ZONE };
}

function idsOf(users: readonly User[], matches: (user: User) => boolean): number[] {
  return users.filter((user) => !user.deleted && matches(user)).map(({ id }) => id);
}

function distinct(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

/** An id that follows all of these. */
function after(ids: readonly number[]): number {
  return Math.max(...ids) + 100;
}

function firstOf(ids: readonly number[]): number {
  const [id] = ids;
  if (id === undefined) throw new Error('Nothing refers to what is to be made');
  return id;
}
