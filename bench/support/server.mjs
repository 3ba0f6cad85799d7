// The server of the benchmark, in a process of its own. It does as little as it can: each answer is ready
// before the first request. Started by scene.mjs; it tells its port over the IPC channel.
import { createServer } from 'node:https';
import { usersOf } from './users.mjs';

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

function answer(request, response, answers, authorization) {
  const { url, headers } = request;
  const { csds, sentinel } = answers;
  const protectedAnswer = protectedOf(url, answers);
  if (protectedAnswer !== undefined) {
    // Who measures must be sure that every contestant is authorised.
    if (isAuthorised(headers, authorization)) answerToEnd(request, response, protectedAnswer);
    else response.writeHead(401, { 'content-length': 0 }).end();
  } else if (url.startsWith('/sentinel/')) {
    answerToEnd(request, response, sentinel);
  } else {
    send(response, csds);
  }
}

function protectedOf(url, { users, user, skills, told }) {
  if (url.includes('/le-users/users/')) return user;
  if (url.includes('/le-users/skills')) return skills;
  if (url.includes('/le-users/')) return users;
  return url.includes('/invoke') ? told : undefined;
}

/** With the token of this run, or signed by OAuth 1, which is not verified here. */
function isAuthorised({ authorization = '' }, expected) {
  return authorization === expected || authorization.startsWith('OAuth oauth_');
}

function answerToEnd(request, response, body) {
  if (request.method === 'GET') send(response, body);
  else request.resume().once('end', () => send(response, body));
}

function send(response, body) {
  response.writeHead(200, { ...json, 'content-length': body.length }).end(body);
}

function answersOf(port, token, count) {
  const baseURI = `localhost:${port}`;
  const services = ['sentinel', 'accountConfigReadOnly', 'faasGW'];
  const list = { baseURIs: services.map((service) => ({ service, account: '12345678', baseURI })) };
  const issued = { access_token: token, token_type: 'Bearer', expires_in: 3600 };
  const users = usersOf(count);
  const answers = { csds: list, sentinel: issued, users, user: users[0], skills: [], told: { told: true } };
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, Buffer.from(JSON.stringify(value))]),
  );
}
