/** Milliseconds since some moment in the past, whatever is done to the wall clock. Fake timers of a test hold for it. */
export function elapsed(): number {
  return performance.now();
}
