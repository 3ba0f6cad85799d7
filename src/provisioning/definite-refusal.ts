/**
 * Statuses by which a server says that this very request is wrong: nothing was done, and nothing will be if it is sent
 * again as it is. Not among them: 401 (the session), 403 and 404 (the person, or the account: a step by hand), 408, 425
 * and 429 (later), 409 and 412 (what is there), 3xx and 5xx, after which it may have been carried out.
 */
const DEFINITE: ReadonlySet<number> = new Set([400, 405, 406, 411, 413, 414, 415, 422, 428, 431, 451]);

export function isDefiniteRefusal(status: number): boolean {
  return DEFINITE.has(status);
}
