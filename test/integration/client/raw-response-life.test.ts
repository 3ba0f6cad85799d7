import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { LPResponse } from '../../../src/client/lp-response.js';
import { NetworkError } from '../../../src/errors/index.js';
import { failureOf, startAccount, TRANSPORTS } from './harness.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function walk({ body }: LPResponse): Promise<void> {
  for await (const _ of body ?? []);
}

describe.each(TRANSPORTS)('a body that breaks off, through %s', (transport) => {
  it('rejects with NetworkError in every reader, the stream and the clone', async () => {
    await using account = await startAccount((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('the first half', () => response.destroy());
    });
    const lp = account.toolbelt({ transport }).LPClient();
    for (const reader of ['text', 'json', 'arrayBuffer', 'bytes', 'blob', 'formData'] as const) {
      const response = await lp('msgHist', '/half');
      const error = await failureOf(response[reader]());
      expect(error).toBeInstanceOf(NetworkError);
      expect(error).toMatchObject({ host: account.host, code: 'com.liveperson.faas.lp-client.network' });
    }
    const streamed = await lp('msgHist', '/half');
    expect(await failureOf(walk(streamed))).toBeInstanceOf(NetworkError);
    const response = await lp('msgHist', '/half');
    const clone = response.clone();
    expect(await failureOf(response.text())).toBeInstanceOf(NetworkError);
    expect(await failureOf(clone.text())).toBeInstanceOf(NetworkError);
  });
});

describe.each(TRANSPORTS)('a response that nobody holds any more, through %s', (transport) => {
  it('lets go of its connection and of the signal', async () => {
    const large = Buffer.alloc(5_000_000, 'x');
    await using account = await startAccount((_request, response) => void response.end(large));
    const lp = account.toolbelt({ transport }).LPClient();
    const { signal } = new AbortController();
    const listeners = () => getEventListeners(signal, 'abort').length;
    const forget = async () => {
      expect((await lp('msgHist', '/x', { signal })).status).toBe(200);
    };
    await forget();
    await expect
      .poll(
        () => {
          collectGarbage();
          return listeners();
        },
        { interval: 10, timeout: 10_000 },
      )
      .toBe(0);
  });

  it('keeps its body for whoever holds that', async () => {
    await using account = await startAccount((_request, response) => void response.end('still there'));
    const lp = account.toolbelt({ transport }).LPClient();
    const bodyAlone = async () => (await lp('msgHist', '/x')).body;
    const body = await bodyAlone();
    for (let round = 0; round < 5; round += 1) {
      collectGarbage();
      await new Promise(setImmediate);
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of body ?? []) chunks.push(chunk as Uint8Array);
    expect(Buffer.concat(chunks).toString()).toBe('still there');
  });
});
