/** A toolbelt of the build at `library`, with a secret store of one method, and other options as they are. */
export async function toolbeltOf(library, { origin, secret, ...options }) {
  const { createToolbelt } = await import(library);
  return createToolbelt({
    accountId: '12345678',
    csdsDomain: new URL(origin).host,
    allowLoopback: true,
    secretStore: { get: async (key) => ({ key, value: secret }) },
    ...options,
  });
}

export const OAUTH2 = { client_id: 'bench', client_secret: 'bench-secret' };
export const OAUTH1 = {
  consumerKey: 'bench-consumer',
  consumerSecret: 'bench-consumer-secret',
  token: 'bench-token',
  tokenSecret: 'bench-token-secret',
};
