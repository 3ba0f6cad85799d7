import { describe, expect, it } from 'vitest';
import { type IvrAvailability, ivrEngagement } from '../../../../src/apis/visits/ivr-engagement.js';
import { bodyOf } from '../../../support/payloads.js';
import { complaint, differences, onTheWire, validated } from '../operation-harness.js';

const ivrAvailabilityAnswer = bodyOf<IvrAvailability>('ivrEngagement/request/documented');

const { request } = ivrEngagement.operations;
const products = [{ product: { name: 'Kettle', category: 'kitchen', sku: 'K', price: 24.9 }, quantity: 2 }];

/** One attribute of each type, with all of its fields. */
const ATTRIBUTES = [
  { type: 'cart', total: 49.8, currency: 'EUR', numItems: 2, products },
  { type: 'purchase', total: 49.8, currency: 'EUR', orderId: 'ORD-1', cart: { numItems: 2, products } },
  { type: 'prodView', currency: 'EUR', products },
  {
    type: 'ctmrinfo',
    info: {
      ctype: 'gold',
      cstatus: 'active',
      balance: -12.5,
      currency: 'EUR',
      customerId: 'CUST-0001',
      socialId: 's',
      imei: 'i',
      userName: 'u',
      companySize: 500,
      companyBranch: 'north',
      accountName: 'a',
      role: 'r',
      lastPaymentDate: { year: 2024, month: 2, day: 28 },
      registrationDate: { year: 2021, month: 11, day: 3 },
      loginStatus: 1,
      storeZipCode: '10115',
      storeNumber: '7',
    },
  },
  { type: 'mrktInfo', info: { channel: 1, affiliate: 'a', campaignId: 'c' } },
  {
    type: 'personal',
    personal: {
      firstname: 'Sample',
      lastname: 'Caller',
      age: { age: 41, year: 1983, month: 7, day: 9 },
      contacts: [
        {
          email: 'caller@example.com',
          phone: '+15550100',
          phoneType: 'MOBILE',
          address: { country: 'c', region: 'r' },
        },
      ],
      gender: 'OTHER',
      company: 'Example Ltd',
      language: 'en-US',
    },
  },
  { type: 'lead', lead: { topic: 'loans', value: 15.5, currency: 'EUR', leadId: 'LEAD-9' } },
  { type: 'service', service: { topic: 't', status: 0, category: 'support', serviceId: 'SRV-7' } },
  { type: 'error', error: { contextId: 'c', message: 'm', code: 'E', level: 1, resolved: false } },
  { type: 'searchInfo', keywords: ['plans'] },
] as const;

describe('answers of ivrEngagement.request', () => {
  it.each([ivrAvailabilityAnswer, { status: 'Not Available' }, { ...ivrAvailabilityAnswer, newField: [1] }])(
    'accepts %j as it is',
    (answer) => {
      expect(differences(request, answer)).toEqual([]);
      expect(validated(request, answer)).toEqual(answer);
    },
  );

  it.each([
    [{ status: 'Maybe' }, 'status'],
    [{ status: 'Available', engagementDetails: null }, 'engagementDetails'],
    [
      {
        ...ivrAvailabilityAnswer,
        engagementDetails: { ...ivrAvailabilityAnswer.engagementDetails, queueSize: '3' },
      },
      'engagementDetails.queueSize',
    ],
  ])('refuses %j', (answer, path) => {
    expect(differences(request, answer)).toEqual([path]);
  });
});

describe('what ivrEngagement.request sends', () => {
  it('is the type of the application, when nothing else is given', () => {
    const wire = { path: {}, query: { v: '1.0' }, header: {}, body: { appType: 'IVR' } };
    expect(onTheWire(request, {})).toEqual(wire);
  });

  it('is every field as it was given', () => {
    const params = {
      consumerSections: ['billing'],
      engagementAttributes: ATTRIBUTES,
      externalWaitTimeSeconds: 30,
    };
    expect(complaint(request, params)).toBeUndefined();
    expect(onTheWire(request, params).body).toEqual({ appType: 'IVR', ...params });
  });

  it('is a list of contacts also for a single one, and the argument stays as it was', () => {
    const contact = Object.freeze({ email: 'caller@example.com' });
    const personal = Object.freeze({ firstname: 'Sample', contacts: contact });
    const params = { engagementAttributes: [Object.freeze({ type: 'personal', personal })] };
    expect(complaint(request, params)).toBeUndefined();
    expect(onTheWire(request, params).body.engagementAttributes).toEqual([
      { type: 'personal', personal: { firstname: 'Sample', contacts: [contact] } },
    ]);
  });

  it('is never sent twice, though it counts as a read', () => {
    expect([request.method, request.repeatable, ivrEngagement.privilege]).toEqual(['POST', false, 'Read']);
  });
});

describe('parameters of ivrEngagement.request', () => {
  it.each([
    { type: 'cart' },
    { type: 'purchase', cart: { products: [{ product: {} }] } },
    { type: 'prodView', products: [] },
    { type: 'ctmrinfo', info: {} },
    { type: 'mrktInfo', info: {} },
    { type: 'personal', personal: { age: {}, contacts: {} } },
    { type: 'lead', lead: {} },
    { type: 'service', service: {} },
    { type: 'error', error: {} },
    { type: 'searchInfo', keywords: undefined },
  ])('takes %j, for all else is optional', (attribute) => {
    expect(complaint(request, { engagementAttributes: [attribute] })).toBeUndefined();
  });

  const aType =
    'an attribute of one of the types cart, purchase, prodView, ctmrinfo, mrktInfo, personal, lead, service, error, searchInfo';
  it.each([
    [{ appType: 'WEB' }, '"appType" must be one of IVR'],
    [
      { consumerSections: 'billing' },
      `"consumerSections" must be a list of names of places, for example ['billing']`,
    ],
    [{ consumerSections: [''] }, '"consumerSections.0" must be the name of a place'],
    [{ externalWaitTimeSeconds: -1 }, '"externalWaitTimeSeconds" must be a whole number, 0 or more'],
    [{ v: '2.0' }, 'unknown: v'],
    [
      { engagementAttributes: { type: 'cart' } },
      `"engagementAttributes" must be a list of attributes, for example [{ type: 'lead', lead: { topic: 'loans' } }]`,
    ],
  ])('refuses %j', (params, message) => {
    expect(complaint(request, params)).toBe(message);
  });

  it.each([
    [{ type: 'basket' }, '.type', aType],
    [{}, '.type', aType],
    ['cart', '', aType],
    [{ type: 'cart', total: '49.8' }, '.total', 'a number'],
    [{ type: 'cart', total: Number.NaN }, '.total', 'a number'],
    [{ type: 'cart', totals: 1 }, '', 'an object with only type, total, currency, numItems, products'],
    [{ type: 'cart', products: {} }, '.products', 'a list of products, [{ product, quantity }]'],
    [
      { type: 'purchase', cart: { numItems: 1 } },
      '.cart.products',
      'a list of products, [{ product, quantity }]',
    ],
    [{ type: 'ctmrinfo' }, '.info', expect.stringMatching(/^an object with only ctype, cstatus, /)],
    [
      { type: 'ctmrinfo', info: { lastPaymentDate: { year: 2024, month: 13, day: 1 } } },
      '.info.lastPaymentDate.month',
      'a whole number from 1 to 12',
    ],
    [{ type: 'personal', personal: { gender: 'X' } }, '.personal.gender', 'one of MALE, FEMALE, OTHER'],
    [
      { type: 'personal', personal: { contacts: [{ phoneType: 'CELL' }] } },
      '.personal.contacts',
      'a contact with email, phone, phoneType or address, or a list of such',
    ],
    [{ type: 'error', error: { resolved: 'no' } }, '.error.resolved', 'true or false'],
    [{ type: 'searchInfo', keywords: ['a', 7] }, '.keywords.1', 'text'],
  ])('refuses the attribute %j', (attribute, path, rule) => {
    const message = complaint(request, { engagementAttributes: [attribute] }) ?? '';
    const [, parameter, said] = /^"(.*?)" must be (.*)$/s.exec(message) ?? [];
    expect([parameter, said]).toEqual([`engagementAttributes.0${path}`, rule]);
  });
});
