import type { Conversation } from '../../../apis/history/conversation.js';
import type { EngagementAttributeEvent } from '../../../apis/history/engagement-attributes.js';
import type { VisitSession, VisitState } from '../../../apis/visits/visit-state.js';
import type { FixtureVisit } from '../../fixtures/visits.js';
import type { ReportedEvent } from './smt-attributes.js';

/** The engagement attributes that were reported for the visits of one sandbox. Fixtures stay as they are. */
export class VisitReports {
  readonly #events = new Map<string, ReportedEvent[]>();

  add(visit: FixtureVisit, events: readonly ReportedEvent[]): void {
    const key = keyOf(visit);
    this.#events.set(key, [...(this.#events.get(key) ?? []), ...events]);
  }

  /** The state of a visit with what was reported since. */
  stateOf(visit: FixtureVisit): VisitState {
    const [session, ...others] = visit.state.appSessions;
    const events = this.#events.get(keyOf(visit)) ?? [];
    if (session === undefined || events.length === 0) return visit.state;
    return { ...visit.state, appSessions: [events.reduce(withEvent, session), ...others] };
  }

  /** A conversation with what was reported in the visit that it began in: such attributes are not authenticated. */
  inConversation(conversation: Conversation): Conversation {
    const { visitorId, sessionId } = conversation.info;
    const events = this.#events.get(keyOf({ visitorId: visitorId ?? '', sessionId: sessionId ?? '' })) ?? [];
    if (events.length === 0) return conversation;
    const before = conversation.unAuthSdes?.events ?? [];
    return { ...conversation, unAuthSdes: { events: [...before, ...events.map(asConversationEvent)] } };
  }
}

function keyOf({ visitorId, sessionId }: Pick<FixtureVisit, 'visitorId' | 'sessionId'>): string {
  return JSON.stringify([visitorId, sessionId]);
}

function withEvent(session: VisitSession, event: ReportedEvent): VisitSession {
  return { ...session, events: [...(session.events ?? []), event], ...latest(session, event) };
}

/** What a session tells apart from its events: the latest of some attributes, all of others. */
function latest(session: VisitSession, event: ReportedEvent): Partial<VisitSession> {
  const { personalInfo, customerInfo, marketingCampaignInfo, cartStatus, viewedProduct } = event;
  if (personalInfo) return { personalInfo: { personalInfo: personalInfo.personalInfo } };
  if (customerInfo) return { customerInfo: { customerInfo: customerInfo.customerInfo } };
  if (marketingCampaignInfo) {
    return { marketingCampaignInfo: { marketingCampaignInfo: marketingCampaignInfo.marketingCampaignInfo } };
  }
  if (cartStatus) {
    const { serverTimeStamp: _, contexts: _where, ...cart } = cartStatus;
    const before = session.cart?.cartStatus?.total ?? 0;
    return { cart: { cartStatus: cart, lastTotalChange: (cart.total ?? 0) - before } };
  }
  if (viewedProduct) {
    return { viewedProduct: [...(session.viewedProduct ?? []), ...(viewedProduct.products ?? [])] };
  }
  return appended(session, event);
}

function appended(session: VisitSession, event: ReportedEvent): Partial<VisitSession> {
  const { serviceActivity, lead, purchase, visitorError } = event;
  const { serviceActivity: services = [], leads = [], purchases = [] } = session;
  if (serviceActivity) {
    const activity = serviceActivity.serviceActivity;
    const repeatedServiceActivity = services.some(({ serviceId }) => serviceId === activity.serviceId);
    const serviceSeqId = String(services.length + 1);
    return { serviceActivity: [...services, { ...activity, serviceSeqId, repeatedServiceActivity }] };
  }
  if (lead) {
    const repeatedLeadId = leads.some(({ leadId }) => leadId === lead.lead.leadId);
    return { leads: [...leads, { ...lead.lead, leadSeqId: String(leads.length + 1), repeatedLeadId }] };
  }
  if (purchase) {
    const { serverTimeStamp: _, contexts: _where, ...transaction } = purchase;
    const repeatedOrderId = purchases.some(({ orderId }) => orderId === transaction.orderId);
    const purchaseSeqId = String(purchases.length + 1);
    return { purchases: [...purchases, { ...transaction, purchaseSeqId, repeatedOrderId }] };
  }
  if (visitorError) return { visitorError: [...(session.visitorError ?? []), visitorError.visitorError] };
  return {};
}

/** Names of kinds of attributes; three of them are documented, the others made after them. */
const SDE_TYPES = {
  cartStatus: 'CART_STATUS',
  customerInfo: 'CUSTOMER_INFO',
  lead: 'LEAD',
  marketingCampaignInfo: 'MARKETING_CAMPAIGN_INFO',
  personalInfo: 'PERSONAL_INFO',
  purchase: 'PURCHASE',
  serviceActivity: 'SERVICE_ACTIVITY',
  viewedProduct: 'VIEWED_PRODUCT',
  visitorError: 'VISITOR_ERROR',
  searchContent: 'SEARCH_CONTENT',
} as const satisfies Readonly<Record<keyof ReportedEvent, string>>;

/** An event as conversations show it: with its type, and each contact one level deeper. */
function asConversationEvent(event: ReportedEvent): EngagementAttributeEvent {
  const [name] = Object.keys(SDE_TYPES).filter((one) => Object.hasOwn(event, one)) as (keyof ReportedEvent)[];
  if (name === undefined) return {};
  const { contexts: _, ...attribute } = { contexts: undefined, serverTimeStamp: 0, ...event[name] };
  const { serverTimeStamp } = attribute;
  const content =
    name === 'personalInfo' && event.personalInfo !== undefined
      ? asPersonalInfo(event.personalInfo)
      : attribute;
  return { sdeType: SDE_TYPES[name], serverTimeStamp, [name]: content };
}

function asPersonalInfo({ serverTimeStamp, personalInfo }: NonNullable<ReportedEvent['personalInfo']>) {
  const { contacts, ...person } = personalInfo;
  const nested = contacts?.map((personalContact) => ({ personalContact }));
  return {
    serverTimeStamp,
    personalInfo: { ...person, ...(nested === undefined ? {} : { contacts: nested }) },
    isAuthenticated: false,
  };
}
