import type { ServerResponse } from 'node:http';

/** Proxies close connections that are silent for long. */
const HEARTBEAT_MS = 15_000;

/** Begins to answer with server-sent events. Returns what sends one: its id and its data. */
export function openEventStream(response: ServerResponse): (id: string, data: unknown) => void {
  // Some proxies hold answers back until they are complete, unless told not to.
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  response.write('retry: 1000\n\n');
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  response.once('close', () => clearInterval(heartbeat));
  return (id, data) => response.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
}
