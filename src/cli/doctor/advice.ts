import { AuthError } from '../../errors/auth-error.js';
import { ConfigError } from '../../errors/config-error.js';
import { CsdsError } from '../../errors/csds-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import { HostNotAllowedError } from '../../errors/host-not-allowed-error.js';
import { HttpError } from '../../errors/http-error.js';
import { NetworkError } from '../../errors/network-error.js';
import { PrivilegeError } from '../../errors/privilege-error.js';
import { SecretError } from '../../errors/secret-error.js';
import { TimeoutError } from '../../errors/timeout-error.js';
import type { ToolBeltError } from '../../errors/toolbelt-error.js';

/** What is done about the lack of a privilege or a credential. */
const PROVISION = 'Let an administrator provision the account again with "lp-toolbelt provision"';
const NETWORK =
  'Look at network, proxy and firewall of this machine; NODE_EXTRA_CA_CERTS names a certificate authority of your own.';

/** How to mend what an error tells of, in one or two sentences. */
export function adviceFor(error: ToolBeltError): string {
  if (error instanceof PrivilegeError) return adviceForStatus(403);
  // What LivePerson refuses is a PrivilegeError; this is the page of a firewall.
  if (error instanceof HttpError) return error.status === 403 ? NETWORK : adviceForStatus(error.status);
  if (error instanceof ConfigError) return adviceForSetting(error);
  if (error instanceof SecretError) return adviceForSecret(error);
  if (error instanceof AuthError) return adviceForCredential(error);
  if (error instanceof HostNotAllowedError) {
    return 'If the host is one that you trust, add it to LP_ALLOWED_HOSTS; LP_ALLOW_LOOPBACK=1 allows a sandbox.';
  }
  if (error instanceof CsdsError) return adviceForHosts(error);
  if (error instanceof TimeoutError || error instanceof NetworkError) return NETWORK;
  return 'Something between this machine and LivePerson may have answered in its place: look at the proxy.';
}

/** How to mend what a status tells of. */
export function adviceForStatus(status: number): string {
  if (status === 401) {
    return 'The API does not accept this kind of credential: an OAuth 1.0a key may want to be an OAuth 2.0 one.';
  }
  if (status === 403) {
    return `${PROVISION}, or store a key of your own with this privilege and pass its name as appKeySecretName.`;
  }
  if (status === 404) return 'Ask LivePerson whether this API is enabled for the account.';
  if (status === 429 || status === 302)
    return 'Too many requests at the moment: run doctor again in a minute.';
  if (status >= 500)
    return 'LivePerson is out of order here: try again later, and quote the request id to them.';
  return 'LivePerson did not take this request: update the library, and report it if that does not help.';
}

function adviceForSetting({ field }: ConfigError): string {
  if (field === 'accountId') return 'Set X_LIVEPERSON_BRAND_ID to the id of the account.';
  return 'Correct this setting; README lists all of them under "Settings".';
}

function adviceForSecret({ code }: SecretError): string {
  const store =
    'let LP_SECRET_STORE name the store that has it, for example settings:functions/settings.json';
  if (code === ErrorCodes.Secret.NotFound) return `${PROVISION}, or ${store}.`;
  return `Look at the store; or ${store}.`;
}

function adviceForCredential({ code, oauthError }: AuthError): string {
  if (code === ErrorCodes.LpClient.Creds.Format || oauthError === 'invalid_client') {
    return `${PROVISION}: that stores a credential that works.`;
  }
  if (code === ErrorCodes.OAuth2.General) return NETWORK;
  return 'Sentinel may be out of order: try again later; if it lasts, run "lp-toolbelt provision" again.';
}

function adviceForHosts({ code }: CsdsError): string {
  if (code === ErrorCodes.Csds.NotFound)
    return 'Ask LivePerson whether this service is enabled for the account.';
  return `Look at X_LIVEPERSON_BRAND_ID and X_LIVEPERSON_CSDS_DOMAIN. ${NETWORK}`;
}
