import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';
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

const text = () => z.exactOptional(z.nullable(z.string()));
const number = () => z.exactOptional(z.nullable(z.number()));

/** Schemas of the attributes, which stand both in events and in what a session sums up of them. */
export function visitAttributeSchemas() {
  return {
    productLine: productLineSchema(),
    cart: cartSchema(),
    transaction: z.looseObject({ total: number(), currency: text(), orderId: text() }),
    marketingSource: z.looseObject({ originatingChannel: number(), affiliate: text(), campaignId: text() }),
    lead: z.looseObject({
      topic: text(),
      value: number(),
      currency: text(),
      ticketId: text(),
      leadId: text(),
    }),
    serviceActivity: z.looseObject({
      topic: text(),
      status: number(),
      category: text(),
      serviceId: text(),
    }),
    error: z.looseObject({
      contextId: text(),
      message: text(),
      code: text(),
      level: number(),
      resolved: z.exactOptional(z.nullable(z.boolean())),
    }),
    customer: customerSchema(),
    person: personSchema(),
  };
}

type Attributes = ReturnType<typeof visitAttributeSchemas>;

/** Schema of {@link VisitEvent}. */
export function visitEventSchema(attributes: Attributes) {
  const { cart, transaction, productLine } = attributes;
  const report = {
    serverTimeStamp: z.number(),
    contexts: z.looseObject({ page: z.exactOptional(z.looseObject({ id: z.string() })) }),
  };
  const orderedCart = z.looseObject({
    serverTimeStamp: z.exactOptional(report.serverTimeStamp),
    contexts: z.exactOptional(report.contexts),
    ...cart.shape,
  });
  const reported = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
    z.exactOptional(z.looseObject({ ...report, ...shape }));
  return z.looseObject({
    marketingCampaignInfo: reported({ marketingCampaignInfo: attributes.marketingSource }),
    lead: reported({ lead: attributes.lead }),
    cartStatus: reported(cart.shape),
    purchase: reported({ ...transaction.shape, cart: z.exactOptional(z.nullable(orderedCart)) }),
    viewedProduct: reported({
      currency: text(),
      products: z.exactOptional(z.nullable(z.array(productLine))),
    }),
    customerInfo: reported({ customerInfo: attributes.customer }),
    personalInfo: reported({ personalInfo: attributes.person }),
    serviceActivity: reported({ serviceActivity: attributes.serviceActivity }),
    visitorError: reported({ visitorError: attributes.error }),
  });
}

function productLineSchema() {
  const product = z.looseObject({
    name: text(),
    category: text(),
    sku: text(),
    price: number(),
    statusInStock: text(),
    quantityInStock: number(),
  });
  return z.looseObject({ product, quantity: number() });
}

function cartSchema() {
  return z.looseObject({
    total: number(),
    currency: text(),
    numItems: number(),
    products: z.exactOptional(z.nullable(z.array(productLineSchema()))),
  });
}

function customerSchema() {
  const day = z.looseObject({ year: z.number(), month: z.number(), day: z.number() });
  const optionalDay = z.exactOptional(z.nullable(day));
  return z.looseObject({
    customerStatus: text(),
    customerType: text(),
    balance: number(),
    currency: text(),
    customerId: text(),
    lastPaymentDate: optionalDay,
    registrationDate: optionalDay,
    loginStatus: number(),
    companyBranch: text(),
    socialId: text(),
    imei: text(),
    userName: text(),
    companySize: number(),
    accountName: text(),
    role: text(),
    storeZipCode: text(),
    storeNumber: text(),
  });
}

function personSchema() {
  const age = z.looseObject({
    customerAgeInYears: number(),
    customerYearOfBirth: number(),
    customerMonthOfBirth: number(),
    customerDateOfBirth: number(),
  });
  const contact = z.looseObject({
    email: text(),
    phone: text(),
    phoneType: text(),
    address: z.exactOptional(z.nullable(z.looseObject({ country: text(), region: text() }))),
  });
  return z.looseObject({
    name: text(),
    surname: text(),
    customerAge: z.exactOptional(z.nullable(age)),
    contacts: z.exactOptional(z.nullable(z.array(contact))),
    gender: text(),
    company: text(),
    language: text(),
  });
}

export type VisitAttributeSchemasAgree = Expect<
  Agrees<
    z.ZodMiniType<{ [Name in keyof Attributes]: z.output<Attributes[Name]> }>,
    {
      productLine: VisitProductLine;
      cart: VisitCart;
      transaction: VisitTransaction;
      marketingSource: VisitMarketingSource;
      lead: VisitLead;
      serviceActivity: VisitServiceActivity;
      error: VisitErrorInfo;
      customer: VisitCustomer;
      person: VisitPerson;
    }
  >
>;
export type VisitEventSchemaAgrees = Expect<Agrees<ReturnType<typeof visitEventSchema>, VisitEvent>>;
