import { systemClock } from '../../config/clock.js';
import { hasBrandIdOfV1, readEnvironment } from '../../config/environment.js';
import { DEFAULT_LIMITS, INVOCATION_DEADLINE_MS } from '../../config/limits.js';
import { quietLogger } from '../../config/logger.js';
import { DEFAULT_CSDS_DOMAIN } from '../../csds/csds-client.js';
import { ConfigError } from '../../errors/config-error.js';
import { LIVEPERSON_HOSTS } from '../../http/hosts.js';
import { DEFAULT_APP_KEY_NAME } from '../../secrets/secret-rules.js';
import type { ToolbeltSettings } from '../../toolbelt/options.js';
import { platformSecrets } from './open-store.js';

/** Stands in for the options of a toolbelt where the function gives none: what the environment says, else the defaults. */
export function resolveOptions(): ToolbeltSettings {
  const { csdsDomain, allowedHosts, ...environment } = readEnvironment();
  return {
    ...environment,
    csdsDomain: csdsDomain ?? DEFAULT_CSDS_DOMAIN,
    appKeySecretName: DEFAULT_APP_KEY_NAME,
    allowedHosts: allowedHosts ?? LIVEPERSON_HOSTS,
    transport: 'https',
    around: [],
    ca: undefined,
    proxy: undefined,
    responseValidation: 'off',
    logger: quietLogger,
    clock: systemClock,
    secretReader: platformSecrets(),
    limits: DEFAULT_LIMITS,
    invocationDeadlineMs: INVOCATION_DEADLINE_MS,
  };
}

/** As the original. */
export function requireAccountId({ accountId }: { readonly accountId: string | undefined }): string {
  if (accountId !== undefined) return accountId;
  const hint = hasBrandIdOfV1() ? ' BRAND_ID is set, which is the name of Functions V1.' : '';
  throw new ConfigError(
    'accountId',
    `The account id is missing: set X_LIVEPERSON_BRAND_ID.${hint} Nothing was sent.`,
  );
}
