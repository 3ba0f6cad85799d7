// One contestant in a fresh process: all its calls at once, or so many in flight; it answers how they ended.
process.once('message', async ({ file, calls, inFlight = calls, ...task }) => {
  const { open } = await import(file);
  const { call, secretReads } = await open(task);
  let left = calls;
  let failed = 0;
  let firstError;
  const attempt = async () => {
    try {
      const users = await call();
      if (users.length !== 20) throw new Error(`got ${users.length} users, not 20`);
    } catch (error) {
      failed += 1;
      firstError ??= String(error.message);
    }
  };
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await attempt();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  process.send({ secretReads: secretReads(), failed, firstError });
});
process.on('disconnect', () => process.exit());
