// A first answer and twenty more, in the form that BENCH_FORM names; it tells when it had them, and the CPU until then.
import { tell } from '../support/report.mjs';

const MORE = 20;
const { BENCH_FORM, BENCH_LIBRARY, BENCH_BUNDLE, BENCH_CLIENT, X_LIVEPERSON_CSDS_DOMAIN: host } = process.env;
const FORMS = { library, bundle, byHand };

const { call, close } = await FORMS[BENCH_FORM]();
mark('first');
for (let index = 0; index < MORE; index += 1) await call();
mark('all');
await close();

function mark(name) {
  const { user, system } = process.cpuUsage();
  tell({ [`${name}At`]: Date.now(), [`${name}CpuMs`]: (user + system) / 1000 });
}

async function library() {
  const { createToolbelt } = await import(BENCH_LIBRARY);
  const value = { client_id: 'bench', client_secret: 'bench-secret' };
  const toolbelt = createToolbelt({ secretStore: { get: async (key) => ({ key, value }) } });
  const lp = toolbelt.LPClient();
  const call = () => lp.users.list();
  await call();
  return { call, close: () => toolbelt.close() };
}

/** Its import makes the first call. */
async function bundle() {
  const { lambda } = await import(BENCH_BUNDLE);
  return { call: () => lambda({ headers: [], payload: {} }), close() {} };
}

async function byHand() {
  const { json, close } = await import(BENCH_CLIENT);
  const { baseURIs } = await json(`https://${host}/api/account/12345678/service/baseURI.json?version=1.0`);
  const hostOf = (name) => baseURIs.find(({ service }) => service === name).baseURI;
  const { access_token: token } = await json(
    `https://${hostOf('sentinel')}/sentinel/api/v2/account/12345678/app/token`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&client_id=bench&client_secret=bench-secret',
    },
  );
  const url = `https://${hostOf('accountConfigReadOnly')}/api/account/12345678/configuration/le-users/users?v=6.0`;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const call = () => json(url, { headers });
  await call();
  return { call, close };
}
