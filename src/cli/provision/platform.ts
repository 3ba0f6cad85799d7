import { readAdminEnvironment } from '../../config/environment.js';
import { LivePersonPlatform } from '../../provisioning/liveperson/platform.js';
import type { Admin } from '../terminal/admin-token.js';
import type { ProvisionSettings } from './settings.js';

/** The platform that is provisioned on, as the administrator whose session it is. Close it yourself. */
export async function openPlatform(settings: ProvisionSettings, admin: Admin): Promise<LivePersonPlatform> {
  const { accountId, platform, csdsDomain, allowedHosts, allowLoopback, featureId } = settings;
  const { idTokenAudience } = readAdminEnvironment();
  const who = { accountId, admin, idTokenAudience };
  if (platform === 'liveperson') {
    return new LivePersonPlatform({ ...who, csdsDomain, allowedHosts, allowLoopback, featureId });
  }
  // Loaded when needed: the real platform does without the sandbox.
  const { SandboxPlatform } = await import('../../testing/sandbox/sandbox-platform.js');
  return new SandboxPlatform({ ...who, host: csdsDomain });
}
