import { Toolbelt } from 'core-functions-toolbelt';

const lpMtlsClient = Toolbelt.LPMtlsClient();

async function lambda(input) {
  const headers = { Authorization: 'Bearer of-the-backend' };
  const got = await lpMtlsClient.get(`${input.payload.url}/orders`, headers, undefined, { json: true });
  const posted = await lpMtlsClient.post(`${input.payload.url}/orders`, {}, { id: 7 }, { json: true });
  return [got.statusCode, got.body.method, posted.statusCode, posted.body.body];
}
