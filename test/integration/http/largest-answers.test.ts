import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startHttpAccount } from '../../support/hostile-account.js';
import { failureOf, TRANSPORTS } from '../client/harness.js';

const LONGEST = 100_000;
/** JSON of so many bytes. */
const jsonOf = (bytes: number) => `[${' '.repeat(bytes - 2)}]`;

const READERS = ['typed', 'text', 'json', 'arrayBuffer', 'bytes', 'blob', 'clone', 'looked at'] as const;

describe.each(TRANSPORTS)('the size of an answer through %s', (transport) => {
  async function setUp(body: () => Buffer | string, headers: Record<string, string> = {}, status = 200) {
    const { toolbelt } = await startHttpAccount(
      (_request, response) => void response.writeHead(status, headers).end(body()),
      { transport, retry: false, maxAnswerBytes: LONGEST, deadlineMs: 10_000 },
    );
    const lp = toolbelt.LPClient();
    return async (how: (typeof READERS)[number]) => {
      if (how === 'typed') return lp.users.list();
      const response = await lp('msgHist', '/x');
      if (how === 'clone') return response.clone().text();
      if (how !== 'looked at') return response[how]();
      expect(response.body).not.toBeNull();
      return response.text();
    };
  }

  it.each(READERS)('is bounded to the byte when it is read whole: %s', async (how) => {
    let bytes = LONGEST;
    const read = await setUp(() => jsonOf(bytes));
    await read(how);
    bytes += 1;
    const error = await failureOf(read(how));
    expect(error).toMatchObject({
      name: 'ResponseValidationError',
      message: expect.stringMatching(/more than 100000 bytes/),
    });
  });

  it.each(READERS)('counts as it is decoded: %s', async (how) => {
    let bytes = LONGEST;
    const read = await setUp(() => brotliCompressSync(gzipSync(jsonOf(bytes))), {
      'content-encoding': 'gzip, br',
    });
    await read(how);
    bytes += 1;
    expect(await failureOf(read(how))).toMatchObject({ name: 'ResponseValidationError' });
  });

  it('does not matter for a stream', async () => {
    const { toolbelt } = await startHttpAccount(
      (_request, response) => void response.end(Buffer.alloc(5_000_000)),
      { transport, maxAnswerBytes: LONGEST },
    );
    const { body } = await toolbelt.LPClient()('msgHist', '/x');
    let bytes = 0;
    for await (const chunk of body ?? []) bytes += (chunk as Uint8Array).length;
    expect(bytes).toBe(5_000_000);
  });

  it('does not matter for an error, whose words are left out', async () => {
    const read = await setUp(() => `{"message":"${'x'.repeat(2_000_000)}"}`, {}, 400);
    expect(await failureOf(read('typed'))).toMatchObject({ name: 'HttpError', status: 400, bodyExcerpt: '' });
  });

  it('of 2 GB is not waited for, also of an error', async () => {
    const { toolbelt } = await startHttpAccount(
      (_request, response) => {
        response.writeHead(400, { 'content-length': '2000000000' });
        const write = () => {
          if (response.writable && response.write('x'.repeat(65_536))) setImmediate(write);
          else response.once('drain', write);
        };
        response.on('error', () => undefined);
        write();
      },
      { transport, retry: false },
    );
    expect(await failureOf(toolbelt.LPClient().users.list())).toMatchObject({ status: 400 });
  });

  it.each([
    [1, true],
    [5, true],
    [6, false],
    [1_000, false],
  ])('%i content codings are undone: %s', async (count, isUndone) => {
    let body = Buffer.from('[]');
    for (let i = 0; i < Math.min(count, 6); i += 1) body = gzipSync(body);
    const read = await setUp(() => body, { 'content-encoding': Array(count).fill('gzip').join(',') });
    if (isUndone) expect(await read('typed')).toEqual([]);
    else expect(await failureOf(read('typed'))).toMatchObject({ name: 'NetworkError' });
  });

  it.each<[string, string, Buffer, boolean]>([
    ['gzip cut off', 'gzip', gzipSync(jsonOf(5_000)).subarray(0, 30), false],
    ['br cut off', 'br', brotliCompressSync(jsonOf(5_000)).subarray(0, 10), false],
    ['garbage', 'gzip', Buffer.from('no gzip at all'), false],
    ['garbage after the end', 'gzip', Buffer.concat([gzipSync('[]'), Buffer.from('garbage')]), false],
    ['another gzip after the end', 'gzip', Buffer.concat([gzipSync('['), gzipSync(']')]), true],
    ['a wrong name', 'br', gzipSync('[]'), false],
    ['an unknown name', 'zstd', gzipSync('[]'), false],
  ])('of %s is an error of ours or none', async (_name, encoding, body, isRead) => {
    const read = await setUp(() => body, { 'content-encoding': encoding });
    for (const how of ['typed', 'text', 'looked at'] as const) {
      if (isRead) await read(how);
      else expect(await failureOf(read(how))).toHaveProperty('component');
    }
  });

  it('is no bound for an abort: a stream that has arrived is ended while it is decoded', async () => {
    const once = gzipSync(Buffer.alloc(200_000_000), { level: 1 });
    const { toolbelt } = await startHttpAccount(
      (_request, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(once)),
      { transport },
    );
    const controller = new AbortController();
    const reason = new Error('enough');
    const { body } = await toolbelt.LPClient()('msgHist', '/x', { signal: controller.signal });
    const read = async () => {
      let bytes = 0;
      for await (const chunk of body ?? []) {
        bytes += (chunk as Uint8Array).length;
        if (bytes > 20_000_000) controller.abort(reason);
      }
    };
    expect(await failureOf(read())).toBe(reason);
  });
});
