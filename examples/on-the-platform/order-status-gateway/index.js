import { ErrorCodes, MTLSError, Toolbelt } from 'lp-functions-toolbelt';

const secrets = Toolbelt.SecretClient();
const mtls = Toolbelt.LPMtlsClient();

async function lambda({ payload }) {
  // Not from the payload: whoever invokes the function would choose who is shown the certificate.
  const { value: shop } = await secrets.readSecret('SHOP');
  const url = `${shop.url}/orders/${encodeURIComponent(payload.orderId)}`;
  try {
    const { body } = await mtls.get(url, {}, undefined, { json: true });
    return { order: body };
  } catch (error) {
    if (!(error instanceof MTLSError)) throw error;
    // The server of the shop answered 400 or more: what it said is `originalBody`.
    if (error.code === ErrorCodes.Mtls.Remote) return { order: null };
    if (error.code === ErrorCodes.Mtls.Missing) return { order: null, todo: 'map a certificate to the host' };
    throw error;
  }
}
