import type { Agent } from 'node:https';
import type { TransportOptions } from '../transport.js';
import { type Connections, createAgent } from './connections.js';
import { type ProxySettings, proxySettings } from './proxy-settings.js';

/** The agents of a transport: one that connects directly, and one that goes through a proxy. */
export class Pool {
  readonly #connections: Connections;
  readonly #proxy: ProxySettings | undefined;
  readonly #direct: Agent;
  #proxied: Promise<ProxiedAgents> | undefined;
  #ready: ProxiedAgents | undefined;

  constructor(connections: Connections, { proxy }: TransportOptions) {
    this.#connections = connections;
    this.#proxy = proxy === undefined ? undefined : proxySettings(proxy);
    this.#direct = createAgent(connections);
  }

  /** The agent for a URL; a promise until the first request that needs a proxy has loaded what makes tunnels. */
  agentFor(url: URL): Agent | Promise<Agent> {
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

  #choose(url: URL, { agent, isExempt }: ProxiedAgents): Agent {
    return isExempt(url) ? this.#direct : agent;
  }
}

interface ProxiedAgents {
  readonly agent: Agent;
  readonly isExempt: (url: URL) => boolean;
}
