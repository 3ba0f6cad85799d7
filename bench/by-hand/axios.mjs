import { Agent } from 'node:https';
import axios from 'axios';

const httpsAgent = new Agent({ keepAlive: true, maxSockets: 64 });
const client = axios.create({ httpsAgent });

/** It checks the status and parses JSON itself. */
export async function json(url, { body: data, ...options } = {}) {
  return (await client.request({ url, data, ...options })).data;
}

export function close() {
  httpsAgent.destroy();
}
