import { expect } from 'vitest';
import { hasMarker } from '../../../src/provisioning/manifest.js';
import {
  LivePersonPlatform,
  type LivePersonPlatformOptions,
  ManualStepRequired,
  type ProvisioningEvent,
  type ProvisioningRun,
  provisionAccount,
} from '../../../src/provisioning.js';
import type { Sandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from '../sandbox/client.js';

export const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
export const INSTALLATIONS = '/api/account/12345678/configuration/app-install/installations?v=1.0';
export const REFUSED_INSTALL = { method: 'POST', path: /installations$/, status: 403, times: Infinity };

/** LivePerson's platform on the servers of a sandbox, as its administrator's session. */
export function platformOf(
  sandbox: Sandbox,
  more: Partial<LivePersonPlatformOptions> = {},
): LivePersonPlatform {
  const { accountId, admin, host, ca, clock, idTokenAudience } = sandbox;
  const options = { accountId, admin, csdsDomain: host, ca, clock, idTokenAudience, allowLoopback: true };
  return new LivePersonPlatform({ ...options, ...more });
}

/** Provisions and turns the clock at each wait, so that none takes real time. */
export function provision(
  { accountId, secretStore, clock }: Sandbox,
  platform: LivePersonPlatform,
): ProvisioningRun {
  const onProgress = ({ state }: ProvisioningEvent) => {
    if (state === 'waiting') setImmediate(() => clock.advance(10_000));
  };
  return provisionAccount({ accountId, platform, secretStore, clock, onProgress });
}

/** The step by hand that a run ends with. */
export async function manualStep(run: ProvisioningRun): Promise<ManualStepRequired> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ManualStepRequired) return error;
  throw new Error('The run did not end with a step by hand', { cause: error });
}

export function writesIn({ requests }: Sandbox): string[] {
  return requests.all().flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path}`]));
}

/** What the first visit of the page of Functions does. */
export async function openFunctionsPage({ platform }: Sandbox): Promise<void> {
  await platform.activateFeature();
  await platform.startInfrastructure();
}

/** What a person does in Application Install: uploads the JSON and reads client id and secret. */
export async function uploadByHand(sandbox: Sandbox, { instructions }: ManualStepRequired) {
  await using client = new SandboxClient(sandbox);
  const manifest = JSON.parse(instructions.slice(instructions.indexOf('\n{')));
  const reply = await client.admin('accountConfigReadWrite', 'POST', INSTALLATIONS, { json: manifest });
  expect(reply.status).toBe(201);
  const { client_id, client_secret } = reply.json();
  return { client_id, client_secret };
}

/** As if nothing useful had been stored: a system secret cannot be removed. */
export async function spoilSecret({ accountId, secretStore }: Sandbox): Promise<void> {
  await secretStore.put({ key: KEY, value: 'not a credential', managedBy: 'system', accountId });
}

export async function ours({ platform }: Sandbox) {
  return (await platform.listInstallations()).items.filter(hasMarker);
}
