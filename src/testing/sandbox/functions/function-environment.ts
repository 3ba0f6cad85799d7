import { readSystemEnvironment } from '../../../config/environment.js';

/** The session of the administrator is not for functions. */
const ADMIN_PREFIX = 'LP_ADMIN_';

/**
 * The environment of a function: that of the sandbox, and what a process needs to run; nothing else of who started the
 * sandbox, as the platform has nothing of it either.
 */
export function functionEnvironment(sandbox: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(sandbox).filter(([name]) => !name.startsWith(ADMIN_PREFIX));
  return { ...readSystemEnvironment(), ...Object.fromEntries(own) };
}
