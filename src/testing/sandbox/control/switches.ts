/** Where LivePerson is known to answer in several ways: which one the sandbox answers. May be changed at any time. */
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

/** Sealed: an assignment to a name that there is not throws. */
export function defaultSwitches(): SandboxSwitches {
  return Object.seal({
    expiresIn: 'string',
    basicAuthentication: 'refused',
    tokenLifetimeSeconds: 3600,
    emptySearchStatus: 200,
    featureGrants: 'appDataList',
    installationFields: 'snake_case',
    clientSecrets: 'list',
    revisionHeader: 'ac-revision',
    installationsPerPage: Infinity,
    installationQuota: Infinity,
    installationDeletion: 'allowed',
    engagementAttributes: 'allowed',
    missingCertificate: 400,
  });
}
