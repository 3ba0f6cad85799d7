/** Whether this process may give files away and mount folders. */
export const isRoot = process.geteuid?.() === 0;

/** `nobody`: a user that is not root. */
export const OTHER_USER = 65_534;

/** Does something with the rights of a user that is not root. Only root may; nothing else may run meanwhile. */
export async function asOtherUser<T>(action: () => Promise<T>): Promise<T> {
  if (!isRoot) return action();
  process.seteuid?.(OTHER_USER);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
