import type {
  VisitAttributeReport,
  VisitCart,
  VisitContact,
  VisitDate,
  VisitEvent,
  VisitPerson,
  VisitProductLine,
} from '../../../apis/visits/visit-attributes.js';
import { isJsonObject, type JsonObject } from '../exchange.js';

/** An event as the sandbox keeps it: how a state shows a reported `searchInfo` is not documented. */
export type ReportedEvent = VisitEvent & {
  readonly searchContent?: VisitAttributeReport & { readonly keywords: readonly string[] };
};

/** Thrown for attributes that the service would not take. */
export class AttributeRefused extends Error {}

type Reader = (attribute: JsonObject, report: VisitAttributeReport) => ReportedEvent;

/**
 * How each attribute is turned into the event that a state shows: names and nesting differ (documented).
 * Numbers as text and texts as numbers are taken, as Java services do (inferred); other types are refused.
 */
const READERS = {
  cart: (attribute, report) => ({ cartStatus: { ...report, ...readCart(attribute) } }),
  purchase: (attribute, report) => {
    const cart = isGiven(attribute.cart) ? { cart: readCart(inner(attribute, 'cart')) } : {};
    const transaction = {
      ...numbers(attribute, { total: 'total' }),
      ...texts(attribute, { currency: 'currency', orderId: 'orderId' }),
    };
    return { purchase: { ...report, ...transaction, ...cart } };
  },
  prodView: (attribute, report) => ({
    viewedProduct: {
      ...report,
      ...texts(attribute, { currency: 'currency' }),
      products: readProducts(attribute),
    },
  }),
  ctmrinfo: (attribute, report) => {
    const info = inner(attribute, 'info');
    return {
      customerInfo: {
        ...report,
        customerInfo: {
          ...texts(info, CUSTOMER_TEXTS),
          ...numbers(info, { balance: 'balance', companySize: 'companySize', loginStatus: 'loginStatus' }),
          ...date(info, 'lastPaymentDate'),
          ...date(info, 'registrationDate'),
        },
      },
    };
  },
  mrktInfo: (attribute, report) => {
    const info = inner(attribute, 'info');
    return {
      marketingCampaignInfo: {
        ...report,
        marketingCampaignInfo: {
          ...numbers(info, { channel: 'originatingChannel' }),
          ...texts(info, { affiliate: 'affiliate', campaignId: 'campaignId' }),
        },
      },
    };
  },
  personal: (attribute, report) => ({
    personalInfo: { ...report, personalInfo: readPerson(inner(attribute, 'personal')) },
  }),
  lead: (attribute, report) => {
    const lead = inner(attribute, 'lead');
    return {
      lead: {
        ...report,
        lead: {
          ...texts(lead, { topic: 'topic', currency: 'currency', leadId: 'leadId' }),
          ...numbers(lead, { value: 'value' }),
        },
      },
    };
  },
  service: (attribute, report) => {
    const service = inner(attribute, 'service');
    return {
      serviceActivity: {
        ...report,
        serviceActivity: {
          ...texts(service, { topic: 'topic', category: 'category', serviceId: 'serviceId' }),
          ...numbers(service, { status: 'status' }),
        },
      },
    };
  },
  error: (attribute, report) => {
    const error = inner(attribute, 'error');
    return {
      visitorError: {
        ...report,
        visitorError: {
          ...texts(error, { contextId: 'contextId', message: 'message', code: 'code' }),
          ...numbers(error, { level: 'level' }),
          ...(typeof error.resolved === 'boolean' ? { resolved: error.resolved } : {}),
        },
      },
    };
  },
  searchInfo: (attribute, report) => ({
    searchContent: {
      ...report,
      keywords: list(attribute, 'keywords').map((word) => readText('keywords', word)),
    },
  }),
} as const satisfies Readonly<Record<string, Reader>>;

const CUSTOMER_TEXTS = {
  cstatus: 'customerStatus',
  ctype: 'customerType',
  currency: 'currency',
  customerId: 'customerId',
  companyBranch: 'companyBranch',
  socialId: 'socialId',
  imei: 'imei',
  userName: 'userName',
  accountName: 'accountName',
  role: 'role',
  storeZipCode: 'storeZipCode',
  storeNumber: 'storeNumber',
} as const;

/** Types of attributes that can be reported (documented). */
export const ATTRIBUTE_TYPES: readonly unknown[] = Object.keys(READERS);

/**
 * Reads the body of a report.
 * @throws {AttributeRefused} for a body that the service would not take.
 */
export function readAttributes(body: unknown, report: VisitAttributeReport): ReportedEvent[] {
  if (!Array.isArray(body) || body.length === 0) {
    throw new AttributeRefused('The body must be an array of engagement attributes');
  }
  return body.map((attribute: unknown) => {
    if (!isJsonObject(attribute) || !isType(attribute.type)) {
      throw new AttributeRefused('Each attribute must be an object with a known "type"');
    }
    return READERS[attribute.type](attribute, report);
  });
}

function isType(type: unknown): type is keyof typeof READERS {
  return typeof type === 'string' && Object.hasOwn(READERS, type);
}

function readCart(fields: JsonObject): VisitCart {
  return {
    ...numbers(fields, { total: 'total', numItems: 'numItems' }),
    ...texts(fields, { currency: 'currency' }),
    products: readProducts(fields),
  };
}

function readProducts(fields: JsonObject): VisitProductLine[] {
  return list(fields, 'products').map((line) => {
    if (!isJsonObject(line)) throw new AttributeRefused('"products" must be an array of objects');
    const product = inner(line, 'product');
    return {
      product: {
        ...texts(product, { name: 'name', category: 'category', sku: 'sku' }),
        ...numbers(product, { price: 'price' }),
      },
      ...numbers(line, { quantity: 'quantity' }),
    };
  });
}

function readPerson(personal: JsonObject): VisitPerson {
  const age = isGiven(personal.age) ? inner(personal, 'age') : undefined;
  const customerAge = age && {
    ...numbers(age, {
      age: 'customerAgeInYears',
      year: 'customerYearOfBirth',
      month: 'customerMonthOfBirth',
      day: 'customerDateOfBirth',
    }),
  };
  return {
    ...texts(personal, {
      firstname: 'name',
      lastname: 'surname',
      gender: 'gender',
      company: 'company',
      language: 'language',
    }),
    ...(customerAge === undefined ? {} : { customerAge }),
    ...(isGiven(personal.contacts) ? { contacts: list(personal, 'contacts').map(readContact) } : {}),
  };
}

function readContact(contact: unknown): VisitContact {
  if (!isJsonObject(contact)) throw new AttributeRefused('"contacts" must be an array of objects');
  const address = isGiven(contact.address) ? inner(contact, 'address') : undefined;
  return {
    ...texts(contact, { email: 'email', phone: 'phone', phoneType: 'phoneType' }),
    ...(address === undefined ? {} : { address: texts(address, { country: 'country', region: 'region' }) }),
  };
}

function date<Name extends string>(fields: JsonObject, name: Name): { [Key in Name]?: VisitDate } {
  if (!isGiven(fields[name])) return {};
  const { year, month, day } = numbers(inner(fields, name), { year: 'year', month: 'month', day: 'day' });
  if (year === undefined || month === undefined || day === undefined) {
    throw new AttributeRefused(`"${name}" must have "year", "month" and "day"`);
  }
  const parts: VisitDate = { year, month, day };
  return { [name]: parts } as { [Key in Name]?: VisitDate };
}

function texts<const Names extends Readonly<Record<string, string>>>(fields: JsonObject, names: Names) {
  return renamed<Names, string>(fields, names, readText);
}

function numbers<const Names extends Readonly<Record<string, string>>>(fields: JsonObject, names: Names) {
  return renamed<Names, number>(fields, names, readNumber);
}

/** The fields that are given, under the names that the state has for them. */
function renamed<Names extends Readonly<Record<string, string>>, Value>(
  fields: JsonObject,
  names: Names,
  read: (name: string, value: unknown) => Value,
): { [Name in Names[keyof Names]]?: Value } {
  const given = Object.entries(names).filter(([name]) => isGiven(fields[name]));
  return Object.fromEntries(given.map(([name, shown]) => [shown, read(name, fields[name])])) as {
    [Name in Names[keyof Names]]?: Value;
  };
}

function readText(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new AttributeRefused(`"${name}" must be a text`);
}

function readNumber(name: string, value: unknown): number {
  const isNumeric = typeof value === 'string' && value.trim() !== '';
  const number = typeof value === 'number' || isNumeric ? Number(value) : Number.NaN;
  if (!Number.isNaN(number)) return number;
  throw new AttributeRefused(`"${name}" must be a number`);
}

function inner(fields: JsonObject, name: string): JsonObject {
  const value = fields[name];
  if (isJsonObject(value)) return value;
  throw new AttributeRefused(`"${name}" must be an object`);
}

function list(fields: JsonObject, name: string): readonly unknown[] {
  const value = fields[name] ?? [];
  if (Array.isArray(value)) return value;
  throw new AttributeRefused(`"${name}" must be an array`);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
