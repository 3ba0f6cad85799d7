/** Settings as the environment gives them; empty variables count as absent. */
export interface EnvironmentSettings {
  accountId: string | undefined;
  csdsDomain: string | undefined;
  dataAccessHost: string | undefined;
  secretStore: string | undefined;
  allowedHosts: readonly string[] | undefined;
  allowLoopback: boolean;
  transport: string | undefined;
}

/** The only reader of `process.env`. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): EnvironmentSettings {
  const text = (name: string) => textIn(env, name);
  return {
    accountId: text('X_LIVEPERSON_BRAND_ID'),
    csdsDomain: text('X_LIVEPERSON_CSDS_DOMAIN'),
    dataAccessHost: text('LP_DATA_ACCESS_HOST'),
    secretStore: text('LP_SECRET_STORE'),
    allowedHosts: text('LP_ALLOWED_HOSTS')
      ?.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    allowLoopback: text('LP_ALLOW_LOOPBACK') === '1',
    transport: text('LP_TRANSPORT'),
  };
}

/** Whether `BRAND_ID` is set, which Functions V1 had for the account id. */
export function hasBrandIdOfV1(env: NodeJS.ProcessEnv = process.env): boolean {
  return textIn(env, 'BRAND_ID') !== undefined;
}

/** The session of an administrator as the environment gives it. Not checked: an empty variable counts as absent. */
export interface AdminEnvironment {
  readonly bearer: string | undefined;
  readonly userId: string | undefined;
  readonly idToken: string | undefined;
  readonly idTokenAudience: string | undefined;
}

/** Reads `LP_ADMIN_*`. The texts stay as they are: a line break in a token is to be told, not to be hidden. */
export function readAdminEnvironment(env: NodeJS.ProcessEnv = process.env): AdminEnvironment {
  return {
    bearer: env.LP_ADMIN_BEARER || undefined,
    userId: env.LP_ADMIN_USER_ID || undefined,
    idToken: env.LP_ADMIN_ID_TOKEN || undefined,
    idTokenAudience: env.LP_ADMIN_ID_TOKEN_AUDIENCE || undefined,
  };
}

/** What the environment says of the terminal. */
export interface TerminalEnvironment {
  /** Nobody is there to answer a question, or the terminal cannot ask one. */
  readonly unattended: boolean;
  /** Lines of text only: no colour, nothing that moves. */
  readonly plain: boolean;
}

/** Reads `CI`, `TERM`, `NO_COLOR` and `ACCESSIBLE`, which many programs heed. */
export function readTerminalEnvironment(env: NodeJS.ProcessEnv = process.env): TerminalEnvironment {
  const isSet = (name: string) => !['', '0', 'false'].includes(env[name] ?? '');
  const unattended = isSet('CI') || env.TERM === 'dumb';
  return { unattended, plain: unattended || (env.NO_COLOR ?? '') !== '' || isSet('ACCESSIBLE') };
}

/** Where a person's data lies, as the environment gives it; which of them counts depends on the system. */
export function readDataFolderEnvironment(env: NodeJS.ProcessEnv = process.env): {
  readonly xdgDataHome: string | undefined;
  readonly localAppData: string | undefined;
} {
  return { xdgDataHome: env.XDG_DATA_HOME || undefined, localAppData: env.LOCALAPPDATA || undefined };
}

/** How to reach Vault and log in to it, as the environment gives it; empty variables count as absent. */
export interface VaultEnvironment {
  address: string | undefined;
  namespace: string | undefined;
  /** Path of a file in PEM. */
  caFile: string | undefined;
  token: string | undefined;
  appRole: { roleId: string | undefined; secretId: string | undefined; mount: string | undefined };
  kubernetes: { role: string | undefined; jwtFile: string | undefined; mount: string | undefined };
}

/** The `VAULT_*` variables: those of Vault's own clients, and the names in use for its login methods. */
export function readVaultEnvironment(env: NodeJS.ProcessEnv = process.env): VaultEnvironment {
  const text = (name: string) => textIn(env, name);
  return {
    address: text('VAULT_ADDR'),
    namespace: text('VAULT_NAMESPACE'),
    caFile: text('VAULT_CACERT'),
    token: text('VAULT_TOKEN'),
    appRole: {
      roleId: text('VAULT_ROLE_ID'),
      secretId: text('VAULT_SECRET_ID'),
      mount: text('VAULT_APPROLE_MOUNT'),
    },
    kubernetes: {
      role: text('VAULT_KUBERNETES_ROLE'),
      jwtFile: text('VAULT_KUBERNETES_JWT_FILE'),
      mount: text('VAULT_KUBERNETES_MOUNT'),
    },
  };
}

/** The proxy for https, `https_proxy` or `HTTPS_PROXY`, and which of the two gives it. */
export function readProxyEnvironment(
  env: NodeJS.ProcessEnv = process.env,
): { readonly name: string; readonly value: string } | undefined {
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const value = textIn(env, name);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/** The key of encrypted secret stores, LP_SECRETS_KEY; undefined when it is not set. */
export function readSecretsKey(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return textIn(env, 'LP_SECRETS_KEY');
}

/** What a process of its own needs of this environment to run at all, whatever else it is given. */
export function readSystemEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'TZ', 'LANG'];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The trace id of the platform's console, where the runtime offers one. */
export function platformTraceId(): string | undefined {
  const traced = console as { getTraceId?: () => unknown };
  const id = traced.getTraceId?.();
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** A variable without the blanks around it; empty ones count as absent. */
function textIn(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
