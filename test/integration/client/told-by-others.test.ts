import { createHook } from 'node:async_hooks';
import { Channel } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { type EntryType, PerformanceObserver } from 'node:perf_hooks';
import { inspect } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { failureOf, json, type ScriptedAccount, startAccount, TRANSPORTS } from './harness.js';

/** What Node 20 does not tell, or not of TLS. */
const SINCE_NODE_22 = ['http.client.request.created', 'http.server.response.created', 'net.client.socket'];

afterEach(() => {
  vi.restoreAllMocks();
});

/** Ways to see the `Authorization` header of others that SECURITY.md names, as this version of Node has them. */
function namedWays(): string[] {
  const page = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
  const [, part = ''] = /- What Node and other packages tell([\s\S]*?)\n- /.exec(page) ?? [];
  const names = [...part.matchAll(/`((?:http|net|got)[.:][\w.:]+|Http\w+|createHook)`/g)];
  const isNode20 = process.versions.node.startsWith('20.');
  return names
    .map(([, name = '']) => name)
    .filter((name) => !(isNode20 && SINCE_NODE_22.includes(name)))
    .sort();
}

/** All that Node and other packages tell from now on, by the way in which they do. */
class Listener implements Disposable {
  readonly #told: [way: string, what: unknown][] = [];
  readonly #observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) this.#told.push([entry.name, Reflect.get(entry, 'detail')]);
  });
  readonly #hook = createHook({
    init: (_id, type, _trigger, resource) => {
      if (type === 'HTTPCLIENTREQUEST') this.#told.push(['createHook', resource]);
    },
  });

  constructor() {
    const told = this.#told;
    // Every channel, whatever its name: nobody can list those that there are.
    vi.spyOn(Channel.prototype, 'hasSubscribers', 'get').mockReturnValue(true);
    vi.spyOn(Channel.prototype, 'publish').mockImplementation(function (this: Channel, message: unknown) {
      told.push([String(this.name), message]);
    });
    // The types of Node 20 do not know it.
    const entryTypes: EntryType[] = Reflect.get(PerformanceObserver, 'supportedEntryTypes');
    this.#observer.observe({ entryTypes });
    this.#hook.enable();
  }

  /** Ways in which a value has been told, each once. */
  waysTo(value: string): string[] {
    const shows = (what: unknown) =>
      inspect(what, { depth: 8, maxArrayLength: null, maxStringLength: null }).includes(value);
    const ways = new Set(this.#told.flatMap(([way, what]) => (shows(what) ? [way] : [])));
    return [...ways].sort();
  }

  [Symbol.dispose](): void {
    this.#hook.disable();
    this.#observer.disconnect();
  }
}

async function callWell(account: ScriptedAccount): Promise<void> {
  for (const transport of TRANSPORTS) await account.toolbelt({ transport }).LPClient().users.list();
}

async function callInVain(account: ScriptedAccount): Promise<void> {
  for (const transport of TRANSPORTS) {
    const lp = account.toolbelt({ transport, retry: false }).LPClient();
    expect((await failureOf(lp.users.list())).name).toBe('NetworkError');
  }
}

it('a token is told by Node and other packages in those ways alone that SECURITY.md names', async () => {
  let isBroken = false;
  await using account = await startAccount((_request, response) => {
    if (isBroken) response.destroy();
    else json(response, []);
  });
  using listener = new Listener();
  await callWell(account);
  isBroken = true;
  await callInVain(account);
  await expect.poll(() => listener.waysTo(account.token)).toEqual(namedWays());
});
