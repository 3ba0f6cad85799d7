/** One report of engagement attributes. */
export interface WebSessionAttribute {
  /** When, in milliseconds since the epoch. */
  timestamp?: number | null;
  /** The attribute; `@type` tells which. */
  data?: WebSessionAttributeData | null;
}

/** An engagement attribute. Those of {@link WebSessionCustomerInfo} and {@link WebSessionPersonalInfo} are documented by example; the names of the others are inferred. */
export type WebSessionAttributeData =
  | WebSessionCustomerInfo
  | WebSessionPersonalInfo
  | WebSessionPurchase
  | WebSessionLead
  | WebSessionCartStatus
  | WebSessionViewedProduct
  | WebSessionServiceActivity
  | WebSessionVisitorError
  | WebSessionMarketingCampaign;

/** Whether the attributes were reported by an authenticated customer. */
export interface WebSessionAuthentication {
  /** Whether the customer was authenticated. */
  isAuthenticated?: boolean | null;
  /** Conversation in which the customer was authenticated. */
  authenticatedConversationId?: string | null;
}

/** Customer. */
export interface WebSessionCustomerInfo extends WebSessionAuthentication {
  '@type': 'CustomerInfo';
  /** For example `gold`. */
  customerStatus?: string | null;
  /** Kind of customer. */
  customerType?: string | null;
  /** Balance of the account; its currency is not given. */
  balance?: number | null;
  /** Customer id. */
  customerId?: string | null;
  /** Id in a social network. */
  socialId?: string | null;
  /** Device number. */
  imei?: string | null;
  /** User name. */
  userName?: string | null;
  /** Number of people in the company. */
  companySize?: number | null;
  /** Company. */
  accountName?: string | null;
  /** Role. */
  role?: string | null;
  /** Postal code of the shop. */
  storeZipCode?: string | null;
  /** Number of the shop. */
  storeNumber?: string | null;
  /** Day of the last payment. */
  lastPaymentDate?: WebSessionDate | null;
  /** Day of the registration. */
  registrationDate?: WebSessionDate | null;
}

/** A day. */
export interface WebSessionDate {
  '@type'?: 'YMDDate';
  /** Year. */
  year?: number | null;
  /** Month, from 1. */
  month?: number | null;
  /** Day of the month. */
  day?: number | null;
}

/** Person. */
export interface WebSessionPersonalInfo extends WebSessionAuthentication {
  '@type': 'PersonalInfo';
  /** First name. */
  name?: string | null;
  /** Last name. */
  surname?: string | null;
  /** Gender. */
  gender?: string | null;
  /** Company. */
  company?: string | null;
  /** Age or date of birth. */
  customerAge?: WebSessionAge | null;
  /** How to reach the person. */
  contacts?: WebSessionContact[] | null;
}

/** Age of a person. */
export interface WebSessionAge {
  '@type'?: 'CustomerAge';
  /** Years. */
  customerAgeInYears?: number | null;
  /** Year of birth. */
  customerYearOfBirth?: number | null;
  /** Month of birth, from 1. */
  customerMonthOfBirth?: number | null;
  /** Day of birth within the month. */
  customerDateOfBirth?: number | null;
}

/** A way to reach a person. */
export interface WebSessionContact {
  /** E-mail address. */
  email?: string | null;
  /** Phone number. */
  phone?: string | null;
}

/** Purchase. */
export interface WebSessionPurchase {
  '@type': 'Purchase';
  /** Value; its currency is not given. */
  total?: number | null;
  /** Order id. */
  orderId?: string | null;
  /** Cart; its nesting is not documented. */
  cart?: unknown;
}

/** Lead. */
export interface WebSessionLead {
  '@type': 'Lead';
  /** Topic. */
  topic?: string | null;
  /** Lead id. */
  leadId?: string | null;
  /** Value; its currency is not given. */
  value?: number | null;
}

/** State of the cart. */
export interface WebSessionCartStatus {
  '@type': 'CartStatus';
  /** Value; its currency is not given. */
  total?: number | null;
  /** Number of items. */
  numItems?: number | null;
  /** Products. */
  products?: WebSessionCartProduct[] | null;
}

/** A product in a cart. */
export interface WebSessionCartProduct {
  /** How many. */
  quantity?: number | null;
  /** Name, category, sku and price; their nesting is not documented. */
  product?: unknown;
}

/** Products that were looked at. */
export interface WebSessionViewedProduct {
  '@type': 'ViewedProduct';
  /** Products. */
  products?: WebSessionProduct[] | null;
}

/** A product. */
export interface WebSessionProduct {
  /** Name. */
  name?: string | null;
  /** Category. */
  category?: string | null;
  /** The brand's own id of it. */
  sku?: string | null;
  /** Price; its currency is not given. */
  price?: number | null;
}

/** Use of a service. */
export interface WebSessionServiceActivity {
  '@type': 'ServiceActivity';
  /** Topic. */
  topic?: string | null;
  /** Status; its numbers are not documented. */
  status?: number | null;
  /** Category. */
  category?: string | null;
  /** Service id. */
  serviceId?: string | null;
}

/** An error that the visitor met. */
export interface WebSessionVisitorError {
  '@type': 'VisitorError';
  /** Context. */
  contextId?: string | null;
  /** Message. */
  message?: string | null;
  /** Code. */
  code?: number | null;
  /** Level. */
  level?: number | null;
  /** Whether it was resolved. */
  resolved?: boolean | null;
}

/** Campaign that brought the visitor. */
export interface WebSessionMarketingCampaign {
  '@type': 'MarketingCampaignInfo';
  /** Channel; its numbers are not documented. */
  originatingChannel?: number | null;
  /** Affiliate. */
  affiliate?: string | null;
  /** Campaign id. */
  campaignId?: string | null;
}
