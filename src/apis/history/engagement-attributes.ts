import * as z from 'zod/mini';

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
  year?: TextOrNumber | null;
  month?: TextOrNumber | null;
  day?: TextOrNumber | null;
}

/** Whether the visitor was authenticated, in attributes that are not: `unAuthSdes` of a conversation. */
interface AttributeAuthentication {
  /** Documented by example; whether it stands here or one level deeper is not known for certain. */
  isAuthenticated?: boolean | string | null;
}

/** A product and how many of it. */
export interface AttributeProduct {
  quantity?: TextOrNumber | null;
  product?: {
    name?: string | null;
    category?: string | null;
    sku?: string | null;
    price?: TextOrNumber | null;
  } | null;
}

/** Attribute `cartStatus`: what is in the cart. */
export interface CartStatus extends AttributeTimes {
  /** Total price, in `currency`. */
  total?: TextOrNumber | null;
  currency?: string | null;
  numItems?: TextOrNumber | null;
  products?: AttributeProduct[] | null;
}

/** Attribute `customerInfo`: a customer's dealings with the brand. */
export interface CustomerInfo extends AttributeTimes, AttributeAuthentication {
  customerInfo?: AttributeAuthentication & {
    customerStatus?: string | null;
    customerType?: string | null;
    /** Balance, in `currency`. */
    balance?: TextOrNumber | null;
    /** One documented example spells it `Currency`. */
    currency?: string | null;
    customerId?: string | null;
    socialId?: TextOrNumber | null;
    imei?: string | null;
    userName?: string | null;
    accountName?: string | null;
    role?: string | null;
    companySize?: TextOrNumber | null;
    companyBranch?: string | null;
    storeNumber?: string | null;
    storeZipCode?: string | null;
    lastPaymentDate?: AttributeDate | null;
    registrationDate?: AttributeDate | null;
  };
}

/** Attribute `lead`. */
export interface Lead extends AttributeTimes {
  lead?: {
    topic?: string | null;
    /** Worth of the lead, in `currency`. */
    value?: TextOrNumber | null;
    currency?: string | null;
    leadId?: string | null;
  };
}

/** Attribute `marketingCampaignInfo`: where the visitor came from. */
export interface MarketingCampaignInfo extends AttributeTimes {
  marketingCampaignInfo?: {
    /** 0 direct, 1 search, 2 social, 3 e-mail, 4 referral, 5 paid search, 6 display. */
    originatingChannel?: TextOrNumber | null;
    affiliate?: string | null;
    campaignId?: string | null;
  };
}

/** What is known of a person. */
export interface Person extends AttributeAuthentication {
  name?: string | null;
  surname?: string | null;
  gender?: string | null;
  company?: string | null;
  language?: string | null;
  customerAge?: {
    customerAgeInYears?: TextOrNumber | null;
    customerYearOfBirth?: TextOrNumber | null;
    customerMonthOfBirth?: TextOrNumber | null;
    customerDateOfBirth?: TextOrNumber | null;
  } | null;
  contacts?: PersonContact[] | null;
}

/** One way to reach a person. */
export interface PersonContact {
  personalContact?: {
    email?: string | null;
    phone?: string | null;
    address?: { country?: string | null; region?: string | null; zipCode?: TextOrNumber | null } | null;
    /** In conversations (observed). */
    phoneType?: string | null;
    /** In conversations (observed). */
    preferredContactMethod?: string | null;
  };
}

/** Attribute `personalInfo`. One documented example has the fields of the inner object at the top. */
export interface PersonalInfo extends AttributeTimes, Person {
  personalInfo?: Person;
}

/** Attribute `purchase`: a transaction. */
export interface Purchase extends AttributeTimes {
  /** Total price, in `currency`. */
  total?: TextOrNumber | null;
  currency?: string | null;
  orderId?: string | null;
  cart?: CartStatus | null;
}

/** Attribute `serviceActivity`. */
export interface ServiceActivity extends AttributeTimes {
  serviceActivity?: {
    topic?: string | null;
    /**
     * 0 complete, 1 in progress, 2 approved, 3 cancelled, 4 not approved, 5 reviewed, 6 missing details,
     * 7 closed, 8 removed, 9 assigned, 10 waiting for customer response, 11 waiting for response,
     * 12 pending, 13 resolved.
     */
    status?: TextOrNumber | null;
    category?: string | null;
    serviceId?: string | null;
  };
}

/** Attribute `viewedProduct`. */
export interface ViewedProduct extends AttributeTimes {
  currency?: string | null;
  products?: AttributeProduct[] | null;
}

/** Attribute `visitorError`: an error that was shown to the visitor. */
export interface VisitorError extends AttributeTimes {
  visitorError?: {
    contextId?: string | null;
    message?: string | null;
    code?: string | null;
    level?: TextOrNumber | null;
    resolved?: string | boolean | null;
  };
}

/** An error that was shown, as `formFillingError` tells it: its texts are wrapped as Avro wraps them. */
export interface ShownError {
  contextId?: WrappedText | null;
  message?: WrappedText | null;
  code?: WrappedText | null;
  level?: TextOrNumber | null;
  resolved?: string | boolean | null;
}

/** Attribute `formFillingError`. Whether its fields stand here or one level deeper is not known for certain. */
export interface FormFillingError extends AttributeTimes, ShownError {
  formFillingError?: ShownError;
}

/** A text as it is, or wrapped: `{ string: 'x' }`. */
export type WrappedText = string | { string: string };

/** Attribute `searchContent`: what the visitor searched for. */
export interface SearchContent extends AttributeTimes {
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
  cartStatus?: CartStatus;
  customerInfo?: CustomerInfo;
  lead?: Lead;
  marketingCampaignInfo?: MarketingCampaignInfo;
  personalInfo?: PersonalInfo;
  purchase?: Purchase;
  serviceActivity?: ServiceActivity;
  viewedProduct?: ViewedProduct;
  /** The name of `viewedProduct` in one documented example. */
  viewProduct?: ViewedProduct;
  visitorError?: VisitorError;
  /** In place of `visitorError` in one documented example. */
  formFillingError?: FormFillingError;
  searchContent?: SearchContent;
}

/** Schema of {@link EngagementAttributeEvent}. */
export function engagementAttributeEventSchema() {
  const text = z.exactOptional(z.nullable(z.string()));
  const textOrNumber = z.exactOptional(z.nullable(z.union([z.string(), z.number()])));
  const times = { serverTimeStamp: textOrNumber, originalTimeStamp: textOrNumber };
  const date = z.looseObject({ year: textOrNumber, month: textOrNumber, day: textOrNumber });
  const product = z.looseObject({ name: text, category: text, sku: text, price: textOrNumber });
  const item = z.looseObject({ quantity: textOrNumber, product: z.exactOptional(z.nullable(product)) });
  const products = z.exactOptional(z.nullable(z.array(item)));
  const cart = z.looseObject({
    ...times,
    total: textOrNumber,
    currency: text,
    numItems: textOrNumber,
    products,
  });
  const customer = z.looseObject({
    customerStatus: text,
    customerType: text,
    balance: textOrNumber,
    currency: text,
    customerId: text,
    socialId: textOrNumber,
    imei: text,
    userName: text,
    isAuthenticated: authentication(),
    accountName: text,
    role: text,
    companySize: textOrNumber,
    companyBranch: text,
    storeNumber: text,
    storeZipCode: text,
    lastPaymentDate: z.exactOptional(z.nullable(date)),
    registrationDate: z.exactOptional(z.nullable(date)),
  });
  const lead = z.looseObject({ topic: text, value: textOrNumber, currency: text, leadId: text });
  const campaign = z.looseObject({ originatingChannel: textOrNumber, affiliate: text, campaignId: text });
  const activity = z.looseObject({ topic: text, status: textOrNumber, category: text, serviceId: text });
  const error = z.looseObject({
    contextId: text,
    message: text,
    code: text,
    level: textOrNumber,
    resolved: z.exactOptional(z.nullable(z.union([z.string(), z.boolean()]))),
  });
  const wrapped = z.exactOptional(z.nullable(z.union([z.string(), z.looseObject({ string: z.string() })])));
  const shownError = {
    contextId: wrapped,
    message: wrapped,
    code: wrapped,
    level: textOrNumber,
    resolved: z.exactOptional(z.nullable(z.union([z.string(), z.boolean()]))),
  };
  const person = personFields();
  const attribute = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
    z.exactOptional(z.looseObject({ ...times, ...shape }));
  return z.looseObject({
    sdeType: z.exactOptional(z.string()),
    serverTimeStamp: z.exactOptional(z.union([z.string(), z.number()])),
    isAuthenticated: z.exactOptional(z.boolean()),
    cartStatus: z.exactOptional(cart),
    customerInfo: attribute({
      isAuthenticated: authentication(),
      customerInfo: z.exactOptional(customer),
    }),
    lead: attribute({ lead: z.exactOptional(lead) }),
    marketingCampaignInfo: attribute({ marketingCampaignInfo: z.exactOptional(campaign) }),
    personalInfo: attribute({ ...person, personalInfo: z.exactOptional(z.looseObject(person)) }),
    purchase: attribute({
      total: textOrNumber,
      currency: text,
      orderId: text,
      cart: z.exactOptional(z.nullable(cart)),
    }),
    serviceActivity: attribute({ serviceActivity: z.exactOptional(activity) }),
    viewedProduct: attribute({ currency: text, products }),
    viewProduct: attribute({ currency: text, products }),
    visitorError: attribute({ visitorError: z.exactOptional(error) }),
    formFillingError: attribute({
      ...shownError,
      formFillingError: z.exactOptional(z.looseObject(shownError)),
    }),
    searchContent: attribute({ keywords: z.array(z.string()) }),
  });
}

function authentication() {
  return z.exactOptional(z.nullable(z.union([z.boolean(), z.string()])));
}

function personFields() {
  const text = z.exactOptional(z.nullable(z.string()));
  const textOrNumber = z.exactOptional(z.nullable(z.union([z.string(), z.number()])));
  const age = z.looseObject({
    customerAgeInYears: textOrNumber,
    customerYearOfBirth: textOrNumber,
    customerMonthOfBirth: textOrNumber,
    customerDateOfBirth: textOrNumber,
  });
  const address = z.looseObject({ country: text, region: text, zipCode: textOrNumber });
  const contact = z.looseObject({
    email: text,
    phone: text,
    address: z.exactOptional(z.nullable(address)),
    phoneType: text,
    preferredContactMethod: text,
  });
  return {
    isAuthenticated: authentication(),
    name: text,
    surname: text,
    gender: text,
    company: text,
    language: text,
    customerAge: z.exactOptional(z.nullable(age)),
    contacts: z.exactOptional(
      z.nullable(z.array(z.looseObject({ personalContact: z.exactOptional(contact) }))),
    ),
  };
}
