import type { VaultReply } from './vault-stand-in-kv.js';

/** A request as the stand-in logs it: never its token or value. */
export interface VaultRequestLogged {
  readonly method: string;
  /** Behind `/v1/`, without its query. */
  readonly path: string;
  readonly namespace: string;
}

/** What becomes of a request instead of its answer; nothing leaves it as it is. */
export type VaultOutcome = VaultReply | 'reset' | undefined;

export interface VaultFault {
  readonly matches: (request: VaultRequestLogged) => boolean;
  /** How many requests it meets. @default 1 */
  readonly times?: number;
  /** Instead of handling the request: it has no effect. May wait. */
  readonly before?: () => VaultOutcome | Promise<VaultOutcome>;
  /** In place of the answer: the request has taken effect. May wait. */
  readonly after?: () => VaultOutcome | Promise<VaultOutcome>;
}

/** Faults that are still to happen, the oldest first. */
export class StandInFaults {
  #faults: { readonly fault: VaultFault; left: number }[] = [];

  add(fault: VaultFault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#faults = [];
  }

  take(request: VaultRequestLogged): VaultFault | undefined {
    const found = this.#faults.find(({ fault, left }) => left > 0 && fault.matches(request));
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  }
}

/** Matches writes of a secret's value. */
export const onWrite = ({ method, path }: VaultRequestLogged): boolean =>
  method === 'POST' && path.includes('/data/');

/** Matches reads of a secret's value. */
export const onRead = ({ method, path }: VaultRequestLogged): boolean =>
  method === 'GET' && path.includes('/data/');

/** An answer of Vault while it cannot serve. */
export const unavailable = (status: number, text = 'Vault is sealed'): VaultReply => ({
  status,
  errors: [text],
});
