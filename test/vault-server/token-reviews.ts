import { json as readJson } from 'node:stream/consumers';
import { startHttpsServer } from '../support/http-server.js';
import { VaultAdmin, type VaultUnderTest } from '../support/vault-admin.js';

/** The one request that the Kubernetes auth method makes of an API server: is this token genuine? */
export async function startTokenReviews() {
  const genuine = new Set<string>();
  const server = await startHttpsServer(async (request, response) => {
    const { spec } = (await readJson(request)) as { spec: { token: string } };
    const authenticated = genuine.has(spec.token);
    const user = { username: 'system:serviceaccount:default:function', uid: 'uid-1', groups: [] };
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        status: authenticated ? { authenticated, user } : { authenticated: false, error: 'unknown token' },
      }),
    );
  });
  return {
    /** Enables the Kubernetes method with a role `pod`, and lets it accept this token. */
    trustIn: async (vault: VaultUnderTest, jwt: string) => {
      genuine.add(jwt);
      const admin = new VaultAdmin(vault);
      await admin.request('POST', 'sys/auth/kubernetes', { body: { type: 'kubernetes' } });
      await admin.done('POST', 'auth/kubernetes/config', {
        body: {
          kubernetes_host: server.origin,
          kubernetes_ca_cert: server.ca,
          token_reviewer_jwt: jwt,
          disable_local_ca_jwt: true,
        },
      });
      await admin.done('POST', 'auth/kubernetes/role/pod', {
        body: {
          bound_service_account_names: ['function'],
          bound_service_account_namespaces: ['default'],
          token_policies: ['default'],
        },
      });
      await admin.close();
    },
    close: () => server.close(),
  };
}
