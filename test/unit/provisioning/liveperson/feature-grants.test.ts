import { describe, expect, it } from 'vitest';
import { readFeatureGrants } from '../../../../src/provisioning/liveperson/feature-grants.js';

const ID = 'Example.Functions';

function appDataList(data: unknown): unknown {
  return {
    appDataList: [
      { name: 'kept', accountList: { accountList: [{ itemsCollection: { data, more: 'kept' } }] } },
    ],
  };
}

const MESSAGING = {
  compoundFeatureID: 'Common.Async_Messaging',
  startDate: '2024-01-01 00:00:00',
  endDate: '2099-12-31 00:00:00',
  value: { value: true },
  isDeleted: false,
};
const granted = (more: object) => ({ ...MESSAGING, compoundFeatureID: ID, ...more });

function acApp(grantedFeature: unknown, revision: unknown = 17): unknown {
  return { acApp: [{ accountList: { account: [{ grantedFeatures: { revision, grantedFeature } }] } }] };
}

const acGrant = (id: string, $: unknown, more: object = {}) => ({
  id,
  from: '2024-01-01 00:00:00',
  to: '2099-12-31 00:00:00',
  deleted: false,
  value: { type: 'LPBoolean', $ },
  ...more,
});

describe('feature grants in the shape of LivePerson’s demo app', () => {
  it.each([
    [granted({}), true],
    [granted({ value: { value: false } }), false],
    [granted({ value: { value: 'true' } }), false],
    [granted({ value: {} }), false],
    [granted({ isDeleted: true }), false],
    [granted({ isDeleted: undefined }), true],
    [granted({ compoundFeatureID: `${ID}_Beta` }), false],
  ])('%j is granted: %s', (grant, isGranted) => {
    expect(readFeatureGrants(appDataList([MESSAGING, grant]))?.isGranted(ID)).toBe(isGranted);
  });

  it('are written back as a whole, with the one feature granted and nothing else changed', () => {
    const before = granted({ value: { value: false }, isDeleted: true, note: 'kept' });
    const document = appDataList([before, MESSAGING]);
    const copy = structuredClone(document);
    const write = readFeatureGrants(document)?.granting(ID);
    const after = { ...before, value: { value: true }, isDeleted: false };
    expect(write).toEqual({
      method: 'POST',
      query: { v: '1.0' },
      headers: {},
      json: appDataList([MESSAGING, after]),
    });
    expect(document).toEqual(copy);
    expect(readFeatureGrants(write?.json)?.isGranted(ID)).toBe(true);
  });

  it('get a feature that was not among them', () => {
    const write = readFeatureGrants(appDataList([MESSAGING]))?.granting(ID);
    const added = { compoundFeatureID: ID, value: { value: true }, isDeleted: false };
    expect(write?.json).toEqual(appDataList([MESSAGING, added]));
  });
});

describe('feature grants in the shape in code of others', () => {
  it.each([
    [acGrant(ID, 'true'), true],
    [acGrant(ID, true), true],
    [acGrant(ID, 'false'), false],
    [acGrant(ID, undefined), false],
    [acGrant(ID, 'true', { deleted: true }), false],
    [acGrant(`${ID}2`, 'true'), false],
  ])('%j is granted: %s', (grant, isGranted) => {
    expect(readFeatureGrants(acApp([grant]))?.isGranted(ID)).toBe(isGranted);
  });

  it('are changed by what changes alone, with the revision', () => {
    expect(readFeatureGrants(acApp([acGrant('Other', 'true')], 17))?.granting(ID)).toEqual({
      method: 'PUT',
      query: { v: '2.0', source: 'lp-functions-toolbelt' },
      headers: { 'if-match': '17' },
      json: { grantedFeature: [{ id: ID, value: { type: 'LPBoolean', $: 'true' } }] },
    });
  });

  it('are changed without a revision where the answer has none', () => {
    const document = { acApp: [{ accountList: { account: [{ grantedFeatures: { grantedFeature: [] } }] } }] };
    expect(readFeatureGrants(document)?.granting(ID).headers).toEqual({});
  });
});

it.each([
  undefined,
  null,
  'text',
  [],
  {},
  { appDataList: [] },
  { appDataList: {} },
  appDataList(undefined),
  appDataList({}),
  appDataList([null]),
  appDataList([{ value: { value: true } }]),
  appDataList([{ compoundFeatureID: ID }]),
  acApp(undefined),
  acApp([{ id: 7, value: {} }]),
  acApp([{ id: ID }]),
])('%j has no known shape', (document) => {
  expect(readFeatureGrants(document)).toBeUndefined();
});
