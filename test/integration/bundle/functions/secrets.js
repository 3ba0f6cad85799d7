// Reads a secret of its own, renews it, and asks which functions an event has.
import { Toolbelt } from 'core-functions-toolbelt';

const secrets = Toolbelt.SecretClient();

async function lambda() {
  const { value } = await secrets.readSecret('partner_key');
  await secrets.updateSecret({ key: 'partner_key', value: { ...value, renewed: true } });
  const { value: renewed } = await secrets.readSecret('partner_key');
  return renewed;
}
