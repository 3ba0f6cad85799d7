import type { Clock } from '../../config/clock.js';
import type { Around } from '../../http/around.js';
import type { Transport } from '../../http/transport.js';
import type { AdminLogin, AdminSession } from '../../provisioning/liveperson/admin-session.js';
import { LivePersonPlatform } from '../../provisioning/liveperson/platform.js';
import { expectObject, expectSuccess, unexpectedBody } from '../../provisioning/liveperson/reply.js';
import type { InfrastructureStatus, PlatformOptions } from '../../provisioning/platform.js';
import { INFRASTRUCTURE_PATH } from './services/faas-ui.js';
import { FUNCTIONS_FEATURE_ID } from './services/feature-grants.js';

/** What the platform of a sandbox is made of. */
export interface SandboxPlatformOptions {
  readonly accountId: string;
  /** Host of CSDS. */
  readonly host: string;
  /** Who provisions. */
  readonly admin: AdminSession | AdminLogin;
  readonly idTokenAudience?: string | undefined;
  readonly ca?: string | undefined;
  /** Not closed by the platform. */
  readonly transport?: Transport | undefined;
  readonly around?: readonly Around[] | undefined;
  /** @default the clock of this machine */
  readonly clock?: Clock | undefined;
}

/** LivePerson's platform on the servers of a sandbox, and with it what only a sandbox has calls for. */
export class SandboxPlatform extends LivePersonPlatform {
  constructor({ host, ...options }: SandboxPlatformOptions) {
    super({ ...options, csdsDomain: host, allowLoopback: true, featureId: FUNCTIONS_FEATURE_ID });
  }

  override async infrastructure(options?: PlatformOptions): Promise<InfrastructureStatus> {
    const reply = await this.#infrastructureJob('GET', 'infrastructure', options);
    const { state, detail } = expectObject(reply);
    if (state !== 'absent' && state !== 'building' && state !== 'ready' && state !== 'failed') {
      throw unexpectedBody(reply, 'an infrastructure with its state');
    }
    return typeof detail === 'string' ? { state, detail } : { state };
  }

  override async startInfrastructure(options?: PlatformOptions): Promise<void> {
    expectSuccess(await this.#infrastructureJob('POST', 'startInfrastructure', options));
  }

  #infrastructureJob(method: 'GET' | 'POST', operation: string, options?: PlatformOptions) {
    const signal = options?.signal;
    return this.send({ service: 'faasUI', operation, method, path: INFRASTRUCTURE_PATH, signal });
  }
}
