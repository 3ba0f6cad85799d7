/** Numbers of engagement attributes come as numbers or, mostly, as text. */
type TextOrNumber = string | number;

/** When an attribute was set: milliseconds since the epoch, as text; as numbers in conversations (observed). */
export interface AttributeTimes {
  /** When LivePerson processed it. */
  serverTimeStamp?: TextOrNumber | null;
  /** When it was created. */
  originalTimeStamp?: TextOrNumber | null;
}

/** A calendar day. */
export interface AttributeDate {
  /** Year. */
  year?: TextOrNumber | null;
  /** Month. */
  month?: TextOrNumber | null;
  /** Day of the month. */
  day?: TextOrNumber | null;
}

/** Whether the visitor was authenticated, in attributes that are not: `unAuthSdes` of a conversation. */
interface AttributeAuthentication {
  /** Documented by example; whether it stands here or one level deeper is not known for certain. */
  isAuthenticated?: boolean | string | null;
}

/** A product and how many of it. */
export interface AttributeProduct {
  /** How many. */
  quantity?: TextOrNumber | null;
  /** The product. */
  product?: {
    /** Name of the product. */
    name?: string | null;
    /** Category of the product. */
    category?: string | null;
    /** SKU, or another id of the brand. */
    sku?: string | null;
    /** Price of one. */
    price?: TextOrNumber | null;
  } | null;
}

/** Attribute `cartStatus`: what is in the cart. */
export interface CartStatus extends AttributeTimes {
  /** Total price, in `currency`. */
  total?: TextOrNumber | null;
  /** Code of the currency. */
  currency?: string | null;
  /** Number of items. */
  numItems?: TextOrNumber | null;
  /** Products. */
  products?: AttributeProduct[] | null;
}

/** Attribute `customerInfo`: a customer's dealings with the brand. */
export interface CustomerInfo extends AttributeTimes, AttributeAuthentication {
  /** What is known of the customer. */
  customerInfo?: AttributeAuthentication & {
    /** Status, in the words of the brand. */
    customerStatus?: string | null;
    /** Kind or tier, in the words of the brand. */
    customerType?: string | null;
    /** Balance, in `currency`. */
    balance?: TextOrNumber | null;
    /** One documented example spells it `Currency`. */
    currency?: string | null;
    /** Id of the customer at the brand. */
    customerId?: string | null;
    /** Id in a social network. */
    socialId?: TextOrNumber | null;
    /** Id of the device. */
    imei?: string | null;
    /** User name. */
    userName?: string | null;
    /** Company of the customer. */
    accountName?: string | null;
    /** Job title. */
    role?: string | null;
    /** Number of employees. */
    companySize?: TextOrNumber | null;
    /** Branch of the company. */
    companyBranch?: string | null;
    /** Number of the store. */
    storeNumber?: string | null;
    /** ZIP code of the store. */
    storeZipCode?: string | null;
    /** Day of the last payment. */
    lastPaymentDate?: AttributeDate | null;
    /** Day of registration. */
    registrationDate?: AttributeDate | null;
  };
}

/** Attribute `lead`. */
export interface Lead extends AttributeTimes {
  /** The lead. */
  lead?: {
    /** Topic of the lead. */
    topic?: string | null;
    /** Worth of the lead, in `currency`. */
    value?: TextOrNumber | null;
    /** Code of the currency. */
    currency?: string | null;
    /** Id of the lead. */
    leadId?: string | null;
  };
}

/** Attribute `marketingCampaignInfo`: where the visitor came from. */
export interface MarketingCampaignInfo extends AttributeTimes {
  /** The source. */
  marketingCampaignInfo?: {
    /** 0 direct, 1 search, 2 social, 3 e-mail, 4 referral, 5 paid search, 6 display. */
    originatingChannel?: TextOrNumber | null;
    /** Name of the affiliate. */
    affiliate?: string | null;
    /** Id of the campaign, outside LivePerson. */
    campaignId?: string | null;
  };
}

/** What is known of a person. */
export interface Person extends AttributeAuthentication {
  /** First name. */
  name?: string | null;
  /** Last name. */
  surname?: string | null;
  /** Gender. */
  gender?: string | null;
  /** Name of the company. */
  company?: string | null;
  /** Language, for example `en-US`. */
  language?: string | null;
  /** Age and day of birth. */
  customerAge?: {
    /** Age in years. */
    customerAgeInYears?: TextOrNumber | null;
    /** Year of birth. */
    customerYearOfBirth?: TextOrNumber | null;
    /** Month of birth. */
    customerMonthOfBirth?: TextOrNumber | null;
    /** Day of the month of birth. */
    customerDateOfBirth?: TextOrNumber | null;
  } | null;
  /** Ways to reach the person. */
  contacts?: PersonContact[] | null;
}

/** One way to reach a person. */
export interface PersonContact {
  /** The way. */
  personalContact?: {
    /** E-mail address. */
    email?: string | null;
    /** Phone number. */
    phone?: string | null;
    /** Postal address. */
    address?: {
      /** Country. */
      country?: string | null;
      /** Region. */
      region?: string | null;
      /** ZIP code. */
      zipCode?: TextOrNumber | null;
    } | null;
    /** In conversations (observed). */
    phoneType?: string | null;
    /** In conversations (observed). */
    preferredContactMethod?: string | null;
  };
}

/** Attribute `personalInfo`. One documented example has the fields of the inner object at the top. */
export interface PersonalInfo extends AttributeTimes, Person {
  /** The person. */
  personalInfo?: Person;
}

/** Attribute `purchase`: a transaction. */
export interface Purchase extends AttributeTimes {
  /** Total price, in `currency`. */
  total?: TextOrNumber | null;
  /** Code of the currency. */
  currency?: string | null;
  /** Id of the order. */
  orderId?: string | null;
  /** What was bought. */
  cart?: CartStatus | null;
}

/** Attribute `serviceActivity`. */
export interface ServiceActivity extends AttributeTimes {
  /** The activity. */
  serviceActivity?: {
    /** Topic of the service. */
    topic?: string | null;
    /**
     * 0 complete, 1 in progress, 2 approved, 3 cancelled, 4 not approved, 5 reviewed, 6 missing details,
     * 7 closed, 8 removed, 9 assigned, 10 waiting for customer response, 11 waiting for response,
     * 12 pending, 13 resolved.
     */
    status?: TextOrNumber | null;
    /** Category of the service. */
    category?: string | null;
    /** Id of the service. */
    serviceId?: string | null;
  };
}

/** Attribute `viewedProduct`. */
export interface ViewedProduct extends AttributeTimes {
  /** Code of the currency. */
  currency?: string | null;
  /** Products. */
  products?: AttributeProduct[] | null;
}

/** Attribute `visitorError`: an error that was shown to the visitor. */
export interface VisitorError extends AttributeTimes {
  /** The error. */
  visitorError?: {
    /** Where it was shown, in the words of the brand. */
    contextId?: string | null;
    /** Text of the error. */
    message?: string | null;
    /** Code of the error. */
    code?: string | null;
    /** Level of the error. */
    level?: TextOrNumber | null;
    /** Whether it has been resolved. */
    resolved?: string | boolean | null;
  };
}

/** An error that was shown, as `formFillingError` tells it: its texts are wrapped as Avro wraps them. */
export interface ShownError {
  /** Where it was shown, in the words of the brand. */
  contextId?: WrappedText | null;
  /** Text of the error. */
  message?: WrappedText | null;
  /** Code of the error. */
  code?: WrappedText | null;
  /** Level of the error. */
  level?: TextOrNumber | null;
  /** Whether it has been resolved. */
  resolved?: string | boolean | null;
}

/** Attribute `formFillingError`. Whether its fields stand here or one level deeper is not known for certain. */
export interface FormFillingError extends AttributeTimes, ShownError {
  /** The error. */
  formFillingError?: ShownError;
}

/** A text as it is, or wrapped: `{ string: 'x' }`. */
export type WrappedText =
  | string
  | {
      /** The text. */
      string: string;
    };

/** Attribute `searchContent`: what the visitor searched for. */
export interface SearchContent extends AttributeTimes {
  /** The words that were searched for. */
  keywords: string[];
}

/**
 * One set of engagement attributes (SDE): one attribute and its envelope. Documented; which fields are
 * present differs between documented examples, so nearly all may be absent.
 */
export interface EngagementAttributeEvent {
  /** Kind of the attribute, for example `CUSTOMER_INFO`, `PERSONAL_INFO`, `PURCHASE`. */
  sdeType?: string;
  /** Milliseconds since the epoch, as text; as a number in conversations (observed). */
  serverTimeStamp?: TextOrNumber;
  /** Whether the visitor was authenticated when the attribute was set. */
  isAuthenticated?: boolean;
  /** Cart. */
  cartStatus?: CartStatus;
  /** Customer. */
  customerInfo?: CustomerInfo;
  /** Lead. */
  lead?: Lead;
  /** Where the visitor came from. */
  marketingCampaignInfo?: MarketingCampaignInfo;
  /** Person. */
  personalInfo?: PersonalInfo;
  /** Transaction. */
  purchase?: Purchase;
  /** Service. */
  serviceActivity?: ServiceActivity;
  /** Products that were viewed. */
  viewedProduct?: ViewedProduct;
  /** The name of `viewedProduct` in one documented example. */
  viewProduct?: ViewedProduct;
  /** Error that was shown to the visitor. */
  visitorError?: VisitorError;
  /** In place of `visitorError` in one documented example. */
  formFillingError?: FormFillingError;
  /** Searches. */
  searchContent?: SearchContent;
}
