import type { Clock } from '../../src/config/clock.js';
import { StandInKv, type VaultReply } from './vault-stand-in-kv.js';
import { StandInLogins, secondsOf } from './vault-stand-in-logins.js';
import { StandInTokens } from './vault-stand-in-tokens.js';

/** A request, taken apart. */
export interface StandInRequest {
  /** GET, POST (a PUT too), PATCH, DELETE or LIST. */
  readonly method: string;
  readonly path: string;
  readonly namespace: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>> | 'malformed' | undefined;
  readonly contentType: string | undefined;
  readonly token: string | undefined;
}

/** One whose body, if any, is an object. */
interface ParsedRequest extends StandInRequest {
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** An engine at a mount; `kv1` is there to be refused. */
type Mount = StandInKv | 'kv1';

const DONE: VaultReply = { status: 204 };
const DENIED: VaultReply = { status: 403, errors: ['permission denied'] };
const NOT_GRANTED: VaultReply = { status: 403, errors: ['1 error occurred:\n\t* permission denied\n\n'] };
const CAPABILITIES: Readonly<Record<string, string>> = {
  GET: 'read',
  LIST: 'list',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** What happens behind the HTTP interface: seal, namespaces, tokens, policies, and then the engine. */
export class StandInSystem {
  readonly tokens: StandInTokens;
  readonly logins: StandInLogins;
  readonly #clock: Clock;
  readonly #mounts = new Map<string, Mount>();
  readonly #namespaces = new Set(['']);
  sealed = false;

  constructor(clock: Clock, rootToken: string) {
    this.#clock = clock;
    this.tokens = new StandInTokens(clock, rootToken);
    this.logins = new StandInLogins(this.tokens);
    this.#mounts.set('/secret', new StandInKv(clock));
  }

  answer(received: StandInRequest): VaultReply {
    const { path, namespace, token, body } = received;
    if (path === 'sys/health') return { status: this.sealed ? 503 : 200, data: { sealed: this.sealed } };
    if (this.sealed) return { status: 503, errors: ['Vault is sealed'] };
    if (!this.#namespaces.has(namespace)) return { status: 404, errors: ['namespace not found'] };
    if (body === 'malformed') return { status: 400, errors: ['error parsing JSON'] };
    const request: ParsedRequest = { ...received, body };
    const [, login] = /^auth\/(.+)\/login$/.exec(path) ?? [];
    if (login !== undefined) return this.logins.login(namespace, login, body);
    if (token === undefined || !this.tokens.isValid(token)) return DENIED;
    const reply = this.#permitted(request, token);
    this.tokens.use(token);
    return reply;
  }

  #permitted(request: ParsedRequest, token: string): VaultReply {
    const { path, namespace, method } = request;
    const [, described] = /^sys\/internal\/ui\/mounts\/(.+)$/.exec(path) ?? [];
    if (described !== undefined) return this.#describeMount(namespace, described, token);
    if (!this.tokens.mayDo(token, namespace, aclPath(request), this.#capability(request))) return NOT_GRANTED;
    if (method === 'PATCH' && request.contentType !== 'application/merge-patch+json') {
      return { status: 415, errors: ['PATCH requires Content-Type of application/merge-patch+json'] };
    }
    if (path.startsWith('sys/')) return this.#manage(request);
    return path.startsWith('auth/') ? this.#auth(request, token) : this.#engine(request);
  }

  #capability({ method, path, namespace }: ParsedRequest): string {
    if (method !== 'POST') return CAPABILITIES[method] ?? method;
    const { mount, area, rest } = this.#locate(namespace, path);
    return mount instanceof StandInKv && !mount.exists(area, rest) ? 'create' : 'update';
  }

  #engine({ method, path, namespace, query, body }: ParsedRequest): VaultReply {
    const { mount, area, rest } = this.#locate(namespace, path);
    if (mount === undefined) {
      return { status: 404, errors: [`no handler for route "${path}". route entry not found.`] };
    }
    // Version 1 stores whatever it gets, at any path, and has no versions to answer with.
    if (mount === 'kv1') return method === 'GET' ? { status: 404, errors: [] } : DONE;
    return mount.answer(method, area, rest, query, body);
  }

  #locate(namespace: string, path: string) {
    const found = [...this.#mounts].find(([name]) => `${namespace}/${path}/`.startsWith(`${name}/`));
    const [, area = '', rest = ''] =
      /^([^/]*)\/?(.*)$/.exec(`${namespace}/${path}`.slice((found?.[0].length ?? 0) + 1)) ?? [];
    return { name: (found?.[0] ?? '').slice(namespace.length + 1), mount: found?.[1], area, rest };
  }

  #manage({ path, namespace, body }: ParsedRequest): VaultReply {
    const [, area = '', name = ''] =
      /^sys\/(policies\/acl|mounts|auth|namespaces|seal)\/?(.*)$/.exec(path) ?? [];
    switch (area) {
      case 'policies/acl':
        return this.tokens.setPolicy(namespace, name, String(body?.policy));
      case 'mounts': {
        const { version } = (body?.options ?? {}) as { version?: unknown };
        this.#mounts.set(`${namespace}/${name}`, version === '2' ? new StandInKv(this.#clock) : 'kv1');
        return DONE;
      }
      case 'auth':
        return this.logins.enable(namespace, name);
      case 'namespaces':
        this.#namespaces.add(name);
        return { status: 200, data: { path: `${name}/` } };
      case 'seal':
        this.sealed = true;
        return DONE;
      default:
        return { status: 404, errors: [`the stand-in has no ${path}`] };
    }
  }

  /** No policy grants this: who may do anything at a mount may ask. */
  #describeMount(namespace: string, path: string, token: string): VaultReply {
    const { name, mount } = this.#locate(namespace, path);
    if (mount === undefined || !this.tokens.mayReach(token, namespace, name)) {
      return {
        status: 403,
        errors: [
          'preflight capability check returned 403, please ensure client\'s policies grant access to path "' +
            `${path}/"`,
        ],
      };
    }
    const options = mount === 'kv1' ? null : { version: '2' };
    return { status: 200, data: { path: `${name}/`, type: 'kv', options } };
  }

  #auth({ method, path, namespace, body }: ParsedRequest, token: string): VaultReply {
    switch (path) {
      case 'auth/token/lookup-self':
        return this.tokens.lookupSelf(token);
      case 'auth/token/renew-self':
        return this.tokens.renewSelf(token);
      case 'auth/token/revoke-self':
        this.tokens.revoke(token);
        return DONE;
      case 'auth/token/create':
        return this.#createToken(namespace, body ?? {});
      default: {
        const [, login = '', role = ''] = /^auth\/(.+?)\/role\/(.+)$/.exec(path) ?? [];
        return this.logins.manage(namespace, login, method, role, body);
      }
    }
  }

  #createToken(namespace: string, body: Readonly<Record<string, unknown>>): VaultReply {
    const ttlS = secondsOf(body.ttl);
    const maxTtlS = secondsOf(body.explicit_max_ttl);
    const named = body.policies as readonly string[];
    return this.tokens.issue({
      namespace,
      policies: body.no_default_policy === true ? named : ['default', ...named],
      renewable: body.renewable !== false,
      ...(ttlS !== undefined && { ttlS }),
      ...(maxTtlS !== undefined && { maxTtlS }),
      ...(typeof body.num_uses === 'number' && body.num_uses > 0 && { uses: body.num_uses }),
    });
  }
}

/** A list is granted on the folder: its path ends with a slash. */
function aclPath({ method, path }: ParsedRequest): string {
  return method === 'LIST' && !path.endsWith('/') ? `${path}/` : path;
}
