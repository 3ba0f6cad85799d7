function lambda(input, callback) {
  // Importing the toolbelt
  const { Toolbelt } = require('lp-faas-toolbelt');
  const httpClient = Toolbelt.HTTPClient(); // see request-promise

  httpClient(`${process.env.SHOP}/orders/${input.payload.id}`, {
    method: 'GET', // HTTP verb
    headers: {}, // your headers
    simple: false, // true: other statuses than 2xx are errors
    resolveWithFullResponse: true, // with status and headers
  })
    .then((response) => callback(null, { status: response.statusCode, body: JSON.parse(response.body) }))
    .catch((error) => callback(error, null));
}
