import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../src/errors/parameter-error.js';
import type { Authorization, Authorizer } from '../../../src/http/authorizer.js';
import type { PathByKind } from '../../../src/http/engine.js';
import { CallScene } from '../../support/call-scene.js';

const VERSIONS = { oauth1: 1, oauth2: 2, bearer: 3 };
const path: PathByKind = {
  path: '/operations/api/account/12345678/msgqueuehealth/current/',
  query: (kind) => `?v=${VERSIONS[kind]}`,
};

/** Authorises with these kinds, the next one after each rejection. */
function authorizer(kinds: Authorization['kind'][]): Authorizer & { readonly rejections: string[] } {
  const rejections: string[] = [];
  const made = kinds.map(
    (kind): Authorization => ({
      kind,
      header: ({ url }) => `${kind} ${url.search}`,
      rejected: () => {
        rejections.push(kind);
        made.shift();
      },
    }),
  );
  const [first] = made;
  if (first === undefined) throw new Error('no kind');
  return { rejections, authorization: async () => made[0] ?? first };
}

describe('the path of a request', () => {
  it.each([
    ['oauth1', '?v=1'],
    ['oauth2', '?v=2'],
    ['bearer', '?v=3'],
  ] as const)('follows the kind of authorisation: %s', async (kind, query) => {
    const scene = new CallScene([{ status: 200 }]);
    await scene.read({ path, authorizer: authorizer([kind]) });
    expect(scene.transport.requests.map(({ url }) => url.search)).toEqual([query]);
    // What is signed is what is sent.
    expect(scene.transport.requests[0]?.headers.authorization).toBe(`${kind} ${query}`);
  });

  it('is chosen anew when a rejection brought a secret of the other kind', async () => {
    const scene = new CallScene([{ status: 401 }, { status: 200 }]);
    const signer = authorizer(['oauth1', 'oauth2']);
    await scene.read({ path, authorizer: signer });
    expect(scene.transport.requests.map(({ url }) => url.search)).toEqual(['?v=1', '?v=2']);
    expect(signer.rejections).toEqual(['oauth1']);
  });

  it('is that of OAuth 2.0 without authorisation', async () => {
    const scene = new CallScene([{ status: 200 }]);
    await scene.read({ path });
    expect(scene.transport.requests.map(({ url }) => url.search)).toEqual(['?v=2']);
  });

  it('ends the call when there is no query for the kind: nothing is sent, and nothing is tried again', async () => {
    const scene = new CallScene([{ status: 200 }]);
    const asked: string[] = [];
    const none: PathByKind = {
      path: path.path,
      query: (kind) => {
        asked.push(kind);
        throw new ParameterError('fromMillis', 'no range');
      },
    };
    const call = scene.read({ path: none, authorizer: authorizer(['oauth1']) });
    await expect(call).rejects.toMatchObject({ name: 'ParameterError', parameter: 'fromMillis' });
    expect(asked).toEqual(['oauth1']);
    expect(scene.transport.requests).toEqual([]);
  });
});
