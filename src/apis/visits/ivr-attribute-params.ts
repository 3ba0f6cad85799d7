import * as z from 'zod/mini';
import { flag, listOf, oneOf, wholeNumber } from '../parameter-schemas.js';
import { IVR_PHONE_TYPES, type IvrContact, type IvrEngagementAttribute } from './ivr-attributes.js';

/** Schema of an {@link IvrEngagementAttribute}. */
export function ivrAttributeSchema() {
  const types: string[] = [];
  const kind = <Type extends string, Shape extends z.core.$ZodShape>(type: Type, shape: Shape) => {
    types.push(type);
    return entity({ type: z.literal(type), ...shape });
  };
  const kinds = [
    kind('cart', { ...priced(), numItems: count(), products: productLines() }),
    kind('purchase', { ...priced(), orderId: text(), cart: z.optional(orderedCart()) }),
    kind('prodView', { currency: text(), products: productLines() }),
    kind('ctmrinfo', { info: customer() }),
    kind('mrktInfo', { info: entity({ channel: count(), affiliate: text(), campaignId: text() }) }),
    kind('personal', { personal: person() }),
    kind('lead', { lead: entity({ topic: text(), value: number(), currency: text(), leadId: text() }) }),
    kind('service', {
      service: entity({ topic: text(), status: count(), category: text(), serviceId: text() }),
    }),
    kind('error', { error: error() }),
    kind('searchInfo', { keywords: z.optional(listOf(z.string('text'), 'a list of texts')) }),
  ] as const;
  return z.discriminatedUnion('type', kinds, `an attribute of one of the types ${types.join(', ')}`);
}

/** A person's contacts as a list, whichever way they were given. */
export function encodeIvrAttributes(attributes: readonly IvrEngagementAttribute[]): unknown[] {
  return attributes.map((attribute) => {
    if (attribute.type !== 'personal' || attribute.personal.contacts === undefined) return attribute;
    const { contacts } = attribute.personal;
    return {
      ...attribute,
      personal: { ...attribute.personal, contacts: isList(contacts) ? contacts : [contacts] },
    };
  });
}

function isList(contacts: IvrContact | readonly IvrContact[]): contacts is readonly IvrContact[] {
  return Array.isArray(contacts);
}

/** A misspelt field would be lost without a word, so there must be no others. */
function entity<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, `an object with only ${Object.keys(shape).join(', ')}`);
}

function text() {
  return z.optional(z.string('text'));
}

function number() {
  return z.optional(z.number('a number'));
}

function count() {
  return z.optional(wholeNumber(0));
}

function priced() {
  return { total: number(), currency: text() };
}

function productLines() {
  return z.optional(productLineList());
}

function productLineList() {
  const product = entity({ name: text(), category: text(), sku: text(), price: number() });
  return listOf(entity({ product, quantity: count() }), 'a list of products, [{ product, quantity }]');
}

function orderedCart() {
  return entity({ numItems: count(), products: productLineList() });
}

function customer() {
  const day = entity({ year: wholeNumber(1), month: wholeNumber(1, 12), day: wholeNumber(1, 31) });
  return entity({
    ctype: text(),
    cstatus: text(),
    balance: number(),
    currency: text(),
    customerId: text(),
    socialId: text(),
    imei: text(),
    userName: text(),
    companySize: count(),
    companyBranch: text(),
    accountName: text(),
    role: text(),
    lastPaymentDate: z.optional(day),
    registrationDate: z.optional(day),
    loginStatus: count(),
    storeZipCode: text(),
    storeNumber: text(),
  });
}

function person() {
  const age = entity({
    age: count(),
    year: z.optional(wholeNumber(1)),
    month: z.optional(wholeNumber(1, 12)),
    day: z.optional(wholeNumber(1, 31)),
  });
  const contact = entity({
    email: text(),
    phone: text(),
    phoneType: z.optional(oneOf(IVR_PHONE_TYPES)),
    address: z.optional(entity({ country: text(), region: text() })),
  });
  const contacts = z.union(
    [contact, listOf(contact, 'a list of contacts')],
    'a contact with email, phone, phoneType or address, or a list of such',
  );
  return entity({
    firstname: text(),
    lastname: text(),
    age: z.optional(age),
    contacts: z.optional(contacts),
    gender: z.optional(oneOf(['MALE', 'FEMALE', 'OTHER'])),
    company: text(),
    language: text(),
  });
}

function error() {
  return entity({
    contextId: text(),
    message: text(),
    code: text(),
    level: count(),
    resolved: z.optional(flag()),
  });
}
