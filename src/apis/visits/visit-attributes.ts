/**
 * Engagement attributes (SDEs) as the state of a visit shows them. Documented unless marked. Fields that
 * the documented example of a state lacks are known from the attributes that are reported.
 */

/** When and where an attribute was reported. */
export interface VisitAttributeReport {
  /** Milliseconds since the epoch; 0 in the cart of a purchase (observed). */
  serverTimeStamp: number;
  /** Where it was reported; empty in the cart of a purchase (observed). */
  contexts: {
    /** The page; `id` is that of a `VisitPage`. */
    page?: {
      /** Id of the page. */
      id: string;
    };
  };
}

/** A calendar day. */
export interface VisitDate {
  /** Year. */
  year: number;
  /** 1 to 12. */
  month: number;
  /** Day of the month. */
  day: number;
}

/** A product. */
export interface VisitProduct {
  /** Name. */
  name?: string | null;
  /** Category. */
  category?: string | null;
  /** SKU, or another id of the brand. */
  sku?: string | null;
  /** Price of one. */
  price?: number | null;
  /** Whether it is in stock, in the words of the brand. */
  statusInStock?: string | null;
  /** How many are in stock. */
  quantityInStock?: number | null;
}

/** A product and how many of it. */
export interface VisitProductLine {
  /** The product. */
  product: VisitProduct;
  /** How many; absent for a product that was only viewed. */
  quantity?: number | null;
}

/** A cart (attribute `cart`). */
export interface VisitCart {
  /** Price of all, in `currency`. */
  total?: number | null;
  /** Code of the currency, for example `EUR`. */
  currency?: string | null;
  /** How many items. */
  numItems?: number | null;
  /** What is in it. */
  products?: VisitProductLine[] | null;
}

/** A transaction (attribute `purchase`). */
export interface VisitTransaction {
  /** Price of all, in `currency`. */
  total?: number | null;
  /** Code of the currency, for example `EUR`. */
  currency?: string | null;
  /** Id of the order, from the brand. */
  orderId?: string | null;
}

/** Where the visitor came from (attribute `mrktInfo`). */
export interface VisitMarketingSource {
  /** 0 direct, 1 search, 2 social, 3 e-mail, 4 referral. */
  originatingChannel?: number | null;
  /** Name of the affiliate. */
  affiliate?: string | null;
  /** Id of the campaign, from the brand. */
  campaignId?: string | null;
}

/** A lead (attribute `lead`). */
export interface VisitLead {
  /** Topic. */
  topic?: string | null;
  /** What it is worth, in `currency`. */
  value?: number | null;
  /** Code of the currency, for example `EUR`. */
  currency?: string | null;
  /** Id of a ticket. Only null was seen; that it is text is inferred. */
  ticketId?: string | null;
  /** Id of the lead, from the brand. */
  leadId?: string | null;
}

/** What the visitor asked service for (attribute `service`). */
export interface VisitServiceActivity {
  /** Topic. */
  topic?: string | null;
  /**
   * 0 complete, 1 in progress, 2 approved, 3 cancelled, 4 not approved, 5 reviewed, 6 missing details,
   * 7 closed, 8 removed, 9 assigned, 10 waiting for customer response; another page lists 11 and 12, too.
   */
  status?: number | null;
  /** Category. */
  category?: string | null;
  /** Id of the service or ticket, from the brand. */
  serviceId?: string | null;
}

/** An error that the visitor was shown (attribute `error`). */
export interface VisitErrorInfo {
  /** Where it occurred. */
  contextId?: string | null;
  /** Its text. */
  message?: string | null;
  /** Its code, from the brand. */
  code?: string | null;
  /** How severe it is. Only null was seen. */
  level?: number | null;
  /** Whether it was resolved. Only null was seen. */
  resolved?: boolean | null;
}

/** A customer's dealings with the brand (attribute `ctmrinfo`). */
export interface VisitCustomer {
  /** Status (`cstatus`). */
  customerStatus?: string | null;
  /** Type or tier (`ctype`). */
  customerType?: string | null;
  /** Balance, in `currency`; may be negative. */
  balance?: number | null;
  /** Code of the currency, for example `EUR`. */
  currency?: string | null;
  /** Id of the customer, from the brand. */
  customerId?: string | null;
  /** Day of the last payment. */
  lastPaymentDate?: VisitDate | null;
  /** Day of the registration. */
  registrationDate?: VisitDate | null;
  /** Status of the login. Only null was seen, as in the fields below. */
  loginStatus?: number | null;
  /** Branch of the company. */
  companyBranch?: string | null;
  /** Id in a social network. */
  socialId?: string | null;
  /** Id of the device. */
  imei?: string | null;
  /** Name of the user. */
  userName?: string | null;
  /** Number of employees. */
  companySize?: number | null;
  /** Name of the customer's company. */
  accountName?: string | null;
  /** Job title. */
  role?: string | null;
  /** Postal code of a store. */
  storeZipCode?: string | null;
  /** Number of a store. */
  storeNumber?: string | null;
}

/** What is known of a person (attribute `personal`). */
export interface VisitPerson {
  /** First name. */
  name?: string | null;
  /** Last name. */
  surname?: string | null;
  /** Age and day of birth. */
  customerAge?: {
    /** Years; may have a fraction. */
    customerAgeInYears?: number | null;
    /** Year of birth. */
    customerYearOfBirth?: number | null;
    /** 1 to 12. */
    customerMonthOfBirth?: number | null;
    /** Day of the month. */
    customerDateOfBirth?: number | null;
  } | null;
  /** How to reach the person. */
  contacts?: VisitContact[] | null;
  /** `MALE`, `FEMALE` or `OTHER`. */
  gender?: string | null;
  /** Name of the company. */
  company?: string | null;
  /** Language tag such as `en-US`. */
  language?: string | null;
}

/** One way to reach a person. */
export interface VisitContact {
  /** E-mail address. */
  email?: string | null;
  /** Phone number. */
  phone?: string | null;
  /** `HOME`, `MOBILE`, `WORK`, `FAX`, `MAIN`, `HOME_FAX`, `WORK_FAX`, `PAGER` or `OTHER`. */
  phoneType?: string | null;
  /** Postal address. */
  address?: {
    /** Country. */
    country?: string | null;
    /** Region. */
    region?: string | null;
  } | null;
}

/** A report of engagement attributes: it has exactly one of these. */
export interface VisitEvent {
  /** Attribute `mrktInfo`. */
  marketingCampaignInfo?: VisitAttributeReport & {
    /** The source. */
    marketingCampaignInfo: VisitMarketingSource;
  };
  /** Attribute `lead`. */
  lead?: VisitAttributeReport & {
    /** The lead. */
    lead: VisitLead;
  };
  /** Attribute `cart`. */
  cartStatus?: VisitAttributeReport & VisitCart;
  /** Attribute `purchase`. */
  purchase?: VisitAttributeReport &
    VisitTransaction & {
      /** What was bought. */
      cart?: (Partial<VisitAttributeReport> & VisitCart) | null;
    };
  /** Attribute `prodView`. */
  viewedProduct?: VisitAttributeReport & {
    /** Code of the currency of the prices, for example `EUR`. */
    currency?: string | null;
    /** Products that were viewed. */
    products?: VisitProductLine[] | null;
  };
  /** Attribute `ctmrinfo`. */
  customerInfo?: VisitAttributeReport & {
    /** The customer. */
    customerInfo: VisitCustomer;
  };
  /** Attribute `personal`. */
  personalInfo?: VisitAttributeReport & {
    /** The person. */
    personalInfo: VisitPerson;
  };
  /** Attribute `service`. */
  serviceActivity?: VisitAttributeReport & {
    /** The activity. */
    serviceActivity: VisitServiceActivity;
  };
  /** Attribute `error`. */
  visitorError?: VisitAttributeReport & {
    /** The error. */
    visitorError: VisitErrorInfo;
  };
}
