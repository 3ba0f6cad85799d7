import { checkNodeVersion } from '../../config/node-version.js';
import type { Sandbox } from './sandbox-interface.js';
import { checkSandboxOptions, type SandboxOptions } from './sandbox-options.js';

export type { AdminSession, Sandbox, SandboxMtls } from './sandbox-interface.js';

/**
 * Starts LivePerson on this machine: real HTTPS servers on 127.0.0.1, one for each service, that check and
 * answer as LivePerson does.
 *
 * @throws {ConfigError} for an unknown option, or one that cannot be right, or a port that is in use.
 * @example
 * await using sandbox = await startSandbox();
 * const users = await sandbox.toolbelt().LPClient().users.list();
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkNodeVersion();
  const checked = checkSandboxOptions(options);
  // Loaded when needed: on an older Node, what the servers are made of would fail without saying why.
  const { openSandbox } = await import('./open-sandbox.js');
  return openSandbox(checked);
}
