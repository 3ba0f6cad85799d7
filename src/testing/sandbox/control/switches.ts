import {
  type Check,
  checkOptions,
  defaultsOf,
  type OptionTable,
  oneOf,
  wholeNumber,
} from '../../../config/options.js';

/**
 * Where LivePerson is known to answer in several ways: which one the sandbox answers. May be changed at any time.
 * A switch that there is not, or a position that it does not have, is a `ConfigError`.
 */
export interface SandboxSwitches {
  /** Form of `expires_in` in the answers of sentinel. @default 'string' */
  expiresIn: 'string' | 'number' | 'absent';
  /**
   * Basic authentication of clients at the token address (RFC 6749, section 2.3.1). LivePerson documents the body
   * only. @default 'refused'
   */
  basicAuthentication: 'refused' | 'accepted';
  /** Life of access tokens, by the sandbox clock. @default 3600 */
  tokenLifetimeSeconds: number;
  /** Status of an Engagement History search that finds nothing. @default 200 */
  emptySearchStatus: 200 | 204;
  /** Shape of feature grants: that of LivePerson's demo app, or the one in code of others. @default 'appDataList' */
  featureGrants: 'appDataList' | 'acApp';
  /** Names of the fields of an installation: both were seen. @default 'snake_case' */
  installationFields: 'snake_case' | 'camelCase';
  /** Where client secrets are shown: in the list and by id, by id alone, or nowhere. @default 'list' */
  clientSecrets: 'list' | 'by-id' | 'hidden';
  /** Header with the revision of the installations. @default 'ac-revision' */
  revisionHeader: 'ac-revision' | 'etag' | 'absent';
  /** Installations in one answer; with fewer than all, the list comes in pages. @default Infinity */
  installationsPerPage: number;
  /** How many installations fit into the account: one more is refused. @default Infinity */
  installationQuota: number;
  /** Whether installations may be deleted; if not, it is answered with 403. @default 'allowed' */
  installationDeletion: 'allowed' | 'forbidden';
  /**
   * Whether the default key may report engagement attributes: the privilege table of V2 does not list them,
   * the official toolbelt reports them with it. @default 'allowed'
   */
  engagementAttributes: 'allowed' | 'forbidden';
  /**
   * Status of mtlsGateway for a URL without a certificate: the one that the official toolbelt takes for that,
   * or the documented one. @default 400
   */
  missingCertificate: 400 | 500;
}

/** @throws on assignment, {ConfigError}: for a switch that there is not, or a position that it does not have. */
export function defaultSwitches(): SandboxSwitches {
  const positions: SandboxSwitches = Object.seal({ ...defaultsOf(TABLE) });
  return new Proxy(positions, {
    set(target, name, value) {
      checkOptions('sandbox.switches', { [String(name)]: value }, TABLE);
      // As an option that is undefined counts as left out.
      return Reflect.set(target, name, value ?? TABLE[name as keyof SandboxSwitches].default);
    },
  });
}

const TABLE = {
  expiresIn: { check: oneOf('string', 'number', 'absent'), default: 'string' },
  basicAuthentication: { check: oneOf('refused', 'accepted'), default: 'refused' },
  tokenLifetimeSeconds: { check: secondsProblem, default: 3600 },
  emptySearchStatus: { check: emptySearchProblem, default: 200 },
  featureGrants: { check: oneOf('appDataList', 'acApp'), default: 'appDataList' },
  installationFields: { check: oneOf('snake_case', 'camelCase'), default: 'snake_case' },
  clientSecrets: { check: oneOf('list', 'by-id', 'hidden'), default: 'list' },
  revisionHeader: { check: oneOf('ac-revision', 'etag', 'absent'), default: 'ac-revision' },
  installationsPerPage: { check: countProblem(1), default: Infinity },
  installationQuota: { check: countProblem(0), default: Infinity },
  installationDeletion: { check: oneOf('allowed', 'forbidden'), default: 'allowed' },
  engagementAttributes: { check: oneOf('allowed', 'forbidden'), default: 'allowed' },
  missingCertificate: { check: missingCertificateProblem, default: 400 },
} as const satisfies OptionTable<SandboxSwitches>;

function secondsProblem(value: unknown): string | undefined {
  return Number.isFinite(value) && Number(value) >= 0 ? undefined : 'a number of seconds, 0 or more';
}

function emptySearchProblem(value: unknown): string | undefined {
  return value === 200 || value === 204 ? undefined : '200 or 204';
}

function missingCertificateProblem(value: unknown): string | undefined {
  return value === 400 || value === 500 ? undefined : '400 or 500';
}

function countProblem(least: number): Check {
  return (value) =>
    value === Infinity
      ? undefined
      : wholeNumber(least)(value) && `a whole number, ${least} or more, or Infinity`;
}
