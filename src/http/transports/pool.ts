import type { TransportOptions } from '../transport.js';
import type { Connections, KeepingAgent } from './connections.js';
import { KeptAgent } from './kept-agent.js';
import { type ProxySettings, proxySettings } from './proxy-settings.js';

/** The agents of a transport: one that connects directly, and one that goes through a proxy. */
export class Pool {
  readonly #connections: Connections;
  readonly #proxy: ProxySettings | undefined;
  readonly #direct: KeepingAgent;
  #proxied: Promise<ProxiedAgents> | undefined;
  #ready: ProxiedAgents | undefined;

  constructor(connections: Connections, { proxy }: TransportOptions) {
    this.#connections = connections;
    this.#proxy = proxy === undefined ? undefined : proxySettings(proxy);
    this.#direct = new KeptAgent(connections);
  }

  /** The agent for a URL; a promise until the first request that needs a proxy has loaded what makes tunnels. */
  agentFor(url: URL): KeepingAgent | Promise<KeepingAgent> {
    if (this.#proxy === undefined) return this.#direct;
    if (this.#ready !== undefined) return this.#choose(url, this.#ready);
    this.#proxied ??= this.#load(this.#proxy);
    return this.#proxied.then((agents) => this.#choose(url, agents));
  }

  close(): void {
    this.#direct.destroy();
    this.#ready?.agent.destroy();
  }

  async #load(settings: ProxySettings): Promise<ProxiedAgents> {
    const { createProxyAgent, isExempt } = await import('./proxy-agent.js');
    const agent = createProxyAgent(settings, this.#connections);
    this.#ready = { agent, isExempt: (url) => settings.heedsNoProxy && isExempt(url) };
    return this.#ready;
  }

  #choose(url: URL, { agent, isExempt }: ProxiedAgents): KeepingAgent {
    return isExempt(url) ? this.#direct : agent;
  }
}

interface ProxiedAgents {
  readonly agent: KeepingAgent;
  readonly isExempt: (url: URL) => boolean;
}
