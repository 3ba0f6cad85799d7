// Provisions the account that standard input describes, and writes the result to standard output.
import { text } from 'node:stream/consumers';
import { systemClock } from '../../../src/config/clock.js';
import { type ProvisioningPlatform, provisionAccount } from '../../../src/provisioning.js';
import { openSecretStore } from '../../../src/secrets/open-store.js';
import type { SecretStore } from '../../../src/secrets/secret-store.js';
import { SandboxPlatform } from '../../../src/testing/sandbox/sandbox-platform.js';
import type { ProcessSettings } from '../../support/provision-in-process.js';

const settings: ProcessSettings = JSON.parse(await text(process.stdin));
const { accountId, host, admin, store, speed = 1, diesAfter } = settings;

let calls = 0;

/** Lets the process die at once after one of its calls: carried out, and nothing of the answer taken up. */
function mortal<T extends object>(target: T): T {
  if (diesAfter === undefined) return target;
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...values: unknown[]) => {
        const answer: unknown = await member.apply(target, values);
        calls += 1;
        if (calls === diesAfter) process.kill(process.pid, 'SIGKILL');
        return answer;
      };
    },
  });
}

await using platform = new SandboxPlatform({ accountId, host, admin });
const result = await provisionAccount({
  accountId,
  platform: mortal<ProvisioningPlatform>(platform),
  secretStore: mortal<SecretStore>(openSecretStore(store)),
  clock: { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / speed, signal) },
});
process.stdout.write(JSON.stringify(result));
