import { Agent, request } from 'undici';

const dispatcher = new Agent({ connections: 64, pipelining: 1 });

export async function json(url, options) {
  const { statusCode, body } = await request(url, { dispatcher, ...options });
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  return body.json();
}

export function close() {
  return dispatcher.close();
}
