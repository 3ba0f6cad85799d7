'use strict';

const { Toolbelt } = require('lp-faas-toolbelt');
const http = Toolbelt.HTTPClient(),
  secrets = Toolbelt.SecretClient();
const { createHmac } = require('crypto');

// Signs an order and sends it to the shop.
async function lambda(input, callback) {
  try {
    const { value: key } = await secrets.readSecret('shop-key');
    const signature = createHmac('sha256', key).update(String(input.payload.id)).digest('hex');
    const answer = await http.post(`${process.env.SHOP}/orders`, {
      headers: { 'X-Signature': signature },
      qs: { dry: input.payload.dry, tags: ['a', 'b'] },
      json: { id: input.payload.id },
      timeout: 10000,
    });
    if (!answer.id) return callback(new Error('no order'));
    callback(null, answer);
  } catch (error) {
    console.error(`The shop answered ${error.statusCode}`);
    callback(null, { failed: error.statusCode, why: error.error });
  }
}

module.exports = { lambda };
