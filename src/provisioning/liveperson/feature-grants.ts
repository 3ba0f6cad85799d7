import { isJsonObject } from '../../http/json.js';

/** A request that grants a feature; its query and header come on top of those of every write. */
export interface GrantWrite {
  readonly method: 'POST' | 'PUT';
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

/** The features of an account, in one of the two shapes that public code reads. */
export interface FeatureGrants {
  isGranted(featureId: string): boolean;
  /** What is to be sent so that the feature is granted and all others stay as they are. */
  granting(featureId: string): GrantWrite;
}

/** @returns undefined for a document of another shape. */
export function readFeatureGrants(document: unknown): FeatureGrants | undefined {
  return readAppData(document) ?? readAcApp(document);
}

/** The shape that LivePerson's demo app reads and writes back as a whole, with version 1.0. */
function readAppData(document: unknown): FeatureGrants | undefined {
  const data = dig(document, 'appDataList', 0, 'accountList', 'accountList', 0, 'itemsCollection', 'data');
  if (!Array.isArray(data) || !data.every(isAppDataGrant)) return undefined;
  return {
    isGranted: (featureId) =>
      data.some(({ compoundFeatureID, value, isDeleted }) => {
        return compoundFeatureID === featureId && value.value === true && isDeleted !== true;
      }),
    granting(featureId) {
      const old = data.find(({ compoundFeatureID }) => compoundFeatureID === featureId);
      const granted = { ...old, compoundFeatureID: featureId, value: { value: true }, isDeleted: false };
      const others = data.filter(({ compoundFeatureID }) => compoundFeatureID !== featureId);
      const json = structuredClone(document);
      const items = dig(json, 'appDataList', 0, 'accountList', 'accountList', 0, 'itemsCollection');
      Object.assign(items as object, { data: [...others, granted] });
      return { method: 'POST', query: { v: '1.0' }, headers: {}, json };
    },
  };
}

/** The shape that code of others reads, with version 2.0; only what changes is written, with the revision. */
function readAcApp(document: unknown): FeatureGrants | undefined {
  const granted = dig(document, 'acApp', 0, 'accountList', 'account', 0, 'grantedFeatures');
  if (!isJsonObject(granted) || !Array.isArray(granted.grantedFeature)) return undefined;
  const features: unknown[] = granted.grantedFeature;
  if (!features.every(isAcGrant)) return undefined;
  return {
    isGranted: (featureId) =>
      features.some(({ id, value, deleted }) => {
        return id === featureId && String(value.$) === 'true' && deleted !== true;
      }),
    granting: (featureId) => ({
      method: 'PUT',
      query: { v: '2.0', source: 'lp-functions-toolbelt' },
      headers: granted.revision === undefined ? {} : { 'if-match': String(granted.revision) },
      json: { grantedFeature: [{ id: featureId, value: { type: 'LPBoolean', $: 'true' } }] },
    }),
  };
}

interface AppDataGrant {
  readonly compoundFeatureID: string;
  readonly value: { readonly value?: unknown };
  readonly isDeleted?: unknown;
}

function isAppDataGrant(item: unknown): item is AppDataGrant {
  return isJsonObject(item) && typeof item.compoundFeatureID === 'string' && isJsonObject(item.value);
}

interface AcGrant {
  readonly id: string;
  readonly value: { readonly $?: unknown };
  readonly deleted?: unknown;
}

function isAcGrant(item: unknown): item is AcGrant {
  return isJsonObject(item) && typeof item.id === 'string' && isJsonObject(item.value);
}

function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof key === 'number') return Array.isArray(inner) ? inner[key] : undefined;
    return isJsonObject(inner) ? inner[key] : undefined;
  }, value);
}
