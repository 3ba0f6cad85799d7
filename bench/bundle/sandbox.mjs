// The sandbox, in a process of its own; it tells over the IPC channel what the functions need.
process.once('message', async ({ testing }) => {
  const { startSandbox } = await import(testing);
  const uuid = '6f4bd4cd-6b0f-4d5e-9a2b-0a1b2c3d4e5f';
  const sandbox = await startSandbox({ functions: { told: { lambda: ({ payload }) => payload, uuid } } });
  const { value } = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
  const { LP_SECRET_STORE: _, NODE_EXTRA_CA_CERTS: __, ...env } = sandbox.env();
  const { mtls, fixtures } = sandbox;
  const userId = fixtures.users[0].id;
  const { conversationId } = fixtures.conversations[9].info;
  const { cert, key, ca, host } = mtls;
  process.send({
    env,
    caFile: sandbox.caFile,
    secrets: { LIVEPERSON_DEFAULT_APP_KEY: value, partner_key: { id: 'made-up' } },
    payloads: {
      'one-list': {},
      reads: { userId },
      invocation: { uuid },
      secrets: {},
      conversation: { conversationId, words: ['the'] },
      mtls: { url: `https://${host}/orders`, cert, key, ca },
      'all-rows': { api: 'users' },
    },
  });
});
process.on('disconnect', () => process.exit());
