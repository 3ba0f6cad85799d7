import { randomUUID } from 'node:crypto';
import type { VaultReply } from './vault-stand-in-kv.js';
import type { StandInTokens } from './vault-stand-in-tokens.js';

interface Role {
  readonly id: string;
  readonly policies: readonly string[];
  readonly ttlS: number;
  readonly maxTtlS: number;
  readonly secretIds: Set<string>;
}

type Body = Readonly<Record<string, unknown>> | undefined;

const NOT_FOUND: VaultReply = { status: 404, errors: [] };

/** The AppRole and Kubernetes auth methods, each at the mount of its name once it is enabled. */
export class StandInLogins {
  readonly #tokens: StandInTokens;
  readonly #roles = new Map<string, Role>();
  readonly #methods = new Set<string>();
  /** JSON web tokens of service accounts, as the API server of Kubernetes would accept them. */
  readonly serviceAccountTokens = new Set<string>();

  constructor(tokens: StandInTokens) {
    this.#tokens = tokens;
  }

  enable(namespace: string, method: string): VaultReply {
    this.#methods.add(`${namespace}/${method}`);
    return { status: 204 };
  }

  login(namespace: string, method: string, body: Body): VaultReply {
    if (!this.#methods.has(`${namespace}/${method}`)) return { status: 403, errors: ['permission denied'] };
    return method === 'approle' ? this.#appRole(namespace, body) : this.#kubernetes(namespace, body);
  }

  /** @param path Behind `auth/METHOD/role/`. */
  manage(namespace: string, method: string, verb: string, path: string, body: Body): VaultReply {
    const [name = '', field = ''] = path.split('/');
    const key = `${namespace}/${method}/${name}`;
    const role = this.#roles.get(key);
    if (field === '') {
      this.#roles.set(key, newRole(body));
      return { status: 204 };
    }
    if (role === undefined) return NOT_FOUND;
    if (verb === 'GET' && field === 'role-id') return { status: 200, data: { role_id: role.id } };
    if (verb === 'POST' && field === 'secret-id') {
      const secretId = randomUUID();
      role.secretIds.add(secretId);
      return { status: 200, data: { secret_id: secretId, secret_id_num_uses: 0, secret_id_ttl: 0 } };
    }
    return NOT_FOUND;
  }

  #appRole(namespace: string, body: Body): VaultReply {
    const roles = [...this.#roles].filter(([key]) => key.startsWith(`${namespace}/approle/`));
    const [, role] = roles.find(([, { id }]) => id === body?.role_id) ?? [];
    if (role === undefined) return { status: 400, errors: ['invalid role or secret ID'] };
    if (body?.secret_id === undefined) return { status: 400, errors: ['missing secret_id'] };
    if (!role.secretIds.has(String(body.secret_id))) {
      return { status: 400, errors: ['invalid role or secret ID'] };
    }
    return this.#issue(namespace, role);
  }

  #kubernetes(namespace: string, body: Body): VaultReply {
    const role = this.#roles.get(`${namespace}/kubernetes/${body?.role}`);
    if (role === undefined) return { status: 400, errors: [`invalid role name "${body?.role}"`] };
    if (!this.serviceAccountTokens.has(String(body?.jwt)))
      return { status: 403, errors: ['permission denied'] };
    return this.#issue(namespace, role);
  }

  #issue(namespace: string, { policies, ttlS, maxTtlS }: Role): VaultReply {
    return this.#tokens.issue({ namespace, policies: ['default', ...policies], ttlS, maxTtlS });
  }
}

function newRole(body: Body): Role {
  return {
    id: randomUUID(),
    policies: (body?.token_policies as string[] | undefined) ?? [],
    ttlS: secondsOf(body?.token_ttl) ?? 2_764_800,
    maxTtlS: secondsOf(body?.token_max_ttl) ?? 2_764_800,
    secretIds: new Set(),
  };
}

/** `60s`, `1m`, `2h` or a number of seconds. */
export function secondsOf(text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const [, amount = '', unit = ''] = /^(\d+)([smh]?)$/.exec(String(text)) ?? [];
  if (amount === '') throw new Error(`the stand-in cannot read the duration ${JSON.stringify(text)}`);
  return Number(amount) * ({ m: 60, h: 3_600 }[unit] ?? 1);
}
