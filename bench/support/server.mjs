// The server of the benchmark, in a process of its own. It does as little as it can: each answer is ready
// before the first request. Started by scene.mjs; it tells its port over the IPC channel.
import { csdsOf, send, serve, tokenOf } from './plain-server.mjs';
import { usersOf } from './users.mjs';

serve(({ host, token, users }) => {
  const answers = answersOf(host, token, users);
  const authorization = `Bearer ${token}`;
  return {
    told: { bytes: answers.users.length },
    onRequest: (request, response) => answer(request, response, answers, authorization),
  };
});

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

function answersOf(host, token, count) {
  const users = usersOf(count);
  const answers = { users, user: users[0], skills: [], told: { told: true } };
  return {
    csds: csdsOf({ sentinel: host, accountConfigReadOnly: host, faasGW: host }),
    sentinel: tokenOf(token),
    ...Object.fromEntries(
      Object.entries(answers).map(([name, value]) => [name, Buffer.from(JSON.stringify(value))]),
    ),
  };
}
