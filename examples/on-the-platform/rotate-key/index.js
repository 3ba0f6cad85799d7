import { createHash, randomBytes } from 'node:crypto';
import { ErrorCodes, Toolbelt } from 'lp-functions-toolbelt';

const secrets = Toolbelt.SecretClient();

async function lambda() {
  try {
    // Several secrets are read side by side. What is about to be changed is not taken from the cache.
    const [signing, partner] = await Promise.all([
      secrets.readSecret('SIGNING_KEY', { useCache: false }),
      secrets.readSecret('PARTNER'),
    ]);
    const value = { current: randomBytes(32).toString('base64'), previous: signing.value.current };
    await secrets.updateSecret({ key: 'SIGNING_KEY', value });
    return { tell: partner.value.contact, current: digest(value.current), previous: digest(value.previous) };
  } catch (error) {
    // A function cannot make a secret: a person does that, once.
    if (error.code === ErrorCodes.Secret.NotFound) return { tell: null };
    throw error;
  }
}

function digest(key) {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
