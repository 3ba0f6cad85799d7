// The server of the benchmark, in a process of its own. It does as little as it can: each answer is ready
// before the first request. Started by scene.mjs; it tells its port over the IPC channel.
import { createServer } from 'node:https';

const json = { 'content-type': 'application/json' };

process.once('message', ({ key, cert, token, users }) => {
  const server = createServer({ key, cert, keepAliveTimeout: 60_000 });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    const answers = answersOf(port, token, users);
    const authorization = `Bearer ${token}`;
    server.on('request', (request, response) => answer(request, response, answers, authorization));
    process.send({ port, bytes: answers.users.length });
  });
});
process.on('disconnect', () => process.exit());

function answer(request, response, { csds, sentinel, users }, authorization) {
  const { url, headers } = request;
  if (url.includes('/le-users/')) {
    // Who measures must be sure that every contestant is authorised.
    if (headers.authorization === authorization) send(response, users);
    else response.writeHead(401, { 'content-length': 0 }).end();
  } else if (url.startsWith('/sentinel/')) {
    request.resume().once('end', () => send(response, sentinel));
  } else {
    send(response, csds);
  }
}

function send(response, body) {
  response.writeHead(200, { ...json, 'content-length': body.length }).end(body);
}

function answersOf(port, token, count) {
  const baseURI = `localhost:${port}`;
  const services = ['sentinel', 'accountConfigReadOnly'];
  const list = { baseURIs: services.map((service) => ({ service, account: '12345678', baseURI })) };
  const issued = { access_token: token, token_type: 'Bearer', expires_in: 3600 };
  const users = Array.from({ length: count }, (_, index) => ({
    id: 3_120_456_789 + index,
    pid: `pid-${index}`,
    deleted: false,
    loginName: `agent${index}@example.com`,
  }));
  const [csds, sentinel, page] = [list, issued, users].map((value) => Buffer.from(JSON.stringify(value)));
  return { csds, sentinel, users: page };
}
