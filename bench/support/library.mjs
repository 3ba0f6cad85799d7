/** A toolbelt of the build at `library`, with a secret store of one method. */
export async function toolbeltOf(library, { origin, ca, secret, transport, responseValidation }) {
  const { createToolbelt } = await import(library);
  return createToolbelt({
    accountId: '12345678',
    csdsDomain: new URL(origin).host,
    allowLoopback: true,
    ca,
    transport,
    responseValidation,
    secretStore: { get: async (key) => ({ key, value: secret }) },
  });
}

export const OAUTH2 = { client_id: 'bench', client_secret: 'bench-secret' };
export const OAUTH1 = {
  consumerKey: 'bench-consumer',
  consumerSecret: 'bench-consumer-secret',
  token: 'bench-token',
  tokenSecret: 'bench-token-secret',
};
