import { globalSecretCache, Toolbelt } from 'core-functions-toolbelt';

const secretClient = Toolbelt.SecretClient();

async function lambda() {
  // Several secrets are read in parallel.
  const [first, second] = await Promise.all([
    secretClient.readSecret('FIRST'),
    secretClient.readSecret('SECOND', { useCache: false }),
  ]);
  second.value.count += 1;
  await secretClient.updateSecret(second);
  const { key, value } = await secretClient.readSecret('SECOND');
  return { first: first.value, key, value, cached: globalSecretCache.has('FIRST') };
}
