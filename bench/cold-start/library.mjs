// The library's cold start, in the form that BENCH_FORM names.
import '../support/report.mjs';

const FORMS = {
  typed: async (toolbelt) => check(await toolbelt.LPClient().users.list()),
  raw: async (toolbelt) => {
    const path = '/api/account/12345678/configuration/le-users/users?v=6.0';
    check(await (await toolbelt.LPClient()('accountConfigReadOnly', path)).json());
  },
  invocation: async (toolbelt) => {
    const uuid = '6f4bd4cd-6b0f-4d5e-9a2b-0a1b2c3d4e5f';
    const invocations = [{ uuid, payload: { order: 'A-1001' } }];
    const [{ body }] = await toolbelt.OrchestratorClient().invoke(invocations, 10_000, { json: true });
    if (body.told !== true) throw new Error('got no answer of the function');
  },
};

const { createToolbelt } = await import(process.env.BENCH_LIBRARY);
if (process.env.BENCH_FORM !== 'import') {
  const toolbelt = createToolbelt({
    accountId: '12345678',
    csdsDomain: process.env.BENCH_HOST,
    allowLoopback: true,
    secretStore: {
      get: async (key) => ({ key, value: { client_id: 'bench', client_secret: 'bench-secret' } }),
    },
  });
  await FORMS[process.env.BENCH_FORM](toolbelt);
  await toolbelt.close();
}

function check(users) {
  if (users.length !== 20) throw new Error(`got ${users.length} users, not 20`);
}
