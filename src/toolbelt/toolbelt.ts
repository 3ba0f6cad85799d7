import type { ApiRow } from '../apis/define-api.js';
import { apiTable } from '../apis/index.js';
import type { ClientParts } from '../client/client-parts.js';
import { createLpClient, type LPClient } from '../client/lp-client.js';
import type { ContextKey } from '../context-service/context-api.js';
import {
  type ContextServiceClient,
  createContextServiceClient,
} from '../context-service/context-service-client.js';
import { type ConversationUtil, createConversationUtil } from '../conversation/conversation-util.js';
import { type CsdsClient, createCsdsClient } from '../csds/csds-client.js';
import { ConfigError } from '../errors/config-error.js';
import { createGdprUtil, type GDPRUtil } from '../gdpr/gdpr-util.js';
import { isJsonObject } from '../http/json.js';
import type { ClientTLS } from '../mtls/client-certificate.js';
import { createLpMtlsClient, type LPMtlsClient } from '../mtls/lp-mtls-client.js';
import { createMtlsClient, type MTLSClient } from '../mtls/mtls-client.js';
import { createOrchestratorClient, type OrchestratorClient } from '../orchestrator/orchestrator-client.js';
import {
  createSalesforceClient,
  type Jsforce,
  type SalesforceClient,
} from '../salesforce/salesforce-client.js';
import { createSDEUtil, type SDEUtil } from '../sde/sde-util.js';
import {
  createGlobalSecretCache,
  type GlobalSecretCache,
  type ShownSecrets,
} from '../secrets/global-secret-cache.js';
import type { SecretClient, SecretClientOptions } from '../secrets/secret-client.js';
import { AccountToolbelt, noHttpClient, secretClient, type ToolbeltInstance } from './account.js';
import { resolveOptions, type ToolbeltOptions } from './options.js';

/**
 * The clients of one account.
 *
 * @throws {ConfigError} for a malformed option. A missing account id is told at first use.
 * @example
 * await using toolbelt = createToolbelt({ accountId: '12345678' });
 * const users = await toolbelt.LPClient().users.list();
 */
export function createToolbelt(options: ToolbeltOptions = {}): ToolbeltInstance {
  return new AccountToolbelt(resolveOptions(options));
}

/**
 * The clients of the account that this function runs for, as the environment names it. They use one default
 * instance, made when it is first needed; {@link Toolbelt.use} replaces it in tests.
 */
// biome-ignore lint/complexity/noStaticOnlyClass: the official toolbelt has this form
export class Toolbelt {
  static #default: AccountToolbelt | undefined;
  static readonly #replacements: Replacement[] = [];

  /** Calls LivePerson with the system secret. Make it once, outside the handler. */
  static LPClient(): LPClient {
    return createLpClient(() => Toolbelt.#current().parts);
  }

  /** The same; the official toolbelt spells it so. */
  static LpClient(): LPClient {
    return Toolbelt.LPClient();
  }

  static SecretClient(options?: SecretClientOptions): SecretClient {
    return secretClient(() => Toolbelt.#current(), options);
  }

  static CsdsClient(): CsdsClient {
    return createCsdsClient(() => Toolbelt.#current().hosts);
  }

  /** Invokes functions. */
  static OrchestratorClient(): OrchestratorClient {
    return createOrchestratorClient(() => Toolbelt.#current().parts);
  }

  /** Gets conversations, and finds keywords in them. */
  static ConversationUtil(): ConversationUtil {
    return createConversationUtil(() => Toolbelt.#current().parts);
  }

  /** Adds engagement attributes, and finds those of a conversation. */
  static SDEUtil(): SDEUtil {
    return createSDEUtil(() => Toolbelt.#current().parts);
  }

  /** Replaces files of conversations. */
  static GDPRUtil(): GDPRUtil {
    return createGdprUtil(() => Toolbelt.#current().parts);
  }

  /**
   * Calls servers of the brand that ask for a client certificate.
   *
   * @throws {MTLSError} `mtls.missing-conf`, `mtls.invalid-cert` or `mtls.invalid-key`.
   */
  static MTLSClient(clientTls: ClientTLS): MTLSClient {
    return createMtlsClient(() => Toolbelt.#current().mtls, clientTls);
  }

  /** Calls servers of the brand through LivePerson's gateway, which has the certificate. */
  static LPMtlsClient(): LPMtlsClient {
    return createLpMtlsClient(() => Toolbelt.#current().parts);
  }

  /** @throws {ConfigError} without an API key. */
  static ContextServiceClient(apiKey: string | ContextKey): ContextServiceClient {
    return createContextServiceClient(() => Toolbelt.#current().parts, apiKey);
  }

  /**
   * @deprecated Use `@jsforce/jsforce-node` itself.
   * @param jsforce That package, where it is not found by itself, as in a bundle.
   */
  static SFClient(...given: [jsforce?: Jsforce]): SalesforceClient {
    return createSalesforceClient(...given);
  }

  /**
   * @deprecated Of Functions V1: use the global `fetch`, and {@link Toolbelt.LPClient} for LivePerson.
   * @throws {ConfigError} always, with an example.
   */
  static HTTPClient(): never {
    throw noHttpClient();
  }

  /** The privilege table: what the default key may do. */
  static get privileges(): readonly ApiRow[] {
    return apiTable;
  }

  /**
   * Replaces the default instance until the result is disposed of; clients made before follow, too.
   *
   * @example
   * using _ = Toolbelt.use({ accountId: '12345678', secretStore: new MemorySecretStore({ my_key: key }) });
   */
  static use(target: ToolbeltOptions | ToolbeltInstance): Disposable {
    const replacement = adopt(target);
    Toolbelt.#replacements.push(replacement);
    return {
      [Symbol.dispose]: () => {
        const index = Toolbelt.#replacements.indexOf(replacement);
        if (index < 0) return;
        Toolbelt.#replacements.splice(index, 1);
        // Nobody else can reach it; its idle connections need not be waited for.
        if (replacement.isOwn) void replacement.instance.close();
      },
    };
  }

  /** @internal For {@link globalSecretCache}, which has to know the instance in use. */
  static secretCache(): ShownSecrets {
    return Toolbelt.#current().secrets;
  }

  static #current(): AccountToolbelt {
    const replacement = Toolbelt.#replacements.at(-1);
    if (replacement !== undefined) return replacement.instance;
    Toolbelt.#default ??= new AccountToolbelt(resolveOptions({}, 'Toolbelt'));
    return Toolbelt.#default;
  }
}

/** The secrets that the default instance keeps. */
export const globalSecretCache: GlobalSecretCache = /* @__PURE__ */ createGlobalSecretCache(() =>
  Toolbelt.secretCache(),
);

/**
 * The parts of an instance, for the command line, which looks at them one by one.
 *
 * @throws {ConfigError} when there is no account id.
 */
export function partsOf(toolbelt: ToolbeltInstance): ClientParts {
  return adopt(toolbelt).instance.parts;
}

/** One use of an instance: the same instance may be used several times. */
interface Replacement {
  readonly instance: AccountToolbelt;
  /** Whether it was made for this use, and ends with it. */
  readonly isOwn: boolean;
}

/** Any toolbelt, or what looks like one. */
function isInstance(target: unknown): target is ToolbeltInstance {
  return isJsonObject(target) && 'LPClient' in target;
}

function adopt(target: ToolbeltOptions | ToolbeltInstance): Replacement {
  if (target instanceof AccountToolbelt) return { instance: target, isOwn: false };
  if (isInstance(target)) {
    throw new ConfigError('target', 'Toolbelt.use takes options, or an instance that createToolbelt made');
  }
  return { instance: new AccountToolbelt(resolveOptions(target, 'Toolbelt.use')), isOwn: true };
}
