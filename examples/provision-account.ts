// Provisions an account, once, and shows how far it is. Running it again is safe and changes nothing.
import { provisionAccount } from 'lp-functions-toolbelt/provisioning';
import { MemorySecretStore, startSandbox } from 'lp-functions-toolbelt/testing';

await using sandbox = await startSandbox({ provisioned: false });
const { accountId, platform } = sandbox;
const secretStore = new MemorySecretStore();

const run = provisionAccount({ accountId, platform, secretStore });
for await (const { task, state, fraction } of run) {
  console.log(`${Math.round(fraction * 100)} %`, task ?? 'provisioning', state);
}

const { changed, secretName } = await run;
console.log({ changed, secretName }, await secretStore.list());

const again = await provisionAccount({ accountId, platform, secretStore });
console.log({ changed: again.changed });
