import { ManualStepRequired } from '../../../src/errors/manual-step-required.js';
import {
  type CredentialVerdict,
  type Installation,
  type InstallationCredential,
  type InstallationList,
  InstallationQuotaError,
  InstallationRefusedError,
  type PlatformOptions,
  type ProvisioningPlatform,
} from '../../../src/provisioning/platform.js';
import type { PutCondition, SecretStore, StoredSecret } from '../../../src/secrets/secret-store.js';
import type { Caller } from './caller.js';
import { count, type Figures } from './figures.js';
import type { Line } from './line.js';
import type { ModelAccount } from './model-account.js';
import type { ModelStore } from './model-store.js';
import { type Fate, LATER_MS } from './plan.js';
import type { AccountName, StoreName } from './schedule.js';
import { credentialKey, type Witness } from './witness.js';

/** What every run of a schedule talks to. */
export interface Servers {
  readonly accounts: Readonly<Record<AccountName, ModelAccount>>;
  readonly stores: Readonly<Record<StoreName, ModelStore>>;
  readonly witness: Witness;
  readonly line: Line;
  readonly figures: Figures;
  /** Since the schedule began. */
  readonly elapsedMs: () => number;
  /** Short names of client ids, for the history. */
  readonly alias: (clientId: string) => string;
}

const byHand = () => new ManualStepRequired('403', { task: 'create-default-secrets', done: [] });
const refused = () => new InstallationRefusedError('403');

/** Lets the witness know of an answer, unless it comes when the run does not wait for it any more. */
async function noticed<T>(
  answer: Promise<T>,
  signal: AbortSignal | undefined,
  learn: (value: T) => void,
): Promise<T> {
  const value = await answer;
  if (!signal?.aborted) learn(value);
  return value;
}

/** The platform at the other end of the line. */
export class RemotePlatform implements ProvisioningPlatform {
  readonly accountId: string;
  readonly #servers: Servers;
  readonly #caller: Caller;
  readonly #account: ModelAccount;
  #oldList: InstallationList | undefined;

  constructor(servers: Servers, caller: Caller) {
    this.#servers = servers;
    this.#caller = caller;
    this.#account = servers.accounts[caller.plan.account];
    this.accountId = this.#account.accountId;
  }

  administrator() {
    return this.#send('administrator', () => ({
      isAdministrator: !this.#caller.isRevoked,
      reason: 'isAdmin is true',
    }));
  }

  feature() {
    return this.#send('feature', () => this.#account.featureState);
  }

  activateFeature() {
    return this.#send('activateFeature', () => {
      this.#account.featureState = 'active';
    });
  }

  infrastructure() {
    return this.#send('infrastructure', () => this.#account.infrastructureStatus());
  }

  startInfrastructure() {
    return this.#send('startInfrastructure', () => this.#account.build());
  }

  listInstallations({ signal }: PlatformOptions = {}) {
    const { line } = this.#servers;
    const answer = line.send<InstallationList>(this.#caller, {
      name: 'list',
      special: ['old copy', 'partial list'],
      refusal: byHand,
      carryOut: ({ fate, laterMs }) => {
        if (fate === 'old copy' && this.#oldList !== undefined) return this.#oldList;
        const whole = this.#account.listing(this.#caller.plan.listLagMs);
        if (fate === 'partial list') return without(whole, LATER_MS.indexOf(laterMs));
        this.#oldList = whole;
        return whole;
      },
    });
    return noticed(answer, signal, ({ items }) => this.#caller.listed(items));
  }

  install(manifest: Parameters<ProvisioningPlatform['install']>[0]) {
    const { line, witness } = this.#servers;
    witness.installs(this.#caller, manifest.client_name, this.#account.hidesAll);
    const { isUndecided } = this.#caller;
    return line.send<void>(this.#caller, {
      name: `install ${manifest.client_name.slice(-4)}`,
      refusal: refused,
      carryOut: () => {
        witness.changes(isUndecided);
        witness.installed(this.#caller, this.#addFrom(manifest));
      },
    });
  }

  deleteInstallation(id: string, revision: string) {
    const { line, witness, alias } = this.#servers;
    const { isUndecided, seen } = this.#caller;
    witness.deletes(this.#caller);
    const target = this.#account.find(id);
    return line.send<void>(this.#caller, {
      name: `delete ${target === undefined ? 'what is gone' : alias(target.clientId)} at revision ${revision}`,
      special: ['stale revision', 'forbidden'],
      refusal: refused,
      carryOut: () => {
        const item = this.#account.find(id);
        this.#account.dropAt(id, revision);
        witness.changes(isUndecided);
        if (item !== undefined) witness.deleted(this.#caller, item, seen);
      },
    });
  }

  getInstallation(id: string, { signal }: PlatformOptions = {}) {
    const { line, alias } = this.#servers;
    const target = this.#account.find(id);
    let at = 0;
    const answer = line.send<Installation | undefined>(this.#caller, {
      name: `look at ${target === undefined ? 'what is gone' : alias(target.clientId)}`,
      refusal: byHand,
      carryOut: () => {
        at = this.#servers.elapsedMs();
        return this.#account.shown(id);
      },
    });
    return noticed(answer, signal, () => {
      if (target !== undefined) this.#caller.verified.set(target.clientId, at);
    });
  }

  tryCredential(credential: InstallationCredential, { signal }: PlatformOptions = {}) {
    const { line, alias } = this.#servers;
    const key = credentialKey(credential);
    let at = 0;
    let truth: CredentialVerdict = 'unknown';
    const answer = line.send(this.#caller, {
      name: `try ${alias(credential.client_id)}`,
      special: ['undecided', 'refused in passing'],
      carryOut: ({ fate }) => {
        at = this.#servers.elapsedMs();
        truth = this.#account.check(credential);
        return this.#verdict(truth, fate);
      },
    });
    return noticed(answer, signal, (verdict) => {
      const { proven, refused, tried, verified } = this.#caller;
      const made = this.#servers.witness.installedBy(this.#caller);
      const isOwn = made.some(({ clientId }) => clientId === credential.client_id);
      this.#caller.isUndecided = verdict === 'unknown' && !isOwn;
      if (verdict === 'works') proven.add(key);
      if (verdict === 'works') {
        tried.set(credential.client_id, at);
        verified.set(credential.client_id, at);
      }
      if (truth === 'refused') refused.add(key);
    });
  }

  #verdict(truth: CredentialVerdict, fate: Fate): CredentialVerdict {
    const outage = this.#caller.outage(this.#servers.elapsedMs());
    if (outage !== undefined) count(this.#servers.figures, 'faults: token server down');
    if (fate === 'undecided') return 'unknown';
    return fate === 'refused in passing' ? 'refused' : (outage ?? truth);
  }

  #addFrom(manifest: Parameters<ProvisioningPlatform['install']>[0]): Installation {
    try {
      return this.#account.addFrom(manifest);
    } catch (error) {
      if (error instanceof InstallationQuotaError) {
        this.#caller.hasMetQuota = true;
        count(this.#servers.figures, 'refusals: quota');
      }
      throw error;
    }
  }

  #send<T>(name: string, carryOut: () => T): Promise<T> {
    return this.#servers.line.send(this.#caller, { name, carryOut });
  }
}

/** A list of which a part is missing. */
function without({ items, revision }: InstallationList, which: number): InstallationList {
  return { items: items.filter((_, index) => (index + which) % 3 !== 0), revision };
}

/** The store at the other end of the line. */
export function remoteStore(servers: Servers, caller: Caller): SecretStore {
  const { line, witness, alias } = servers;
  const store = servers.stores[caller.plan.store];
  return {
    get: (_, options) => {
      const askedAt = caller.process.elapsed();
      let at = 0;
      let erasures = 0;
      const answer = line.send<StoredSecret | undefined>(caller, {
        name: `get from ${store.name}`,
        carryOut: () => {
          at = servers.elapsedMs();
          erasures = store.erasures;
          return store.secret;
        },
      });
      return noticed(answer, options?.signal, (secret) => {
        caller.seen = { secret, askedAt, at, erasures };
      });
    },
    put: (secret, condition) => {
      // What the run knew when it sent this, not when it arrives.
      const { isUndecided, seen } = caller;
      caller.lastWriteSentAt = caller.process.elapsed();
      const isProven = caller.proven.has(credentialKey(secret.value));
      return line.send(caller, {
        name: `put ${alias(String((secret.value as { client_id?: unknown }).client_id))} into ${store.name} ${conditionText(condition)}`,
        carryOut: () => {
          const previous = store.secret;
          const stored = store.put(secret, condition, 'a run');
          witness.changes(isUndecided);
          witness.stored(caller, { store, previous, stored, condition, seen, isProven });
          return stored;
        },
      });
    },
    ...(store.identity !== undefined && {
      identity: () =>
        line.send(caller, { name: `identity of ${store.name}`, carryOut: () => store.identity }),
    }),
    checkWritable: () => line.send(caller, { name: `check ${store.name}`, carryOut: () => undefined }),
    delete: () => Promise.reject(new Error('no run deletes a secret')),
    list: () => Promise.reject(new Error('no run lists secrets')),
  };
}

function conditionText(condition: PutCondition | undefined): string {
  if (condition === undefined) return 'without a condition';
  return 'ifAbsent' in condition ? 'if absent' : `if version ${condition.ifVersion}`;
}
