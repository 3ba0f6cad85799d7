import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/config/clock.js';
import type { VaultReply } from './vault-stand-in-kv.js';
import { DEFAULT_POLICY, isGranted, parsePolicy, type VaultPolicy } from './vault-stand-in-policy.js';

/** The longest life of a token, and the one of those made without a `ttl`: 32 days. */
const LONGEST_TTL_S = 2_764_800;
const REFUSED: VaultReply = { status: 403, errors: ['permission denied'] };

interface Token {
  readonly id: string;
  readonly namespace: string;
  readonly policies: readonly string[];
  readonly ttlS: number;
  readonly maxTtlS: number;
  readonly renewable: boolean;
  readonly createdAt: number;
  expiresAt: number;
  /** Requests that it is still good for; undefined for any number. */
  usesLeft: number | undefined;
}

export interface TokenRequest {
  readonly namespace: string;
  readonly policies: readonly string[];
  /** Seconds; 0 for a token without an end. */
  readonly ttlS?: number;
  readonly maxTtlS?: number;
  readonly renewable?: boolean;
  readonly uses?: number;
}

/** Tokens and what their policies let them do. */
export class StandInTokens {
  readonly #tokens = new Map<string, Token>();
  readonly #policies = new Map<string, VaultPolicy>();
  readonly #clock: Clock;

  constructor(clock: Clock, rootToken: string) {
    this.#clock = clock;
    this.#add({ namespace: '', policies: ['root'], ttlS: 0, renewable: false }, rootToken);
  }

  setPolicy(namespace: string, name: string, text: string): VaultReply {
    this.#policies.set(`${namespace}/${name}`, parsePolicy(text));
    return { status: 204 };
  }

  /** @returns The answer to a login, or to a request for a token. */
  issue(request: TokenRequest): VaultReply {
    return this.#lease(this.#add(request, `s.${randomUUID()}`));
  }

  revoke(id: string): void {
    this.#tokens.delete(id);
  }

  revokeAllBut(id: string): void {
    for (const other of this.#tokens.keys()) if (other !== id) this.#tokens.delete(other);
  }

  isValid(id: string | undefined): boolean {
    return this.#find(id) !== undefined;
  }

  /** Counts a request against a token that has a number of uses. */
  use(id: string): void {
    const token = this.#find(id);
    if (token?.usesLeft !== undefined) token.usesLeft -= 1;
  }

  /** Whether a policy of a token names anything at a mount. */
  mayReach(id: string, namespace: string, mount: string): boolean {
    const token = this.#find(id);
    if (token?.policies.includes('root')) return true;
    if (token?.namespace !== namespace) return false;
    const policies = token.policies.flatMap((name) => this.#policy(namespace, name) ?? []);
    return policies.some((policy) => [...policy.keys()].some((path) => path.startsWith(`${mount}/`)));
  }

  /** Whether a valid token may do this. A token works in its namespace, the root token in each. */
  mayDo(id: string, namespace: string, path: string, capability: string): boolean {
    const token = this.#find(id);
    if (token === undefined) return false;
    if (token.policies.includes('root')) return true;
    if (token.namespace !== namespace) return false;
    const policies = token.policies.flatMap((name) => this.#policy(namespace, name) ?? []);
    return isGranted(policies, path, capability);
  }

  lookupSelf(id: string): VaultReply {
    const token = this.#find(id);
    if (token === undefined) return REFUSED;
    const endless = token.expiresAt === Number.POSITIVE_INFINITY;
    return {
      status: 200,
      data: {
        creation_ttl: token.ttlS,
        expire_time: endless ? null : new Date(token.expiresAt).toISOString(),
        id,
        num_uses: token.usesLeft ?? 0,
        policies: token.policies,
        renewable: token.renewable,
        ttl: endless ? 0 : Math.floor((token.expiresAt - this.#clock.now()) / 1000),
        type: 'service',
      },
    };
  }

  renewSelf(id: string): VaultReply {
    const token = this.#find(id);
    if (token === undefined) return REFUSED;
    if (!token.renewable) return { status: 400, errors: ['lease is not renewable'] };
    const end = token.createdAt + token.maxTtlS * 1000;
    token.expiresAt = Math.min(this.#clock.now() + token.ttlS * 1000, end);
    return this.#lease(token);
  }

  #add(
    { ttlS = LONGEST_TTL_S, maxTtlS, renewable = true, uses, ...request }: TokenRequest,
    id: string,
  ): Token {
    const createdAt = this.#clock.now();
    const expiresAt = ttlS === 0 ? Number.POSITIVE_INFINITY : createdAt + ttlS * 1000;
    const token = {
      ...request,
      id,
      ttlS,
      maxTtlS: maxTtlS ?? LONGEST_TTL_S,
      renewable,
      createdAt,
      expiresAt,
      usesLeft: uses,
    };
    this.#tokens.set(id, token);
    return token;
  }

  #find(id: string | undefined): Token | undefined {
    const token = id === undefined ? undefined : this.#tokens.get(id);
    const isAlive = token !== undefined && this.#clock.now() < token.expiresAt && token.usesLeft !== 0;
    return isAlive ? token : undefined;
  }

  #policy(namespace: string, name: string): VaultPolicy | undefined {
    return name === 'default' ? parsePolicy(DEFAULT_POLICY) : this.#policies.get(`${namespace}/${name}`);
  }

  #lease(token: Token): VaultReply {
    const seconds = Math.round((token.expiresAt - this.#clock.now()) / 1000);
    return {
      status: 200,
      auth: {
        client_token: token.id,
        policies: token.policies,
        token_policies: token.policies,
        metadata: null,
        lease_duration: seconds,
        renewable: token.renewable,
        token_type: 'service',
        num_uses: token.usesLeft ?? 0,
      },
    };
  }
}
