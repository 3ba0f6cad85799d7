import { check } from './report.mjs';

const { createToolbelt } = await import(process.env.BENCH_LIBRARY);
const toolbelt = createToolbelt({
  accountId: '12345678',
  csdsDomain: process.env.BENCH_HOST,
  allowLoopback: true,
  secretStore: {
    get: async (key) => ({ key, value: { client_id: 'bench', client_secret: 'bench-secret' } }),
  },
});
check(await toolbelt.LPClient().users.list());
await toolbelt.close();
