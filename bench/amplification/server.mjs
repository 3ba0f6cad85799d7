// Counts what it is asked for. With `answersPerToken`, a token is refused when so many calls were answered with it.
import { once } from 'node:events';
import { createServer } from 'node:https';
import { csdsOf, send, serve, tokenOf } from '../support/plain-server.mjs';
import { usersOf } from '../support/users.mjs';

serve(async ({ host, token, key, cert }) => {
  // As with LivePerson, tokens come from a host of their own.
  const sentinel = createServer({ key, cert }, issue).listen(0, '127.0.0.1');
  await once(sentinel, 'listening');
  const csds = csdsOf({ sentinel: `localhost:${sentinel.address().port}`, accountConfigReadOnly: host });
  const users = Buffer.from(JSON.stringify(usersOf(20)));
  let counts;
  let answersPerToken;
  let issued = 0;
  let answered = 0;
  reset({});

  function reset({ answersPerToken: limit = Number.POSITIVE_INFINITY }) {
    counts = { csds: 0, token: 0, users: 0, refused: 0, losses: 0 };
    answersPerToken = limit;
    answered = 0;
  }

  function answerUsers({ headers }, response) {
    const { authorization } = headers;
    // A peer that signs its calls has no token to be refused.
    const isGood = authorization === `Bearer ${token}${issued}` || authorization?.startsWith('OAuth ');
    if (!isGood || answered >= answersPerToken) {
      // The first call that is refused is what ends the token.
      if (isGood) {
        counts.losses += 1;
        issued += 1;
      }
      counts.refused += 1;
      response.writeHead(401, { 'content-length': 0 }).end();
      return;
    }
    answered += 1;
    counts.users += 1;
    send(response, users);
  }

  function issue(request, response) {
    counts.token += 1;
    issued += 1;
    answered = 0;
    request.resume().once('end', () => send(response, tokenOf(`${token}${issued}`)));
  }

  return {
    onRequest(request, response) {
      if (request.url.includes('/le-users/')) {
        answerUsers(request, response);
      } else {
        counts.csds += 1;
        send(response, csds);
      }
    },
    onMessage(message) {
      if (message.reset) reset(message);
      return counts;
    },
  };
});
