import type {
  VisitCart,
  VisitCustomer,
  VisitErrorInfo,
  VisitEvent,
  VisitLead,
  VisitMarketingSource,
  VisitPerson,
  VisitProductLine,
  VisitServiceActivity,
  VisitTransaction,
} from './visit-attributes.js';

/**
 * Live state of the current visit of a visitor. Documented unless marked; which fields of a session may be
 * absent is inferred.
 */
export interface VisitState {
  /** Id of the monitoring session. */
  id: string;
  /**
   * Sessions of the visit. LivePerson's table of fields lists their content at the top level; its example,
   * and so this type, has it in here.
   */
  appSessions: VisitSession[];
}

/** One session of a visit, with what was reported in it. */
export interface VisitSession {
  /** Id; in the documented example equal to that of the state. */
  id: string;
  /** When it began: milliseconds since the epoch. */
  startTime?: number;
  /** Engagements that the visitor was shown. */
  engagements?: VisitEngagement[];
  /** Pages that the visitor saw. */
  pages?: VisitPage[];
  /** Engagement attributes, as they were reported one after the other. */
  events?: VisitEvent[];
  /** Latest attribute `personal`. */
  personalInfo?: {
    /** The person. */
    personalInfo: VisitPerson;
  };
  /** Latest attribute `ctmrinfo`. */
  customerInfo?: {
    /** The customer. */
    customerInfo: VisitCustomer;
  };
  /** Latest attribute `mrktInfo`. */
  marketingCampaignInfo?: {
    /** The source. */
    marketingCampaignInfo: VisitMarketingSource;
  };
  /** All attributes `service`. */
  serviceActivity?: VisitSessionServiceActivity[];
  /** All attributes `lead`. */
  leads?: VisitSessionLead[];
  /** All attributes `purchase`. */
  purchases?: VisitSessionPurchase[];
  /** Latest attribute `cart`. */
  cart?: VisitSessionCart;
  /** Products that were viewed (attribute `prodView`). */
  viewedProduct?: VisitProductLine[];
  /** Errors that the visitor was shown (attribute `error`). */
  visitorError?: VisitErrorInfo[];
  /** Search engine that the visitor came from; empty texts when there was none. */
  searchEngine?: {
    /** Name of the search engine. */
    searchEngine?: string;
    /** What was searched for. */
    keywords?: string;
  };
  /** Where the visitor is. */
  geo?: VisitGeo | null;
  /** IP address. LivePerson's table of fields spells it `lpv4`. */
  ipv4?: string | null;
  /** User agent of the browser. */
  userAgent?: string | null;
  /** `DESKTOP`, `TABLET` or `MOBILE`; the list is that of another API (inferred). */
  deviceFamily?: string | null;
  /** `WINDOWS`, `MAC_OSX`, `LINUX`, `IOS` or `ANDROID`; the list is that of another API (inferred). */
  deviceOS?: string | null;
  /** Whether it is a mobile device, and whether that is known. */
  mobileDeviceInfo?: {
    /** Whether the device is mobile. */
    mobile: boolean;
    /** Whether the device was recognised. */
    detected: boolean;
  };
  /** Page outside the site that led to it; empty when there was none. */
  externalReferrer?: string | null;
  /** Marks the control group of the site. Only `NA` was seen. */
  siteControlGroup?: string;
  /** Visitor profiles that apply. */
  revActiveVPs?: VisitRevisions;
  /** All visitor profiles. */
  revAllVPs?: VisitRevisions;
  /** Visitor behaviours that apply. */
  revActiveVBs?: VisitRevisions;
  /** All visitor behaviours. */
  revAllVBs?: VisitRevisions;
  /** All on-site locations. */
  revAllOSLs?: VisitRevisions;
}

/** Revisions of configured things by their ids. */
export type VisitRevisions = Record<
  string,
  {
    /** Revision. */
    revision: number;
  }
>;

/** An engagement that the visitor was shown. */
export interface VisitEngagement {
  /** Id in the session: `1`, `2` and so on. `validateEngagement` takes it as `contextId` (inferred). */
  id: string;
  /** What was shown, and why. */
  engagement: VisitEngagementData;
  /** Clicks on it; absent when there was none. */
  impressionAccepted?: VisitClick[];
}

/** A click on an engagement. */
export interface VisitClick {
  /** Milliseconds since the epoch. */
  activityTime: number;
  /** Id of the page. */
  pageId: string;
}

/** What was shown to a visitor, and by which campaign. */
export interface VisitEngagementData {
  /** Only 1 was seen; its values are not documented. */
  state: number;
  /** Id of the zone of the page. */
  zoneId: number | null;
  /** Id of the page on which it was shown. */
  pageId: string;
  /** Only null was seen. */
  firstFollowMeEngagementContextId?: unknown;
  /** Marks the control group of the campaign. Only `TEST` was seen. */
  campaignControl?: string;
  /** Its campaign. */
  campaignEntity: VisitCampaign;
  /** Its definition. */
  engagementEntity: VisitEngagementDefinition;
  /** Goal of the campaign. */
  goalEntity: VisitGoal;
}

/** A campaign. */
export interface VisitCampaign {
  /** Id. */
  id: number;
  /** Revision of its configuration. */
  revision: number;
  /** Id of its goal. */
  goalId: number;
  /** Only null was seen. */
  campaignEventSequence?: unknown;
  /** Visitor profiles that applied. */
  activeVPs?: VisitRevisions;
}

/** An engagement of a campaign, as it is configured. */
export interface VisitEngagementDefinition {
  /** Id. */
  id: number;
  /** Revision of its configuration. */
  revision: number;
  /** Only 1 was seen; its values are not documented. */
  channel: number;
  /** Only 6 was seen; elsewhere 5 is an embedded button. */
  type: number;
  /** Whether it is shown outside the site of the brand. */
  isOffsiteEngagement: boolean;
  /** Visitor behaviours that applied. */
  activeVBs?: VisitRevisions;
  /** On-site locations that applied. */
  activeOSLs?: VisitRevisions;
  /** Skill that it routes to; id -1 and name `*!@NULL*!@` when there is none. */
  engagementSkill: {
    /** Id of the skill. */
    skillId: number;
    /** Name of the skill. */
    skillName: string;
  };
  /** Skills of the survey before the chat. Only an empty list was seen. */
  surveySkills: unknown[];
  /** Only 0 was seen; its values are not documented. */
  availabilityPolicy?: number;
  /** Only 0 was seen; elsewhere 1 is HTML. */
  renderingType?: number;
  /** Only 0 was seen; its values are not documented. */
  conversationType?: number;
}

/** Goal of a campaign. */
export interface VisitGoal {
  /** Id. */
  id: number;
  /** Revision of its configuration. */
  revision: number;
  /** Its values are not documented. */
  type: number;
  /** Its values are not documented. */
  indicatorType: number;
}

/** A page that the visitor saw. */
export interface VisitPage {
  /** Id in the session. */
  id: string;
  /** URL; without its scheme in the documented example. */
  url: string;
  /** When the visitor opened it: milliseconds since the epoch. */
  startTime: number;
  /** Milliseconds that the visitor stayed. */
  timeOnPage?: number;
  /** Whether it was loaded to its end. */
  pageLoaded?: boolean;
  /** Title. */
  pageTitle?: string | null;
  /** Page that led to it. */
  referrer?: string | null;
  /** What the page itself reported. */
  pageBasic?: VisitPageBasic;
  /** On-site locations that applied. */
  revActiveOSLs?: VisitRevisions;
}

/** What a page reported of itself. */
export interface VisitPageBasic {
  /** URL with its scheme. */
  url?: string;
  /** Milliseconds since the epoch. */
  startTime?: number;
  /** Page that led to it. */
  referrer?: string | null;
  /** Title. */
  title?: string | null;
  /** Sections of the site. */
  sections?: string[] | null;
}

/** Where a visitor is. */
export interface VisitGeo {
  /** Name of the country. */
  country?: string | null;
  /** Two letters. */
  countryCode?: string | null;
  /** State or region. */
  state?: string | null;
  /** City. */
  city?: string | null;
  /** Provider of the visitor's internet access. */
  isp?: string | null;
  /** Organisation. */
  org?: string | null;
}

/** A service activity of a session. */
export interface VisitSessionServiceActivity extends VisitServiceActivity {
  /** Its number in the session. */
  serviceSeqId?: string;
  /** Whether its id was reported before. */
  repeatedServiceActivity?: boolean;
}

/** A lead of a session. */
export interface VisitSessionLead extends VisitLead {
  /** Its number in the session. */
  leadSeqId?: string;
  /** Whether its id was reported before. */
  repeatedLeadId?: boolean;
}

/** A transaction of a session. */
export interface VisitSessionPurchase extends VisitTransaction {
  /** Its number in the session. */
  purchaseSeqId?: string;
  /** Whether its order id was reported before. */
  repeatedOrderId?: boolean;
  /** What was bought; in the documented example `total` and `numItems` are null. */
  cart?: VisitCart | null;
}

/** The cart of a session. */
export interface VisitSessionCart {
  /** What is in it. */
  cartStatus?: VisitCart;
  /** By how much its total changed last. */
  lastTotalChange?: number | null;
}
