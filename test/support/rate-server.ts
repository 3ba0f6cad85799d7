import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createCertificate } from './certificate.js';

// Run as a process of its own: two hosts that allow so many requests a second, and one that allows all. It tells as
// JSON where they are; on its input, `{ perSecond }` changes the limit and `{}` asks for the counts.

const retryAfter = process.env.RATE_RETRY_AFTER;
const { key, cert } = await createCertificate();
let perSecond = Number(process.env.RATE_PER_SECOND);

class Bucket {
  answered = 0;
  refused = 0;
  #left = perSecond;
  #at = performance.now();

  take(): boolean {
    const now = performance.now();
    this.#left = Math.min(perSecond, this.#left + ((now - this.#at) * perSecond) / 1_000);
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

async function listen(bucket: Bucket | undefined): Promise<string> {
  const server = createServer({ key, cert }, (_request, response) => {
    response.setHeader('content-type', 'application/json');
    if (bucket === undefined || bucket.take()) return void response.end('[]');
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
    response.writeHead(429).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `localhost:${(server.address() as AddressInfo).port}`;
}

const buckets = [new Bucket(), new Bucket()];
const [first, second, free] = await Promise.all([...buckets, undefined].map(listen));
process.send?.({ first, second, free, ca: cert });
process.on('message', (given: { perSecond?: number }) => {
  perSecond = given.perSecond ?? perSecond;
  process.send?.(buckets.map(({ answered, refused }) => ({ answered, refused })));
});
process.on('disconnect', () => process.exit());
