/** Aborts at the first SIGINT (Ctrl-C) or SIGTERM. A second one ends the process at once, as without this. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
