import { newManifest } from '../../../src/provisioning/manifest.js';
import type { Installation } from '../../../src/provisioning/platform.js';

/** What an application of a store looks like; without an identity, one of the first edition. */
export function marksOf(identity: string | undefined): Pick<Installation, 'clientName' | 'description'> {
  const { client_name: clientName, description } = newManifest(identity);
  return { clientName, description };
}

/** Whether an installation has the marks of provisioning. Said once more: a mistake in the source must not go unseen here. */
export function hasMarks({
  clientName,
  description,
}: Pick<Installation, 'clientName' | 'description'>): boolean {
  return (
    clientName.startsWith('lp-functions-toolbelt-default-') &&
    description.includes('managed-by=lp-functions-toolbelt')
  );
}
