import { DEFAULT_SECRET_NAME } from '../../../src/provisioning/manifest.js';
import type { Installation } from '../../../src/provisioning/platform.js';
import type { MemoryAccount } from '../memory-account.js';
import type { ModelStore } from './model-store.js';
import type { Disturbance, Schedule } from './schedule.js';

// Said once more, not taken from the source: a mistake there must not go unseen here.
const OURS = {
  clientName: 'lp-functions-toolbelt-default-0001',
  description: 'managed-by=lp-functions-toolbelt',
};

/** Whether an installation has the marks of provisioning. */
export function isOurs({ clientName, description }: Installation): boolean {
  return (
    clientName.startsWith('lp-functions-toolbelt-default-') &&
    description.includes('managed-by=lp-functions-toolbelt')
  );
}

/** Makes an account as a schedule begins with. */
export function begin({ beginning, orphans }: Schedule, account: MemoryAccount, store: ModelStore): void {
  account.add({ clientName: 'an application of somebody else' });
  account.add({ clientName: OURS.clientName, description: 'named alike' });
  for (let number = 0; number < orphans; number += 1)
    account.add({ ...OURS, clientName: `${OURS.clientName}-${number}` });
  if (beginning !== 'an account on which nothing was done yet') {
    account.featureState = 'active';
    account.build();
  }
  const value = firstValue(beginning, account);
  if (value !== undefined) store.put({ key: DEFAULT_SECRET_NAME, value, managedBy: 'system' });
}

function firstValue(beginning: Schedule['beginning'], account: MemoryAccount): unknown {
  const credential = (fields: Partial<Installation>) => {
    const { clientId, clientSecret } = account.add(fields);
    return { client_id: clientId, client_secret: clientSecret };
  };
  switch (beginning) {
    case 'a provisioned account':
      return credential(OURS);
    case 'a secret that does not match its installation':
      return { ...credential(OURS), client_secret: 'planted-but-wrong' };
    case 'a secret of another shape':
      return { consumerKey: 'planted', consumerSecret: 'planted' };
    case 'a secret whose installation is disabled':
      return credential({ ...OURS, enabled: false });
    case 'a secret whose installation is gone':
      return { client_id: 'client-gone', client_secret: 'planted-gone' };
    case 'a secret of an installation that is not ours':
      return credential({ clientName: 'an application with a key of its own' });
    default:
      return undefined;
  }
}

/** Does what a person may do; returns whether there was something to do it to. */
export function disturb({ what, which }: Disturbance, account: MemoryAccount, store: ModelStore): boolean {
  if (what === 'deletes the secret') {
    const isThere = store.now.secret !== undefined;
    if (isThere) store.erase();
    return isThere;
  }
  const isAboutOurs = !what.endsWith('not ours');
  const candidates = account.installations.filter((item) => isOurs(item) === isAboutOurs);
  const item = candidates[which % candidates.length];
  if (item === undefined) return false;
  if (what.startsWith('deletes')) account.drop(item.id);
  else account.edit(item.id, CHANGES[what] ?? {});
  return true;
}

const CHANGES: Readonly<Record<string, Partial<Installation>>> = Object.freeze({
  'disables one of ours': { enabled: false },
  'takes one of ours over': { clientName: 'an application with a name of its own' },
  'edits one that is not ours': { scope: 'msg.consumer' },
});
