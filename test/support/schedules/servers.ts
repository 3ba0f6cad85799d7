import type {
  CredentialVerdict,
  InstallationCredential,
  InstallationList,
  ProvisioningPlatform,
} from '../../../src/provisioning/platform.js';
import type { PutCondition, SecretStore } from '../../../src/secrets/secret-store.js';
import type { MemoryAccount } from '../memory-account.js';
import type { Caller } from './caller.js';
import { count, type Figures } from './figures.js';
import type { Line } from './line.js';
import type { Copy, ModelStore } from './model-store.js';
import { type Fate, LATER_MS } from './plan.js';
import type { Witness } from './witness.js';

/** What every run of a schedule talks to. */
export interface Servers {
  readonly account: MemoryAccount;
  readonly store: ModelStore;
  readonly witness: Witness;
  readonly line: Line;
  readonly figures: Figures;
  readonly storeHasCopies: boolean;
  /** Since the schedule began. */
  readonly elapsedMs: () => number;
  /** Short names of client ids, for the history. */
  readonly alias: (clientId: string) => string;
}

/** The platform at the other end of the line. */
export class RemotePlatform implements ProvisioningPlatform {
  readonly accountId = '12345678';
  readonly #servers: Servers;
  readonly #caller: Caller;
  #oldList: InstallationList | undefined;
  #trials = 0;

  constructor(servers: Servers, caller: Caller) {
    this.#servers = servers;
    this.#caller = caller;
  }

  administrator() {
    return this.#send('administrator', () => ({ isAdministrator: true, reason: 'isAdmin is true' }));
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

  listInstallations() {
    const { line } = this.#servers;
    return line.send<InstallationList>(this.#caller, {
      name: 'list',
      special: ['old copy'],
      carryOut: ({ fate }) => {
        if (fate === 'old copy' && this.#oldList !== undefined) return this.#oldList;
        this.#oldList = this.#account.listing();
        return this.#oldList;
      },
    });
  }

  install(manifest: Parameters<ProvisioningPlatform['install']>[0]) {
    const { witness } = this.#servers;
    const { isUndecided } = this.#caller;
    return this.#send(`install ${manifest.client_name.slice(-4)}`, () => {
      witness.changes(isUndecided);
      this.#account.addFrom(manifest);
    });
  }

  deleteInstallation(id: string, revision: string) {
    const { line, witness, alias } = this.#servers;
    const { isUndecided } = this.#caller;
    const find = () => this.#account.installations.find((item) => item.id === id);
    const target = find();
    return line.send<void>(this.#caller, {
      name: `delete ${target === undefined ? 'what is gone' : alias(target.clientId)} at revision ${revision}`,
      special: ['stale revision'],
      carryOut: () => {
        const item = find();
        this.#account.dropAt(id, revision);
        witness.changes(isUndecided);
        if (item !== undefined) witness.deleted(item);
      },
    });
  }

  getInstallation(id: string) {
    return this.#send(`look at ${id}`, () => this.#account.installations.find((item) => item.id === id));
  }

  async tryCredential(credential: InstallationCredential) {
    const { line, alias } = this.#servers;
    this.#trials += 1;
    const trial = this.#trials;
    const verdict = await line.send(this.#caller, {
      name: `try ${alias(credential.client_id)}`,
      special: ['undecided', 'refused in passing'],
      carryOut: ({ fate }) => this.#try(credential, fate),
    });
    // The answer to an earlier one may come when nobody waits for it any more.
    if (trial === this.#trials) this.#caller.isUndecided = verdict === 'unknown';
    return verdict;
  }

  #try(credential: InstallationCredential, fate: Fate): CredentialVerdict {
    const outage = this.#caller.outage(this.#servers.elapsedMs());
    if (outage !== undefined) count(this.#servers.figures, 'faults: token server down');
    if (fate === 'undecided') return 'unknown';
    const verdict = fate === 'refused in passing' ? 'refused' : (outage ?? this.#account.check(credential));
    if (verdict === 'works') this.#servers.witness.works(credential.client_id);
    return verdict;
  }

  get #account(): MemoryAccount {
    return this.#servers.account;
  }

  #send<T>(name: string, carryOut: () => T): Promise<T> {
    return this.#servers.line.send(this.#caller, { name, carryOut });
  }
}

/** The store at the other end of the line. */
export function remoteStore(servers: Servers, caller: Caller): SecretStore {
  const { line, store, storeHasCopies, witness, alias } = servers;
  let seen: Copy | undefined;
  return {
    get: () =>
      line.send(caller, {
        name: 'get',
        special: storeHasCopies ? ['old copy'] : [],
        carryOut: ({ fate, laterMs }) => {
          const copy = fate === 'old copy' ? store.before(1 + (LATER_MS.indexOf(laterMs) % 3)) : store.now;
          seen = copy;
          return copy.secret;
        },
      }),
    put: (secret, condition) => {
      // What the run knew when it sent this, not when it arrives.
      const before = seen;
      const { isUndecided } = caller;
      return line.send(caller, {
        name: `put ${alias(String((secret.value as { client_id?: unknown }).client_id))} ${conditionText(condition)}`,
        never: storeHasCopies ? ['twice', 'again later'] : [],
        carryOut: () => {
          const stored = store.put(secret, condition);
          witness.changes(isUndecided);
          witness.stored(secret.value, condition, before);
          return stored;
        },
      });
    },
    delete: () => Promise.reject(new Error('no run deletes a secret')),
    list: () => Promise.reject(new Error('no run lists secrets')),
  };
}

function conditionText(condition: PutCondition | undefined): string {
  if (condition === undefined) return 'without a condition';
  return 'ifAbsent' in condition ? 'if absent' : `if version ${condition.ifVersion}`;
}
