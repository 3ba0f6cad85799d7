import { DEFAULT_SECRET_NAME } from '../../../src/provisioning/manifest.js';
import type { Installation } from '../../../src/provisioning/platform.js';
import { hasMarks, marksOf } from './marks.js';
import type { ModelAccount } from './model-account.js';
import type { ModelStore } from './model-store.js';
import type { Disturbance, Schedule } from './schedule.js';
import type { Servers } from './servers.js';
import type { Owner } from './witness.js';

const OLD_MS = 3_600_000;
const ABANDONED = 'the identity of a store that nobody has any more';
const BY_HAND = { clientName: 'an application made by hand' };
const LATER_NAME = 'lp-functions-toolbelt-default-later';

type Scene = Pick<Servers, 'accounts' | 'stores' | 'witness'>;

/** Makes accounts and stores as a schedule begins with. @returns the names that may be taken over. */
export function begin(schedule: Schedule, { accounts, stores, witness }: Scene): string[] {
  const { beginning, orphans, orphansAgeMs, strays, secondBeginning } = schedule;
  const { A, B } = accounts;
  const { X, Y } = stores;
  const plant = (
    account: ModelAccount,
    owner: Owner,
    identity: string | undefined,
    fields: Partial<Installation> = {},
    ageMs = OLD_MS,
  ) => {
    const item = account.add({ ...marksOf(identity), ...fields }, ageMs);
    witness.owns(owner, item);
    return item;
  };
  A.add({ clientName: 'an application of somebody else' });
  A.add({ ...marksOf(X.identity), description: 'named alike' });
  for (let number = 0; number < orphans; number += 1) plant(A, 'X', X.identity, {}, orphansAgeMs);
  const stray = Array.from({ length: strays }, (_, number) =>
    number === 0 ? plant(A, 'an abandoned store', ABANDONED) : plant(A, 'the first edition', undefined),
  );
  for (const account of [A, B]) {
    if (account === A && beginning === 'an account on which nothing was done yet') continue;
    account.featureState = 'active';
    account.build();
  }
  beginFirst(beginning, X, {
    ours: (fields) => plant(A, 'X', X.identity, fields),
    ofFirstEdition: () => plant(A, 'the first edition', undefined),
    ofOther: () => plant(B, 'X', X.identity),
    byHand: () => A.add(BY_HAND),
    accountId: A.accountId,
    otherId: B.accountId,
  });
  switch (secondBeginning) {
    case 'a secret of account A':
      keep(Y, plant(A, 'Y', Y.identity), A.accountId);
      break;
    case 'a secret of account B':
      keep(Y, plant(B, 'Y', Y.identity), B.accountId);
      break;
    case 'a secret of the first edition':
      keep(Y, plant(A, 'the first edition', undefined), undefined);
      break;
    default:
  }
  return [...stray.map(({ clientName }) => clientName), LATER_NAME];
}

interface Planting {
  ours(fields?: Partial<Installation>): Installation;
  ofFirstEdition(): Installation;
  ofOther(): Installation;
  byHand(): Installation;
  readonly accountId: string;
  readonly otherId: string;
}

function beginFirst(beginning: Schedule['beginning'], store: ModelStore, planting: Planting): void {
  const { accountId, otherId } = planting;
  const raw = (value: unknown, of: string | undefined = accountId) => put(store, value, of);
  switch (beginning) {
    case 'a provisioned account':
      return void keep(store, planting.ours(), accountId);
    case 'a secret that does not match its installation':
      return void raw({ ...credentialOf(planting.ours()), client_secret: 'planted-but-wrong' });
    case 'a secret of another shape':
      return void raw({ consumerKey: 'planted' });
    case 'a secret of OAuth 1.0a':
      return void raw({
        consumerKey: 'planted',
        consumerSecret: 'planted',
        token: 'planted',
        tokenSecret: 'planted',
      });
    case 'a secret whose installation is disabled':
      return void keep(store, planting.ours({ enabled: false }), accountId);
    case 'a secret whose installation is gone':
      return void raw({ client_id: 'client-gone', client_secret: 'planted-gone' });
    case 'a secret of an installation that is not ours':
      return void keep(store, planting.byHand(), accountId);
    case 'a secret of the first edition':
      return void keep(store, planting.ofFirstEdition(), undefined);
    case 'a secret without an account':
      return void keep(store, planting.ours(), undefined);
    case 'a secret of the other account':
      return void keep(store, planting.ofOther(), otherId);
    case 'a working secret that a user manages': {
      store.put(
        { key: DEFAULT_SECRET_NAME, value: credentialOf(planting.ours()), managedBy: 'user' },
        undefined,
        'a person',
      );
      return;
    }
    default:
  }
}

export function credentialOf({ clientId, clientSecret }: Installation): object {
  return { client_id: clientId, client_secret: clientSecret };
}

/** Puts a credential by hand. */
export function keep(store: ModelStore, item: Installation, accountId: string | undefined): void {
  put(store, credentialOf(item), accountId);
}

function put(store: ModelStore, value: unknown, accountId: string | undefined): void {
  const secret = { key: DEFAULT_SECRET_NAME, value, managedBy: 'system' as const };
  store.put({ ...secret, ...(accountId !== undefined && { accountId }) }, undefined, 'a person');
}

/** Does what a person may do; returns whether there was something to do it to. */
export function disturb({ what, which }: Disturbance, { accounts, stores, witness }: Scene): boolean {
  const { A, B } = accounts;
  const { X } = stores;
  // A person who follows the instructions may leave the account out.
  const accountId = which % 2 === 0 ? A.accountId : undefined;
  const pick = (items: readonly Installation[]) => items[which % Math.max(1, items.length)];
  // Half of the time the newest, which a run is at work with.
  const ours = () => {
    const all = witness.ours(A, 'X');
    return which < 3 ? all.at(-1) : pick(all);
  };
  const change = (item: Installation | undefined, fields: Partial<Installation>) => {
    if (item === undefined) return false;
    A.edit(item.id, fields);
    witness.touches(item);
    return true;
  };
  const remove = (item: Installation | undefined) => {
    if (item === undefined) return false;
    A.drop(item.id);
    witness.touches(item);
    return true;
  };
  const others = () => pick(A.installations.filter((item) => !hasMarks(item)));
  switch (what) {
    case 'deletes one of ours':
      return remove(ours());
    case 'deletes one that is not ours':
      return remove(others());
    case 'disables one of ours':
      return change(ours(), { enabled: false });
    case 'takes one of ours over':
      return change(ours(), { clientName: 'an application with a name of its own' });
    case 'rotates one of ours': {
      const item = ours();
      if (item !== undefined) witness.rotates(item);
      return change(item, { clientSecret: `rotated-${which}` });
    }
    case 'edits one that is not ours':
      return change(others(), { scope: 'msg.consumer' });
    case 'protects one of ours': {
      const item = ours();
      if (item !== undefined) A.protect(item.id);
      return item !== undefined;
    }
    case 'deletes the secret': {
      const isThere = X.secret !== undefined;
      if (isThere) X.erase();
      return isThere;
    }
    case 'puts a credential made by hand':
      keep(X, A.add(BY_HAND), accountId);
      return true;
    case 'puts one of ours': {
      const item = ours();
      if (item !== undefined) keep(X, item, accountId);
      return item !== undefined;
    }
    case 'puts one of ours with a mistake': {
      const item = ours();
      if (item !== undefined) put(X, { client_id: item.clientId, client_secret: 'mistyped' }, accountId);
      return item !== undefined;
    }
    case 'puts a credential of the other account':
      keep(X, B.add(BY_HAND), which % 2 === 0 ? B.accountId : undefined);
      return true;
    case 'installs under a name to be taken over':
      witness.owns('an abandoned store', A.add({ ...marksOf(ABANDONED), clientName: LATER_NAME }));
      return true;
  }
}
