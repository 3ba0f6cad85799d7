import type { Connections, KeepingAgent } from '../../http/transports/connections.js';
import { KeptAgent } from './kept-agent.js';

/** Stands in for the agents of a transport where the function gives no options: there is no proxy. */
export class Pool {
  readonly #agent: KeepingAgent;

  constructor(connections: Connections) {
    this.#agent = new KeptAgent(connections);
  }

  agentFor(): KeepingAgent {
    return this.#agent;
  }

  close(): void {
    this.#agent.destroy();
  }
}
