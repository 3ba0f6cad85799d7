import { describe, expect, it } from 'vitest';
import type { Authorizer, CredentialKind } from '../../../src/http/authorizer.js';
import { PipelineScene, rejection } from '../../support/pipeline-scene.js';

const path = '/operations/api/account/12345678/msgqueuehealth/current/?v=2';
const pathByCredential = { oauth1: path.replace('v=2', 'v=1') };

function authorizer(kinds: CredentialKind[]): Authorizer & { readonly rejections: string[] } {
  const rejections: string[] = [];
  return {
    rejections,
    credentialKind: async () => kinds[0] ?? 'oauth2',
    authorize: async ({ url }) => `${kinds[0]} ${url.search}`,
    rejected: (authorization) => {
      rejections.push(authorization);
      kinds.shift();
    },
  };
}

describe('the path of a request', () => {
  it.each([
    ['oauth1', '?v=1'],
    ['oauth2', '?v=2'],
  ] as const)('follows the kind of credential: %s', async (kind, query) => {
    const scene = new PipelineScene([{ status: 200 }]);
    await scene.read({ path, pathByCredential, authorizer: authorizer([kind]) });
    expect(scene.transport.requests.map(({ url }) => url.search)).toEqual([query]);
    // What is signed is what is sent.
    expect(scene.transport.requests[0]?.headers.authorization).toBe(`${kind} ${query}`);
  });

  it('is chosen anew when a rejection brought a secret of the other kind', async () => {
    const scene = new PipelineScene([{ status: 401 }, { status: 200 }]);
    const signer = authorizer(['oauth1', 'oauth2']);
    await scene.read({ path, pathByCredential, authorizer: signer });
    expect(scene.transport.requests.map(({ url }) => url.search)).toEqual(['?v=1', '?v=2']);
    expect(signer.rejections).toEqual(['oauth1 ?v=1']);
  });

  it('is the usual one for an authorizer that does not tell, and for none', async () => {
    const scene = new PipelineScene([{ status: 200 }, { status: 200 }]);
    const silent: Authorizer = { authorize: async () => 'Bearer t', rejected: () => undefined };
    await scene.read({ path, pathByCredential, authorizer: silent });
    await scene.read({ path, pathByCredential });
    expect(scene.transport.requests.map(({ url }) => url.search)).toEqual(['?v=2', '?v=2']);
  });

  it('asks nobody when it does not depend on the credential', async () => {
    const scene = new PipelineScene([{ status: 200 }]);
    const kinds = authorizer(['oauth1']);
    const asked: unknown[] = [];
    await scene.read({
      authorizer: {
        ...kinds,
        credentialKind: async () => {
          asked.push(1);
          return 'oauth1';
        },
      },
    });
    expect(asked).toEqual([]);
  });

  it('waits for the kind no longer than the call may take', async () => {
    const scene = new PipelineScene([{ status: 200 }]);
    const controller = new AbortController();
    const stuck: Authorizer = {
      ...authorizer(['oauth1']),
      credentialKind: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          controller.abort(new Error('enough'));
        }),
    };
    const limits = { signal: controller.signal };
    const error = await rejection(scene.read({ path, pathByCredential, authorizer: stuck, limits }));
    expect(error).toMatchObject({ message: 'enough' });
    expect(scene.transport.requests).toEqual([]);
  });
});
