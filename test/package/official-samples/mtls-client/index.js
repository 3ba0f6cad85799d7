import { Toolbelt } from 'core-functions-toolbelt';

const secretClient = Toolbelt.SecretClient();

async function lambda(input) {
  const { value } = await secretClient.readSecret('MTLS');
  const mtlsClient = Toolbelt.MTLSClient({ cert: value.cert, key: value.key, ca: value.ca });
  const got = await mtlsClient.get(`${input.payload.url}/orders`, { Accept: 'application/json' });
  const posted = await mtlsClient.post(
    `${input.payload.url}/orders`,
    {},
    { id: 7 },
    { json: true, timeout: 5000 },
  );
  return [got.statusCode, JSON.parse(got.body).method, posted.statusCode, posted.body.body];
}
