// `node:https` by hand, the plain way: a keep-alive agent, the chunks joined and parsed.
import { Agent, request } from 'node:https';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export function json(url, { body, ...options } = {}) {
  return new Promise((resolve, reject) => {
    request(url, { agent, ...options }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      response.on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
}

export function close() {
  agent.destroy();
}
