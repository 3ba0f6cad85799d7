/** Engagement attributes (SDEs) as they are reported, named as on the wire. Documented unless marked. */
export type IvrEngagementAttribute =
  | IvrCartAttribute
  | IvrPurchaseAttribute
  | IvrViewedProductAttribute
  | IvrCustomerAttribute
  | IvrMarketingAttribute
  | IvrPersonalAttribute
  | IvrLeadAttribute
  | IvrServiceAttribute
  | IvrErrorAttribute
  | IvrSearchAttribute;

/** What is in the cart. */
export interface IvrCartAttribute {
  /** Kind of the attribute. */
  type: 'cart';
  /** Price of all, in `currency`. */
  total?: number | undefined;
  /** Code of the currency, for example `EUR`. */
  currency?: string | undefined;
  /** How many items. */
  numItems?: number | undefined;
  /** What is in it. */
  products?: readonly IvrProductLine[] | undefined;
}

/** A transaction. */
export interface IvrPurchaseAttribute {
  /** Kind of the attribute. */
  type: 'purchase';
  /** Price of all, in `currency`. */
  total?: number | undefined;
  /** Code of the currency, for example `EUR`. */
  currency?: string | undefined;
  /** Id of the order, from the brand. */
  orderId?: string | undefined;
  /** What was bought. */
  cart?:
    | {
        /** How many items. */
        numItems?: number | undefined;
        /** What was bought. */
        products: readonly IvrProductLine[];
      }
    | undefined;
}

/** Products that were viewed. */
export interface IvrViewedProductAttribute {
  /** Kind of the attribute. */
  type: 'prodView';
  /** Code of the currency of the prices, for example `EUR`. */
  currency?: string | undefined;
  /** The products. */
  products?: readonly IvrProductLine[] | undefined;
}

/** A product and how many of it. */
export interface IvrProductLine {
  /** The product. */
  product: IvrProduct;
  /** How many. */
  quantity?: number | undefined;
}

/** A product. */
export interface IvrProduct {
  /** Name. */
  name?: string | undefined;
  /** Category. */
  category?: string | undefined;
  /** SKU, or another id of the brand. */
  sku?: string | undefined;
  /** Price of one. */
  price?: number | undefined;
}

/** A customer's dealings with the brand. */
export interface IvrCustomerAttribute {
  /** Kind of the attribute. */
  type: 'ctmrinfo';
  /** The customer. Types of the fields are those of the state of a visit (inferred). */
  info: IvrCustomer;
}

/** A customer. */
export interface IvrCustomer {
  /** Type or tier. */
  ctype?: string | undefined;
  /** Status. */
  cstatus?: string | undefined;
  /** Balance, in `currency`; may be negative. */
  balance?: number | undefined;
  /** Code of the currency, for example `EUR`. */
  currency?: string | undefined;
  /** Id of the customer, from the brand. */
  customerId?: string | undefined;
  /** Id in a social network. */
  socialId?: string | undefined;
  /** Id of the device. */
  imei?: string | undefined;
  /** Name of the user. */
  userName?: string | undefined;
  /** Number of employees. */
  companySize?: number | undefined;
  /** Branch of the company. */
  companyBranch?: string | undefined;
  /** Name of the customer's company. */
  accountName?: string | undefined;
  /** Job title. */
  role?: string | undefined;
  /** Day of the last payment. */
  lastPaymentDate?: IvrDate | undefined;
  /** Day of the registration. */
  registrationDate?: IvrDate | undefined;
  /** Status of the login. */
  loginStatus?: number | undefined;
  /** Postal code of a store. */
  storeZipCode?: string | undefined;
  /** Number of a store. */
  storeNumber?: string | undefined;
}

/** A calendar day. */
export interface IvrDate {
  /** Year. */
  year: number;
  /** 1 to 12. */
  month: number;
  /** Day of the month. */
  day: number;
}

/** Where the caller came from. */
export interface IvrMarketingAttribute {
  /** Kind of the attribute. */
  type: 'mrktInfo';
  /** The source. */
  info: {
    /** 0 direct, 1 search, 2 social, 3 e-mail, 4 referral. */
    channel?: number | undefined;
    /** Name of the affiliate. */
    affiliate?: string | undefined;
    /** Id of the campaign, from the brand. */
    campaignId?: string | undefined;
  };
}

/** What is known of the caller. */
export interface IvrPersonalAttribute {
  /** Kind of the attribute. */
  type: 'personal';
  /** The person. */
  personal: IvrPerson;
}

/** A person. */
export interface IvrPerson {
  /** First name. */
  firstname?: string | undefined;
  /** Last name. */
  lastname?: string | undefined;
  /** Age in years, and day of birth. */
  age?:
    | {
        /** Age in years. */
        age?: number | undefined;
        /** Year of birth. */
        year?: number | undefined;
        /** 1 to 12. */
        month?: number | undefined;
        /** Day of the month. */
        day?: number | undefined;
      }
    | undefined;
  /** How to reach the person. A single contact is sent as a list, which is the form of the other pages. */
  contacts?: IvrContact | readonly IvrContact[] | undefined;
  /** Gender. */
  gender?: 'MALE' | 'FEMALE' | 'OTHER' | undefined;
  /** Name of the company. */
  company?: string | undefined;
  /** Language tag such as `en-US`. */
  language?: string | undefined;
}

/** One way to reach a person. */
export interface IvrContact {
  /** E-mail address. */
  email?: string | undefined;
  /** Phone number. */
  phone?: string | undefined;
  /** Kind of the phone. */
  phoneType?: IvrPhoneType | undefined;
  /** Postal address. */
  address?:
    | {
        /** Country. */
        country?: string | undefined;
        /** Region. */
        region?: string | undefined;
      }
    | undefined;
}

/** Kind of a phone. */
export type IvrPhoneType = (typeof IVR_PHONE_TYPES)[number];

export const IVR_PHONE_TYPES = [
  'HOME',
  'MOBILE',
  'WORK',
  'FAX',
  'MAIN',
  'HOME_FAX',
  'WORK_FAX',
  'PAGER',
  'OTHER',
] as const;

/** A lead. */
export interface IvrLeadAttribute {
  /** Kind of the attribute. */
  type: 'lead';
  /** The lead. */
  lead: {
    /** Topic. */
    topic?: string | undefined;
    /** What it is worth, in `currency`. */
    value?: number | undefined;
    /** Code of the currency, for example `EUR`. */
    currency?: string | undefined;
    /** Id of the lead, from the brand. */
    leadId?: string | undefined;
  };
}

/** What the caller asked service for. */
export interface IvrServiceAttribute {
  /** Kind of the attribute. */
  type: 'service';
  /** The activity. */
  service: {
    /** Topic. */
    topic?: string | undefined;
    /**
     * 0 complete, 1 in progress, 2 approved, 3 cancelled, 4 not approved, 5 reviewed, 6 missing details,
     * 7 closed, 8 removed, 9 assigned, 10 waiting for customer response.
     */
    status?: number | undefined;
    /** Category. */
    category?: string | undefined;
    /** Id of the service or ticket, from the brand. */
    serviceId?: string | undefined;
  };
}

/** An error that the caller met. */
export interface IvrErrorAttribute {
  /** Kind of the attribute. */
  type: 'error';
  /** The error. */
  error: {
    /** Where it occurred. */
    contextId?: string | undefined;
    /** Its text. */
    message?: string | undefined;
    /** Its code, from the brand. */
    code?: string | undefined;
    /** How severe it is. */
    level?: number | undefined;
    /** Whether it was resolved. */
    resolved?: boolean | undefined;
  };
}

/** What was searched for. */
export interface IvrSearchAttribute {
  /** Kind of the attribute. */
  type: 'searchInfo';
  /** Search terms. */
  keywords?: readonly string[] | undefined;
}
