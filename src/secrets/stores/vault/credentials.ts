import {
  anyText,
  checkedElsewhere,
  checkOptions,
  type Option,
  type OptionTable,
  object,
} from '../../../config/options.js';
import { ConfigError } from '../../../errors/config-error.js';
import { checkPath } from './location.js';

/** Where Kubernetes puts the token of a pod's service account. */
const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
/** What an HTTP header can carry. */
const TOKEN = /^[\x21-\x7e]+$/;

/** A token that somebody else made. It is renewed while it can be; when it has expired, a new one is needed. */
export interface VaultTokenAuth {
  readonly method: 'token';
  readonly token: string;
}

/** Login by AppRole. */
export interface VaultAppRoleAuth {
  readonly method: 'approle';
  readonly roleId: string;
  /** Not needed by a role with `bind_secret_id=false`. */
  readonly secretId?: string | undefined;
  /** Path of the auth method. @default 'approle' */
  readonly mount?: string | undefined;
}

/** Login with the service account of a pod. */
export interface VaultKubernetesAuth {
  readonly method: 'kubernetes';
  readonly role: string;
  /**
   * Read anew for each login, since Kubernetes replaces it.
   * @default '/var/run/secrets/kubernetes.io/serviceaccount/token'
   */
  readonly jwtFile?: string | undefined;
  /** Path of the auth method. @default 'kubernetes' */
  readonly mount?: string | undefined;
}

/** How to log in to Vault. */
export type VaultAuthOptions = VaultTokenAuth | VaultAppRoleAuth | VaultKubernetesAuth;

// Their names alone: the values are checked below.
const FIELD = { check: checkedElsewhere };
const TOKEN_TABLE = { method: FIELD, token: FIELD } satisfies OptionTable<VaultTokenAuth>;
const APPROLE_TABLE = {
  method: FIELD,
  roleId: FIELD,
  secretId: FIELD,
  mount: { check: anyText },
} satisfies OptionTable<VaultAppRoleAuth>;
const KUBERNETES_TABLE = {
  method: FIELD,
  role: FIELD,
  jwtFile: { check: anyText },
  mount: { check: anyText },
} satisfies OptionTable<VaultKubernetesAuth>;

/** A login as it is sent: a POST to `path`; without one, the token is given. */
export type VaultCredential =
  | { readonly method: 'token'; readonly token: string }
  | { readonly method: 'approle'; readonly path: string; readonly roleId: string; readonly secretId?: string }
  | { readonly method: 'kubernetes'; readonly path: string; readonly role: string; readonly jwtFile: string };

/**
 * Checks a way to log in, and fills in the defaults.
 *
 * @throws {ConfigError} which names the field and repeats no value.
 */
export function checkVaultAuth(auth: VaultAuthOptions): VaultCredential {
  // Plain JavaScript may leave it out.
  switch (auth?.method) {
    case 'token':
      checkFields(auth, TOKEN_TABLE);
      return { method: 'token', token: credentialText('auth.token (VAULT_TOKEN)', auth.token) };
    case 'approle':
      checkFields(auth, APPROLE_TABLE);
      return {
        method: 'approle',
        path: loginPath(auth.mount ?? 'approle'),
        roleId: credentialText('auth.roleId (VAULT_ROLE_ID)', auth.roleId),
        ...(auth.secretId !== undefined && {
          secretId: credentialText('auth.secretId (VAULT_SECRET_ID)', auth.secretId),
        }),
      };
    case 'kubernetes':
      checkFields(auth, KUBERNETES_TABLE);
      return {
        method: 'kubernetes',
        path: loginPath(auth.mount ?? 'kubernetes'),
        role: credentialText('auth.role (VAULT_KUBERNETES_ROLE)', auth.role),
        jwtFile: credentialText(
          'auth.jwtFile (VAULT_KUBERNETES_JWT_FILE)',
          auth.jwtFile ?? SERVICE_ACCOUNT_TOKEN,
          /./,
        ),
      };
    default:
      throw new ConfigError('auth', `auth must have the method 'token', 'approle' or 'kubernetes'`);
  }
}

function checkFields(auth: VaultAuthOptions, fields: Readonly<Record<string, Option>>): void {
  checkOptions('VaultStore', { auth }, { auth: { check: object, fields } });
}

/** What must never be shown. */
export function secretOf(credential: VaultCredential): string | undefined {
  if (credential.method === 'token') return credential.token;
  return credential.method === 'approle' ? credential.secretId : undefined;
}

function loginPath(mount: string): string {
  return `auth/${checkPath('auth.mount', mount, 1)}/login`;
}

function credentialText(field: string, value: unknown, grammar = TOKEN): string {
  if (typeof value === 'string' && grammar.test(value)) return value;
  throw new ConfigError(
    field,
    `${field} must be a text without spaces or line breaks; it is not repeated here`,
  );
}
