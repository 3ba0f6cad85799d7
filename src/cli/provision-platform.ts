import { readAdminEnvironment } from '../config.js';
import { LivePersonPlatform } from '../provisioning/liveperson-platform.js';
import type { Admin } from './admin-token.js';
import type { ProvisionSettings } from './provision-settings.js';

/** The platform that is provisioned on, as the administrator whose session it is. Close it yourself. */
export async function openPlatform(settings: ProvisionSettings, admin: Admin): Promise<LivePersonPlatform> {
  const { accountId, platform, csdsDomain, allowedHosts, allowLoopback, featureId } = settings;
  if (platform === 'sandbox') {
    // Loaded when needed: the real platform does without the sandbox.
    const { SandboxPlatform } = await import('../testing/sandbox/sandbox-platform.js');
    return new SandboxPlatform({ accountId, host: csdsDomain, admin });
  }
  const { idTokenAudience } = readAdminEnvironment();
  return new LivePersonPlatform({
    accountId,
    admin,
    csdsDomain,
    allowedHosts,
    allowLoopback,
    featureId,
    idTokenAudience,
  });
}
