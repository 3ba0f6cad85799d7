// Calls a server of the brand with a certificate of its own, and through the gateway with that of the account.
import { Toolbelt } from 'core-functions-toolbelt';

const gateway = Toolbelt.LPMtlsClient();

async function lambda({ payload: { url, cert, key, ca } }) {
  const own = Toolbelt.MTLSClient({ cert, key, ca });
  const first = await own.post(url, {}, { order: 7 }, { json: true });
  const second = await gateway.post(url, {}, { order: 8 }, { json: true });
  return [first.body.body, second.body.body];
}
