import { Agent } from 'node:https';
import got from 'got';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const client = got.extend({ agent: { https: agent } });

/** It checks the status itself. */
export function json(url, options) {
  return client(url, options).json();
}

export function close() {
  agent.destroy();
}
