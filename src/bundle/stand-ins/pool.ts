import type { Agent } from 'node:https';
import { type Connections, createAgent } from '../../http/transports/connections.js';

/** Stands in for the agents of a transport where the function gives no options: there is no proxy. */
export class Pool {
  readonly #agent: Agent;

  constructor(connections: Connections) {
    this.#agent = createAgent(connections);
  }

  agentFor(): Agent {
    return this.#agent;
  }

  close(): void {
    this.#agent.destroy();
  }
}
