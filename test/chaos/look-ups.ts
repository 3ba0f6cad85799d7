import dns from 'node:dns';
import type { DnsFault } from './plan.js';

/** Names that lead to this machine, as long as nothing else was said of them. */
export interface LookUps {
  /** What the next look-ups of a name come to. */
  readonly faults: Map<string, DnsFault[]>;
}

type Callback = (error: Error | null, address?: unknown, family?: number) => void;

/** Has names below `example.com` found here, and lets some look-ups fail. */
export function spoilLookUps(): LookUps {
  const faults = new Map<string, DnsFault[]>();
  const before = dns.lookup;
  const lookup = (name: string, options: { all?: boolean }, callback: Callback) => {
    if (!name.endsWith('.example.com'))
      return before(name, options as dns.LookupOneOptions, callback as never);
    const fault = faults.get(name)?.shift();
    if (fault === 'ENOTFOUND' || fault === 'EAI_AGAIN') {
      const error = Object.assign(new Error(`getaddrinfo ${fault} ${name}`), {
        code: fault,
        syscall: 'getaddrinfo',
      });
      setImmediate(callback, error);
      return;
    }
    const address = '127.0.0.1';
    const tell = () => (options.all ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4));
    setTimeout(tell, fault === 'slow' ? 400 : 0).unref();
  };
  Object.assign(dns, { lookup });
  return { faults };
}
