import type { AutomaticMessage } from '../apis/automatic-messages.js';
import type { PredefinedCategory } from '../apis/predefined-categories.js';
import type { DefaultPredefinedContent, PredefinedContent } from '../apis/predefined-content-entity.js';
import type { Skill } from '../apis/skills.js';
import type { SeededRandom } from './fixtures-random.js';

/** A message of the Unified Automatic Messages API, with its texts by language code. */
export interface FixtureUnifiedMessage {
  readonly messageEventId: string;
  readonly deleted: boolean;
  readonly enabled: boolean;
  readonly attributes?: readonly Readonly<Record<string, string>>[];
  /** Texts that LivePerson ships. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Texts that the account has written over them. */
  readonly account: Readonly<Record<string, string>>;
  /** Texts that a skill has written over both, by the id of the skill. */
  readonly skills: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Texts that agents and the system send. */
export interface ContentFixtures {
  /** 5 categories and 1 deleted one. */
  readonly predefinedCategories: readonly PredefinedCategory[];
  /** 24 items and 2 deleted ones. */
  readonly predefinedContent: readonly PredefinedContent[];
  /** Current revisions of the two collections; each item came with a revision of its own, the last one with this. */
  readonly contentRevisions: {
    readonly predefinedContent: number;
    readonly predefinedCategories: number;
  };
  /** 4 items that LivePerson ships. */
  readonly defaultPredefinedContent: readonly DefaultPredefinedContent[];
  /** 6 messages and 1 deleted one. */
  readonly automaticMessages: readonly AutomaticMessage[];
  /** 6 messages and 1 deleted one; some are written over for the first two skills. */
  readonly unifiedAutomaticMessages: readonly FixtureUnifiedMessage[];
}

const FIRST_ID = { category: 600_800_111, content: 600_700_111, message: 600_900_111 };

const CATEGORY_NAMES = ['Openings', 'Closings', 'Waiting', 'Orders', 'Returns', 'Former'] as const;

const TEXTS = [
  ['Greeting', 'Good day, <b>how</b> can I help?', 'Guten Tag, wie kann ich helfen?'],
  ['Closing', 'It was nice talking to you.', 'Es war nett, mit Ihnen zu sprechen.'],
  ['Please wait', 'One moment please, I will look it up.', 'Einen Moment bitte, ich sehe nach.'],
  ['Order number', 'Could you give me your order number?', 'Nennen Sie mir bitte Ihre Bestellnummer?'],
  ['Return label', 'I have sent you a return label.', 'Ich habe Ihnen ein Etikett geschickt.'],
] as const;

const MESSAGES = [
  ['CHAT_STARTED', '{agent name} has joined.', '{agent name} ist jetzt da.'],
  ['CHAT_ENDED', 'The conversation is over.', 'Das Gespräch ist zu Ende.'],
  ['AGENT_LEFT', '{agent name} has left.', '{agent name} ist gegangen.'],
  ['On-hold message #1', 'One moment please.', 'Einen Moment bitte.'],
  ['On-hold message #2', 'Thank you for waiting.', 'Danke, dass Sie warten.'],
  ['Off-hours message', 'We are back tomorrow.', 'Wir sind morgen wieder da.'],
  ['FORMER_EVENT', 'No longer sent.', 'Wird nicht mehr gesendet.'],
] as const;

export function makeContent(
  random: SeededRandom,
  { skills }: { readonly skills: readonly Skill[] },
): ContentFixtures {
  const skillIds = skills.filter(({ deleted }) => !deleted).map(({ id }) => id);
  const predefinedCategories = makeCategories();
  return {
    predefinedCategories,
    contentRevisions: { predefinedContent: 2_207, predefinedCategories: 2_308 },
    predefinedContent: makePredefinedContent(random, predefinedCategories, skillIds),
    defaultPredefinedContent: makeDefaultContent(),
    automaticMessages: makeAutomaticMessages(random),
    unifiedAutomaticMessages: makeUnifiedMessages(random, skillIds),
  };
}

function makeCategories(): PredefinedCategory[] {
  return CATEGORY_NAMES.map((name, index) => ({
    id: FIRST_ID.category + index,
    deleted: index === CATEGORY_NAMES.length - 1,
    name,
    order: index + 1,
    proposed: index < 2,
  }));
}

/** The first two are of one and of two categories, so that both are there whatever the seed. */
function makePredefinedContent(
  random: SeededRandom,
  categories: readonly PredefinedCategory[],
  skillIds: readonly number[],
): PredefinedContent[] {
  const live = categories.filter(({ deleted }) => !deleted).map(({ id }) => id);
  return Array.from({ length: 26 }, (_, index): PredefinedContent => {
    const [title, english, german] = TEXTS[index % TEXTS.length] ?? TEXTS[0];
    const first = index < 2 ? 0 : random.whole(0, live.length - 2);
    const skill = random.whole(0, skillIds.length - 1);
    return {
      id: FIRST_ID.content + index,
      deleted: index >= 24,
      enabled: index < 2 || random.chance(0.9),
      hotkey: index < 9 ? { prefix: 'alt', suffix: String(index + 1) } : null,
      type: 0,
      data: [
        { title, msg: english, lang: 'en-US', isDefault: false },
        { title, msg: german, lang: 'de-DE', isDefault: false },
      ],
      categoriesIds: live.slice(first, first + 1 + (index % 2)),
      skillIds: skillIds.slice(skill, skill + 2),
      lobIds: [2_841_180_012],
    };
  });
}

function makeDefaultContent(): DefaultPredefinedContent[] {
  return TEXTS.slice(0, 4).map(([title, english], index) => ({
    templateId: `canned-response-template-${index + 1}`,
    templateDeleted: false,
    deleted: false,
    enabled: true,
    data: [{ title, msg: english, lang: 'en-US', isDefault: true }],
    type: 0,
  }));
}

function makeAutomaticMessages(random: SeededRandom): AutomaticMessage[] {
  return MESSAGES.map(([messageEventId, english, german], index) => {
    const timer = timerOf(random, messageEventId);
    return {
      id: FIRST_ID.message + index,
      deleted: index === MESSAGES.length - 1,
      enabled: random.chance(0.9),
      messageEventId,
      templateId: messageEventId,
      data: [
        { msg: english, lang: 'en-US', isDefault: true },
        { msg: german, lang: 'de-DE', isDefault: false },
      ],
      ...(timer === undefined ? {} : { attributes: [{ name: 'timer', value: timer }] }),
    };
  });
}

function makeUnifiedMessages(random: SeededRandom, skillIds: readonly number[]): FixtureUnifiedMessage[] {
  const [first, second] = skillIds;
  return MESSAGES.map(([messageEventId, english, german], index) => {
    const timer = timerOf(random, messageEventId);
    const ofSkill = (id: number | undefined, text: string) =>
      id === undefined ? {} : { [id]: { 'en-US': `${text} (skill ${id})` } };
    return {
      messageEventId,
      deleted: index === MESSAGES.length - 1,
      enabled: true,
      ...(timer === undefined ? {} : { attributes: [{ timer }] }),
      defaults: { 'en-US': english },
      account: { 'de-DE': german },
      skills: index % 3 === 0 ? { ...ofSkill(first, english), ...ofSkill(second, english) } : {},
    };
  });
}

/** Seconds, as text. */
function timerOf(random: SeededRandom, messageEventId: string): string | undefined {
  return messageEventId.startsWith('On-hold') ? String(random.pick([30, 45, 60])) : undefined;
}
