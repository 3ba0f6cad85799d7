import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { withoutLinks } from './file-target.js';

/** A random id for a file that has none. */
export function freshFileId(): string {
  return randomUUID();
}

/**
 * The identity of the file that a path leads to. A copy has the id of its original, so that host and path count
 * too; the id tells a file from one that lay there before it.
 */
export async function fileIdentity(path: string, id: string): Promise<string> {
  return `file:${hostname()}:${await withoutLinks(path)}#${id}`;
}
