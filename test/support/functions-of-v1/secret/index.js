const { Toolbelt } = require('lp-faas-toolbelt');

function lambda(input, callback) {
  const secretClient = Toolbelt.SecretClient();
  secretClient.readSecret('shop-key').then(({ key, value }) => {
    if (value === undefined) return callback(null, 'nothing');
    callback(null, { key, length: value.length });
  }).catch(callback);
}
