// LivePerson's client of Functions: CSDS, token, and one invocation.
import { createRequire } from 'node:module';
import '../support/report.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('liveperson-functions-client');
const { CsdsClient } = require('liveperson-functions-client/build/src/helper/csdsClient');

const csds = new CsdsClient();
// The only changes: it asks the server of the benchmark, by TLS as all do, and takes a host with a port.
csds.getUrl = () => `https://${process.env.BENCH_HOST}/api/account/12345678/service/baseURI.json?version=1.0`;
class ClientWithPort extends Client {
  async getUrl(options) {
    return (await super.getUrl(options)).replace(/\[(.+)\]/, '$1');
  }
}
const client = new ClientWithPort(
  {
    accountId: '12345678',
    failOnErrorStatusCode: true,
    authStrategy: { clientId: 'bench', clientSecret: 'bench-secret' },
  },
  { getCsdsEntry: csds.get.bind(csds) },
);
const { body } = await client.invoke({
  lpEventSource: 'bench',
  lambdaUuid: '6f4bd4cd-6b0f-4d5e-9a2b-0a1b2c3d4e5f',
  body: { payload: { order: 'A-1001' }, headers: [] },
});
if (body.told !== true) throw new Error('got no answer of the function');
