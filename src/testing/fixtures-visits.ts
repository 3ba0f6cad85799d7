import type { Skill } from '../apis/skills.js';
import type { VisitCart, VisitCustomer, VisitEvent, VisitPerson } from '../apis/visit-attributes.js';
import type { VisitEngagement, VisitPage, VisitSession, VisitState } from '../apis/visit-state.js';
import type { SeededRandom } from './fixtures-random.js';

/** A visit of the brand's site, with what names it. */
export interface FixtureVisit {
  readonly visitorId: string;
  readonly sessionId: string;
  /** Whether its session is over, so that it can no longer be read. */
  readonly isOver: boolean;
  readonly state: VisitState;
}

/** How the sandbox takes over callers. */
export interface FixtureIvr {
  /** Sections that have an engagement. Callers who name no section have one, too. */
  readonly sections: readonly [string, ...string[]];
  /** What a URL to a conversation begins with; a token follows. */
  readonly urlPrefix: string;
  /** Seconds that the URL is valid. */
  readonly validForSeconds: number;
  /** Seconds that a caller has to wait. */
  readonly expectedWaitTimeSeconds: number;
  readonly queueSize: number;
}

/** What service smt answers with. */
export interface VisitFixtures {
  /** 4 visits under way and, last, 1 that is over. */
  readonly visits: readonly FixtureVisit[];
  readonly ivr: FixtureIvr;
}

/** What visits are made from. */
export interface VisitSources {
  readonly baseTime: number;
  readonly skills: readonly Skill[];
}

const COUNT = 5;
const MINUTE_MS = 60_000;

const PRODUCTS = [
  { name: 'Kettle', category: 'kitchen', sku: 'KET-01', price: 24.9 },
  { name: 'Toaster', category: 'kitchen', sku: 'TOA-02', price: 39.5 },
  { name: 'Desk lamp', category: 'office', sku: 'LAM-03', price: 18 },
] as const;

const PLACES = [
  { country: 'Germany', countryCode: 'DE', state: 'Berlin', city: 'Berlin' },
  { country: 'France', countryCode: 'FR', state: 'Normandy', city: 'Rouen' },
] as const;

const DEVICES = [
  { deviceFamily: 'DESKTOP', deviceOS: 'LINUX', mobileDeviceInfo: { mobile: false, detected: true } },
  { deviceFamily: 'MOBILE', deviceOS: 'ANDROID', mobileDeviceInfo: { mobile: true, detected: true } },
] as const;

export function makeVisitFixtures(random: SeededRandom, sources: VisitSources): VisitFixtures {
  return {
    visits: Array.from({ length: COUNT }, (_, index) => makeVisit(random, sources, index)),
    ivr: {
      sections: ['billing', 'orders'],
      urlPrefix: 'https://brand.example.com/start?token=',
      validForSeconds: random.whole(120, 300),
      expectedWaitTimeSeconds: random.whole(10, 90),
      queueSize: random.whole(0, 9),
    },
  };
}

function makeVisit(random: SeededRandom, sources: VisitSources, index: number): FixtureVisit {
  const [visitorId, sessionId] = [opaqueId(random, 20), opaqueId(random, 22)];
  const id = `${sessionId}.${opaqueId(random, 16)}`;
  const state = { id, appSessions: [makeSession(random, sources, id, index)] };
  return { visitorId, sessionId, isOver: index === COUNT - 1, state };
}

function makeSession(
  random: SeededRandom,
  { baseTime, skills }: VisitSources,
  id: string,
  index: number,
): VisitSession {
  const startTime = baseTime - random.whole(5, 60) * MINUTE_MS;
  const page = makePage(random, startTime);
  const skill = skills[index];
  const reported = { serverTimeStamp: startTime + 1_200, contexts: { page: { id: page.id } } };
  const [person, customer, cart] = [makePerson(index), makeCustomer(random, index), makeCart(random)];
  const events: VisitEvent[] = [
    { personalInfo: { ...reported, personalInfo: person } },
    { customerInfo: { ...reported, customerInfo: customer } },
    { cartStatus: { ...reported, ...cart } },
  ];
  return {
    id,
    startTime,
    engagements: [makeEngagement(random, page, skill)],
    pages: [page],
    events,
    personalInfo: { personalInfo: person },
    customerInfo: { customerInfo: customer },
    cart: { cartStatus: cart, lastTotalChange: cart.total ?? null },
    searchEngine: { searchEngine: '', keywords: '' },
    geo: { ...random.pick(PLACES), isp: 'Example ISP', org: 'Example Org' },
    ipv4: `192.0.2.${random.whole(1, 254)}`,
    userAgent: 'Mozilla/5.0 ExampleBrowser/1.0',
    ...random.pick(DEVICES),
    externalReferrer: '',
    siteControlGroup: 'NA',
    revActiveVPs: { 600300112: { revision: 3 } },
    revAllVPs: { 600300112: { revision: 3 } },
    revActiveVBs: {},
    revAllVBs: { 600500112: { revision: 2 } },
    revAllOSLs: { 600600112: { revision: 2 } },
  };
}

function makePage(random: SeededRandom, startTime: number): VisitPage {
  const { name, category } = random.pick(PRODUCTS);
  const url = `shop.example.com/${category}`;
  return {
    id: String(random.whole(200_000_000, 299_999_999)),
    url,
    startTime,
    timeOnPage: random.whole(2_000, 90_000),
    pageLoaded: true,
    pageTitle: name,
    referrer: null,
    pageBasic: { url: `https://${url}`, startTime, referrer: null, title: name, sections: null },
    revActiveOSLs: { 600600112: { revision: 2 } },
  };
}

function makeEngagement(random: SeededRandom, page: VisitPage, skill: Skill | undefined): VisitEngagement {
  const campaignId = 600_200_112 + random.whole(0, 9) * 100;
  const goalId = 600_250_112;
  return {
    id: '1',
    engagement: {
      state: 1,
      zoneId: null,
      pageId: page.id,
      firstFollowMeEngagementContextId: null,
      campaignControl: 'TEST',
      campaignEntity: {
        id: campaignId,
        revision: random.whole(1, 20),
        goalId,
        campaignEventSequence: null,
        activeVPs: { 600300112: { revision: 3 } },
      },
      engagementEntity: {
        id: 600_400_112 + random.whole(0, 9) * 100,
        revision: random.whole(1, 20),
        channel: 1,
        type: 6,
        isOffsiteEngagement: false,
        activeVBs: {},
        activeOSLs: { 600600112: { revision: 2 } },
        // LivePerson's way to say that there is no skill (documented).
        engagementSkill: { skillId: skill?.id ?? -1, skillName: skill?.name ?? '*!@NULL*!@' },
        surveySkills: [],
        availabilityPolicy: 0,
        renderingType: 0,
        conversationType: 0,
      },
      goalEntity: { id: goalId, revision: 1, type: 5, indicatorType: 5 },
    },
    ...(random.chance(0.5)
      ? { impressionAccepted: [{ activityTime: page.startTime + 1_900, pageId: page.id }] }
      : {}),
  };
}

function makePerson(index: number): VisitPerson {
  return {
    name: 'Robin',
    surname: `Visitor ${index + 1}`,
    customerAge: null,
    contacts: [{ email: `visitor.${index + 1}@example.com`, phone: '+15550100' }],
    gender: null,
    company: null,
    language: 'en-US',
  };
}

function makeCustomer(random: SeededRandom, index: number): VisitCustomer {
  return {
    customerStatus: 'active',
    customerType: random.pick(['silver', 'gold']),
    balance: random.whole(-50, 500),
    customerId: `CUST-${String(index + 1).padStart(4, '0')}`,
    lastPaymentDate: { year: 2026, month: random.whole(1, 5), day: random.whole(1, 28) },
    registrationDate: { year: 2021, month: 11, day: 3 },
    loginStatus: null,
    companySize: null,
  };
}

function makeCart(random: SeededRandom): VisitCart {
  const product = random.pick(PRODUCTS);
  const quantity = random.whole(1, 3);
  // In cents, or 3 × 24.9 would not be 74.7.
  const total = Math.round(product.price * 100 * quantity) / 100;
  return { total, numItems: quantity, products: [{ product: { ...product }, quantity }] };
}

/** Letters and digits, as visitors and sessions are named. */
function opaqueId(random: SeededRandom, length: number): string {
  const letter = () =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[random.whole(0, 61)] ?? '0';
  return Array.from({ length }, letter).join('');
}
