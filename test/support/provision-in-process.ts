import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { AdminLogin } from '../../src/provisioning/liveperson/admin-session.js';
import type { ProvisioningResult } from '../../src/provisioning.js';
import type { Sandbox } from '../../src/testing/sandbox/sandbox.js';
import { bundle } from './bundle.js';

/** What a process is told on its standard input. */
export interface ProcessSettings {
  readonly accountId: string;
  readonly host: string;
  readonly admin: AdminLogin;
  /** Text for `openSecretStore`. */
  readonly store: string;
  /** How much faster than usual it waits. @default 1 */
  readonly speed?: number | undefined;
  /** The call of platform or store after which it kills itself, counted from 1. */
  readonly diesAfter?: number | undefined;
}

/** How a process ended. */
export interface ProcessEnd {
  /** Exit code, or the signal that ended it. */
  readonly status: number | string;
  /** What it wrote when it succeeded. */
  readonly result: ProvisioningResult | undefined;
  /** What it wrote to standard error. */
  readonly errors: string;
}

export interface ProvisioningProcess {
  readonly ended: Promise<ProcessEnd>;
  kill(): void;
}

/** Makes the script that {@link provisionInProcess} starts. */
export async function bundleProvisioning(folder: string): Promise<string> {
  return await bundle('test/integration/provisioning/provision-process.ts', folder, { name: 'provision' });
}

/** Provisions the account of a sandbox in a process of its own. */
export function provisionInProcess(
  script: string,
  { accountId, host, caFile, logins }: Sandbox,
  settings: Pick<ProcessSettings, 'store' | 'speed' | 'diesAfter'>,
  env: Readonly<Record<string, string>> = {},
): ProvisioningProcess {
  const child = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: caFile, ...env },
  });
  const told: ProcessSettings = { accountId, host, admin: logins.administrator, ...settings };
  // A process that is killed early does not read it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(told));
  const end = async (): Promise<ProcessEnd> => {
    const [output, errors, [code, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    const status = (code ?? signal) as number | string;
    return { status, errors, result: status === 0 ? JSON.parse(output) : undefined };
  };
  return { ended: end(), kill: () => child.kill('SIGKILL') };
}
