import { ErrorCodes, MTLSError, Toolbelt } from 'lp-functions-toolbelt';

const mtls = Toolbelt.LPMtlsClient();

async function lambda({ payload }) {
  const url = `https://${payload.host}/orders/${encodeURIComponent(payload.orderId)}`;
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
