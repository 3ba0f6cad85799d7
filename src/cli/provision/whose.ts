import { createHash } from 'node:crypto';
import type { Installation } from '../../provisioning/platform.js';

/** For whom an application was made. */
export type Whose = 'this store' | 'another store' | 'no identity' | 'a person';

export function whoseIs(
  { description }: Pick<Installation, 'description'>,
  identity: string | undefined,
): Whose {
  const [, digest] = /\bstore=([0-9a-f]+)/.exec(description) ?? [];
  if (digest === undefined) return 'no identity';
  const ours = identity && createHash('sha256').update(identity).digest('hex').slice(0, digest.length);
  return digest === ours ? 'this store' : 'another store';
}
