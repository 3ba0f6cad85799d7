// Two hosts of one account: one that takes so many requests a second and refuses the others with 429, and one that takes
// all. A bucket that holds those of one second fills evenly.
import { once } from 'node:events';
import { createServer } from 'node:https';
import { csdsOf, json, send, serve, tokenOf } from '../support/plain-server.mjs';

/** In the words that the plugin of octokit looks for; nobody else reads them. */
const REFUSAL = JSON.stringify({ message: 'You have exceeded a secondary rate limit' });

serve(async ({ host, token, key, cert }) => {
  const free = createServer({ key, cert, keepAliveTimeout: 60_000 }, (_request, response) =>
    send(response, '[]'),
  );
  free.listen(0, '127.0.0.1');
  await once(free, 'listening');
  const freeHost = `localhost:${free.address().port}`;
  const csds = csdsOf({ sentinel: host, accountConfigReadOnly: host, smt: freeHost });
  const issued = tokenOf(token);
  let bucket;
  return {
    told: { freeOrigin: `https://${freeHost}` },
    onRequest(request, response) {
      if (request.url.startsWith('/sentinel/')) request.resume().once('end', () => send(response, issued));
      else if (!request.url.includes('/le-users/')) send(response, csds);
      else if (bucket.take()) send(response, '[]');
      else response.writeHead(429, { ...json, 'retry-after': '1' }).end(REFUSAL);
    },
    onMessage({ perSecond }) {
      if (perSecond !== undefined) bucket = new Bucket(perSecond);
      const { answered, refused } = bucket;
      return { answered, refused };
    },
  };
});

class Bucket {
  answered = 0;
  refused = 0;
  #perSecond;
  #left;
  #at = performance.now();

  constructor(perSecond) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
  }

  take() {
    const now = performance.now();
    this.#left = Math.min(this.#perSecond, this.#left + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
    if (this.#left < 1) {
      this.refused += 1;
      return false;
    }
    this.#left -= 1;
    this.answered += 1;
    return true;
  }
}
