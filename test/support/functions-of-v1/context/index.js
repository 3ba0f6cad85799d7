const { Toolbelt } = require('lp-faas-toolbelt');

async function lambda(input, callback) {
  const key = await Toolbelt.SecretClient().readSecret('maven-key');
  const context = Toolbelt.ContextServiceClient({ apiKey: key.value, accountId: process.env.BRAND_ID });
  await context.createNamespace('orders');
  await context.setPropertiesInNamespace('orders', { last: input.payload.id });
  callback(null, await context.getAllPropertiesInSession('orders'));
}
