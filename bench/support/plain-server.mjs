// A server of a measure, in the process that `withServer` starts: `handler(task)` gives what answers requests, and what
// answers the messages of the measure.
import { createServer } from 'node:https';

export const json = { 'content-type': 'application/json' };

export function serve(handler) {
  process.once('message', async (task) => {
    const server = createServer({ key: task.key, cert: task.cert, keepAliveTimeout: 60_000 });
    server.listen(0, '127.0.0.1', async () => {
      const { port } = server.address();
      const { onRequest, onMessage, told } = await handler({ ...task, host: `localhost:${port}` });
      server.on('request', onRequest);
      if (onMessage !== undefined) process.on('message', (message) => process.send(onMessage(message)));
      process.send({ port, ...told });
    });
  });
  process.on('disconnect', () => process.exit());
}

export function send(response, body) {
  response.writeHead(200, { ...json, 'content-length': body.length }).end(body);
}

export function csdsOf(services) {
  const baseURIs = Object.entries(services).map(([service, baseURI]) => ({
    service,
    account: '12345678',
    baseURI,
  }));
  return Buffer.from(JSON.stringify({ baseURIs }));
}

export function tokenOf(token) {
  return Buffer.from(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }));
}
