import type { WebSessionAttribute } from './attributes.js';
import type { WebSessionEligibilityData, WebSessionImpressionData } from './campaigns.js';
import type { VisitorHeader } from './record.js';

/** A record of a web session; `@type` tells which. */
export type WebSessionBody =
  | WebSessionEngAttrsData
  | WebSessionNavigationData
  | WebSessionGoalAchievedData
  | WebSessionEligibilityData
  | WebSessionImpressionData
  | WebSessionGeoData
  | WebSessionInfoData;

/** Engagement attributes that the page reported. */
export interface WebSessionEngAttrsData {
  '@type': 'WebSessionEngAttrsData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Attributes. */
  engagementAttributes?: WebSessionAttribute[] | null;
}

/** Pages that were visited; monitored ones only. */
export interface WebSessionNavigationData {
  '@type': 'WebSessionNavigationData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Pages. */
  navigationData?: WebSessionPage[] | null;
}

/** A visited page. */
export interface WebSessionPage {
  /** When it was first entered, in milliseconds since the epoch (by the documented example). */
  timestamp?: number | null;
  /** URL. */
  url?: string | null;
  /** URL of the page before; may be empty. */
  referrerUrl?: string | null;
  /** Sections. */
  sections?: string[] | null;
}

/** Goals that were achieved. */
export interface WebSessionGoalAchievedData {
  '@type': 'WebSessionGoalAchievedData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Goals. */
  achievedGoals?: WebSessionAchievedGoal[] | null;
}

/** An achieved goal. */
export interface WebSessionAchievedGoal {
  /** Id of the achievement. */
  id?: string | null;
  /** When, in milliseconds since the epoch. */
  timestamp?: number | null;
  /** Revision of the goal. */
  campaignGoalRevision?: number | null;
  /** Goal id. */
  campaignGoalId?: number | null;
  /** Kind of goal; its numbers are not documented. */
  campaignGoalType?: number | null;
  /** How it was achieved; `@type` tells which. */
  goalMetaData?: WebSessionGoalMetadata | null;
}

/** How a goal was achieved. That of {@link WebSessionPagesMetadata} is documented by example; the names of the others are inferred. */
export type WebSessionGoalMetadata =
  | WebSessionUrlMetadata
  | WebSessionPurchaseMetadata
  | WebSessionPagesMetadata
  | WebSessionInteractionMetadata
  | WebSessionLeadMetadata
  | WebSessionServiceMetadata;

/** A page was reached. */
export interface WebSessionUrlMetadata {
  '@type': 'UrlGoalMetadata';
  /** URL. */
  url?: string | null;
}

/** Something was bought. */
export interface WebSessionPurchaseMetadata {
  '@type': 'PurchaseMetadata';
  /** Value; its currency is not given. */
  total?: number | null;
  /** Order id. */
  orderId?: string | null;
  /** Cart; its shape is not documented. */
  cartStatus?: unknown;
}

/** Some pages were viewed. */
export interface WebSessionPagesMetadata {
  '@type': 'ReduceAbandonmentGoalMetadata';
  /** Number of pages. */
  numberOfPages?: number | null;
}

/** An interaction began. */
export interface WebSessionInteractionMetadata {
  '@type': 'IncreaseInteractionGoalMetadata';
  /** Engagement; its shape is not documented. */
  engagement?: unknown;
  /** Campaign; its shape is not documented. */
  campaign?: unknown;
}

/** A lead was won. */
export interface WebSessionLeadMetadata {
  '@type': 'LeadMetadata';
  /** Topic. */
  topic?: string | null;
  /** Lead id. */
  leadId?: string | null;
  /** Value; its currency is not given. */
  value?: number | null;
}

/** A service was used. */
export interface WebSessionServiceMetadata {
  '@type': 'ServiceActivityMetadata';
  /** Topic. */
  topic?: string | null;
  /** Status; its numbers are not documented. */
  status?: number | null;
  /** Category. */
  category?: string | null;
  /** Service id. */
  serviceId?: string | null;
}

/** Where the visitor is. The name of the record is inferred. */
export interface WebSessionGeoData {
  '@type': 'WebSessionGeoData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Address in IPv4. */
  iPV4?: string | null;
  /** Address in IPv6. */
  iPV6?: string | null;
  /** Country. */
  country?: string | null;
  /** City. */
  city?: string | null;
  /** State. */
  state?: string | null;
  /** Organisation. */
  org?: string | null;
  /** Internet provider. */
  isp?: string | null;
  /** Code of the country. */
  countryCode?: string | null;
}

/** Browser and device. The name of the record is inferred. */
export interface WebSessionInfoData {
  '@type': 'WebSessionInfoData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Begin of the session, in milliseconds since the epoch. */
  sessionStartTime?: number | null;
  /** User agent. */
  userAgent?: string | null;
  /** `NA`, `WINDOWS`, `MAC_OS`, `LINUX`, `IOS` or `ANDROID`; its form is not documented. */
  deviceOS?: unknown;
  /** `NA`, `DESKTOP`, `TABLET` or `MOBILE`; its form is not documented. */
  deviceFamily?: unknown;
  /** `NA`, `CONTROL` or `TEST`; its form is not documented. */
  siteControlGroup?: unknown;
  /** Search engine that the visitor came from. */
  searchEngine?: string | null;
  /** What was searched for. */
  searchEngineKey?: string | null;
}
