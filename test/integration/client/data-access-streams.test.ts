import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';
import { rejection } from '../../support/call-scene.js';
import { holdTime } from '../../support/held-time.js';
import { startHttpsServer, type TestServer } from '../../support/http-server.js';
import { settled } from '../../support/settled.js';

const CREDENTIAL = { consumerKey: 'key', consumerSecret: 'text', token: 'token', tokenSecret: 'text' };
const RANGE = { dataType: 'survey', startTime: 0, endTime: 1 } as const;
const ROW = `${JSON.stringify({ dataType: { 'a.b.Kind': 'Survey' }, text: 'x'.repeat(1_000) })}\n`;

/** How a file is answered; a list is answered with one file. */
let sendFile: (response: ServerResponse) => void;
let server: TestServer;
let toolbelt: ToolbeltInstance;

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.endsWith('.gz')) {
    sendFile(response);
    return;
  }
  const href = `https://${request.headers.host}/data_access_le/a.gz`;
  const file = { '@name': 'a.gz', '@scopeStartDate': '', '@scopeEndDate': '', '@href': href };
  response.end(JSON.stringify({ dataAccessFiles: { file } }));
}

function client(options: ToolbeltOptions = {}): LPClient {
  toolbelt = createToolbelt({
    accountId: '12345678',
    allowLoopback: true,
    ca: server.ca,
    dataAccessHost: server.host,
    responseValidation: 'off',
    secretStore: { get: async (key) => ({ key, value: CREDENTIAL }) },
    ...options,
  });
  return toolbelt.LPClient();
}

beforeEach(async () => {
  server = await startHttpsServer(answer);
});
afterEach(async () => {
  await toolbelt.close();
  await server.close();
});

/** Sends rows without an end, no faster than they are taken; counts them. */
function endless(): { response: Promise<ServerResponse>; sent: () => number } {
  let sent = 0;
  const response = new Promise<ServerResponse>((resolve) => {
    sendFile = (file) => {
      resolve(file);
      // No compression: what is in the buffers is what was sent.
      const gzip = createGzip({ level: 0 });
      gzip.pipe(file);
      const more = () => {
        if (file.destroyed) return;
        sent += 1;
        if (gzip.write(ROW)) setImmediate(more);
        else gzip.once('drain', more);
      };
      more();
    };
  });
  return { response, sent: () => sent };
}

describe('rows', () => {
  it('are not read ahead of a slow loop, and the file is closed when the loop is left', async () => {
    const { response, sent } = endless();
    for await (const row of client().dataAccess.rows(RANGE)) {
      expect(row.dataType).toBe('Survey');
      // Some megabytes lie in the buffers of the two sockets.
      expect(await settled(sent)).toBeLessThan(20_000);
      break;
    }
    const file = await response;
    if (!file.destroyed) await once(file, 'close');
    expect(file.destroyed).toBe(true);
  });

  it('close the file when the loop throws', async () => {
    const { response } = endless();
    const loop = async () => {
      for await (const _row of client().dataAccess.rows(RANGE)) throw new Error('enough');
    };
    expect(await rejection(loop())).toMatchObject({ message: 'enough' });
    const file = await response;
    if (!file.destroyed) await once(file, 'close');
    expect(file.destroyed).toBe(true);
  });

  it.each([new Error('enough'), 'enough'])('end with the reason of an abort (%s)', async (reason) => {
    const { response } = endless();
    const controller = new AbortController();
    const loop = async () => {
      for await (const _row of client().dataAccess.rows(RANGE, { signal: controller.signal })) {
        controller.abort(reason);
      }
    };
    expect(await rejection(loop())).toBe(reason);
    const file = await response;
    if (!file.destroyed) await once(file, 'close');
  });

  it('end when nothing arrives for bodyIdleMs, but not while the loop is busy', async () => {
    sendFile = (file) => {
      const gzip = createGzip();
      gzip.pipe(file);
      gzip.write(ROW);
      gzip.flush();
    };
    const pass = holdTime();
    let rows = 0;
    let isOver = false;
    const loop = async () => {
      for await (const _row of client({ bodyIdleMs: 300 }).dataAccess.rows(RANGE)) {
        await pass(1_000);
        rows += 1;
      }
    };
    const failed = rejection(loop()).finally(() => {
      isOver = true;
    });
    while (rows === 0) await turn();
    while (!isOver) await pass(100);
    expect(await failed).toMatchObject({ name: 'TimeoutError', phase: 'body' });
    expect(rows).toBe(1);
  });

  it('go on after the deadline of the call, which is one for the headers', async () => {
    const gzip = createGzip();
    sendFile = (file) => {
      gzip.pipe(file);
      gzip.write(ROW);
      gzip.flush();
    };
    const pass = holdTime();
    let rows = 0;
    for await (const _row of client().dataAccess.rows(RANGE, { deadlineMs: 500 })) {
      rows += 1;
      if (rows > 1) continue;
      // It waits for the second row when the deadline is over.
      setImmediate(() => void pass(1_000).then(() => gzip.end(ROW)));
    }
    expect(rows).toBe(2);
  });

  it('come from a file that the server encodes once more', async () => {
    sendFile = (file) => {
      file.setHeader('content-encoding', 'gzip');
      const outer = createGzip();
      outer.pipe(file);
      createGzip()
        .on('data', (chunk) => outer.write(chunk))
        .on('end', () => outer.end())
        .end(ROW + ROW);
    };
    let rows = 0;
    for await (const _row of client().dataAccess.rows(RANGE)) rows += 1;
    expect(rows).toBe(2);
  });
});

describe('download', () => {
  it('lets go of a file that is destroyed before it is read, and of one that waits', async () => {
    for (const readFirst of [false, true]) {
      const { response } = endless();
      const stream = await client().dataAccess.download({
        href: `https://${server.host}/data_access_le/a.gz`,
      });
      if (readFirst) await once(stream, 'readable');
      stream.destroy();
      const file = await response;
      if (!file.destroyed) await once(file, 'close');
      expect(file.destroyed).toBe(true);
      await toolbelt.close();
    }
  });
});
