// The toolbelt of Functions V1, which npm `liveperson-functions-cli` carries, with a store that counts, and `request`
// as the HTTP client that its platform gave it.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OAUTH1 } from '../support/library.mjs';

const LIBRARY = 'liveperson-functions-cli/lib/shared/lp-faas-toolbelt';
const PATH = '/api/account/12345678/configuration/le-users/users?v=6.0';

export async function open({ origin }) {
  // It reads there which hosts may be called.
  process.chdir(fileURLToPath(new URL('v1', import.meta.url)));
  const require = createRequire(import.meta.url);
  const { lpClientFactory } = require(`${LIBRARY}/lp-client/LpClient`);
  const { CsdsClient } = require(`${LIBRARY}/csds-client/csdsClient`);
  const request = promisify(require('request'));
  const csds = new CsdsClient(600, '12345678');
  // Its host of CSDS is fixed.
  csds.getUrl = () => `${origin}/api/account/12345678/service/baseURI.json?version=1.0`;
  let secretReads = 0;
  const secrets = {
    async readSecret(key) {
      secretReads += 1;
      return { key, value: OAUTH1 };
    },
  };
  const lpClient = lpClientFactory(csds, secrets, async (path, options) => {
    const { statusCode, body } = await request(path, { ...options, forever: true });
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return body;
  });
  return {
    call: () => lpClient('accountConfigReadOnly', PATH, { json: true }),
    secretReads: () => secretReads,
  };
}
