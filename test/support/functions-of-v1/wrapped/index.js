const { Toolbelt } = require('lp-faas-toolbelt');
const http = Toolbelt.HTTPClient();

async function load(options) {
  return http(options);
}

async function lambda(input, callback) {
  const order = await load({ url: `${process.env.SHOP}/orders/${input.payload.id}`, json: true });
  callback(null, { order, account: process.env.BRAND_ID, domain: process.env.DOMAIN });
}
