/** Stands in for `p-retry` in the deployed form: another attempt at once, as often as `retries` says. */
export async function pRetry<T>(
  run: (attempt: number) => Promise<T>,
  { retries }: { readonly retries: number },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(attempt);
    } catch (error) {
      if (attempt > retries) throw error;
    }
  }
}
