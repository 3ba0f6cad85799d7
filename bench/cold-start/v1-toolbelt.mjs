// The toolbelt of Functions V1: secret, CSDS, and one list, signed by OAuth 1. It needs no token. It reads
// functions/settings.json in the folder that it runs in.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import '../support/report.mjs';

process.chdir(fileURLToPath(new URL('v1-project', import.meta.url)));
const require = createRequire(import.meta.url);
const LIBRARY = 'liveperson-functions-cli/lib/shared/lp-faas-toolbelt';
const { Toolbelt, LpServices } = require(LIBRARY);
const { lpClientFactory } = require(`${LIBRARY}/lp-client/LpClient`);
const { CsdsClient } = require(`${LIBRARY}/csds-client/csdsClient`);
const request = promisify(require('request'));

const csds = new CsdsClient();
// The only change: it asks the server of the benchmark.
csds.getUrl = () => `https://${process.env.BENCH_HOST}/api/account/12345678/service/baseURI.json?version=1.0`;
const lpClient = lpClientFactory(csds, Toolbelt.SecretClient(), platformHttp);
const path = '/api/account/12345678/configuration/le-users/users?v=6.0';
const users = await lpClient(LpServices.ACCOUNT_CONFIG_READ_ONLY, path, { json: true });
if (users.length !== 20) throw new Error(`got ${users.length} users, not 20`);

/** Of the kind that the platform of V1 gave it: it takes a path and a `baseUrl`. */
async function platformHttp(uri, options) {
  const { statusCode, body } = await request(uri, options);
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  return body;
}
