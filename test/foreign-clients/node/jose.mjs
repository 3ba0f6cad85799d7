import { createRemoteJWKSet, jwtVerify } from 'jose';
import { account, report, TOKEN, urlOf } from './account.mjs';

const { accountId, credential } = account;
const keys = createRemoteJWKSet(new URL(urlOf('sentinel', '/sentinel/well-known/jwks')));
const form = new URLSearchParams({ ...credential, grant_type: 'client_credentials' });
const { access_token } = await (await fetch(urlOf('sentinel', TOKEN), { method: 'POST', body: form })).json();
const expected = { issuer: 'Sentinel', audience: accountId, algorithms: ['RS256'], typ: 'JWT' };

await report({
  'a token, verified': async () => {
    const { payload } = await jwtVerify(access_token, keys, expected);
    return payload.azp === credential.client_id;
  },
  'a token of another account': () => jwtVerify(access_token, keys, { ...expected, audience: '87654321' }),
  'a token whose signature was changed': () => {
    const [header, payload, signature] = access_token.split('.');
    const changed = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    return jwtVerify([header, payload, changed].join('.'), keys, expected);
  },
});
