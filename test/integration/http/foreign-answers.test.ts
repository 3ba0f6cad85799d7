import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../src/apis/api-call.js';
import type { LPClient } from '../../../src/client/lp-client.js';
import { ToolBeltError } from '../../../src/errors/index.js';
import { ACCOUNT, sendJson, startHttpAccount, startRawAccount } from '../../support/hostile-account.js';
import { failureOf, TRANSPORTS } from '../client/harness.js';

const day = { from: new Date('2025-01-01'), to: new Date('2025-01-02') };
const range = { start: day };

/** One operation of each kind; what its parameters are does not matter here. */
const CALLS: Record<string, (lp: LPClient) => Promise<unknown> | AsyncIterable<unknown>> = {
  'users.list': (lp) => lp.users.list(),
  'users.get': (lp) => lp.users.get({ userId: 1 }),
  'skills.list': (lp) => lp.skills.list(),
  'profiles.list': (lp) => lp.profiles.list(),
  'agentGroups.list': (lp) => lp.agentGroups.list(),
  'lobs.list': (lp) => lp.lobs.list(),
  'engagementHistory.search': (lp) => lp.engagementHistory.search({ ...range, source: 's' } as never),
  'functions.invoke': (lp) =>
    lp.functions.invoke({ functionUuid: '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21', payload: {} } as never),
  'dataAccess.rows': (lp) =>
    lp.dataAccess.rows({ dataType: 'webSession', startTime: 1, endTime: 2 } as never),
  'raw text': (lp) => lp('msgHist', '/x').then((response) => response.text()),
  'raw clone': (lp) => lp('msgHist', '/x').then((response) => response.clone().bytes()),
  'raw stream': (lp) =>
    lp('msgHist', '/x').then(async (response) => {
      void response.headers;
      for await (const _ of response.body ?? []);
    }),
};

const status = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      200,
      200,
      200,
      201,
      204,
      206,
      302,
      304,
      400,
      401,
      403,
      404,
      409,
      429,
      500,
      901,
    ),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 999 }) },
);
const phrase = fc.constantFrom(' OK', '', ' ', ' \u00ff\u00fe', ` ${'x'.repeat(2_000)}`);
const headerName = fc.oneof(
  fc.constantFrom(
    'content-type',
    'content-encoding',
    'retry-after',
    'location',
    'set-cookie',
    'date',
    'etag',
    'ac-revision',
    'connection',
    'keep-alive',
    'constructor',
    '__proto__',
    'content-length',
    'transfer-encoding',
  ),
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,20}$/),
);
const headerValue = fc.oneof(
  fc.constantFrom(
    '',
    'gzip',
    'identity',
    'br, gzip',
    'application/json',
    'text/html',
    '0',
    '-1',
    'chunked',
    'close',
    'timeout=0',
    'multipart/form-data',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const headers = fc.array(fc.tuple(headerName, headerValue), { maxLength: 6 });

/** Objects that cannot be made text, and others that JSON can bring. */
const nasty = fc.constantFrom<unknown>(
  { toString: 1, valueOf: 1 },
  { toJSON: 1, hasOwnProperty: 1 },
  { length: -1 },
  [[[[]]]],
  null,
  '',
  0,
  -1e308,
);
const named = fc.dictionary(
  fc.constantFrom(
    'id',
    'name',
    'error',
    'message',
    'code',
    '_metadata',
    'count',
    'interactionHistoryRecords',
    'info',
    'conversationHistoryRecords',
    'dataAccessFiles',
    '@href',
    '@name',
    'file',
    'items',
    'data',
    'body',
    'meta',
    'errorMsg',
    'internalCode',
    'oauth_problem',
    'logs',
    'result',
    'agentsMetrics',
    'skillsMetrics',
    'next',
  ),
  fc.oneof(nasty, fc.jsonValue()),
);
/** JSON that is deep, and correct. */
const deep = fc
  .tuple(
    fc.constantFrom(100, 5_000, 50_000),
    fc.constantFrom('interactionHistoryRecords', 'dataAccessFiles', 'error', 'message'),
  )
  .chain(([depth, key]) => {
    const list = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const object = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    return fc.constantFrom(
      list,
      object,
      `[${object}]`,
      `{"_metadata":{"count":2},"${key}":[${object}]}`,
      `{"${key}":${object}}`,
    );
  });
const body = fc.oneof(
  deep,
  fc.jsonValue().map((value) => JSON.stringify(value)),
  named.map((value) => JSON.stringify(value)),
  fc.array(fc.oneof(named, nasty), { maxLength: 3 }).map((value) => JSON.stringify(value)),
  named.chain((value) =>
    fc
      .constantFrom('interactionHistoryRecords', 'dataAccessFiles', 'file', '_metadata', 'error', 'body')
      .map((key) => JSON.stringify({ _metadata: { count: 1 }, [key]: [value] })),
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('', '<html>', '\ufeff[]', '['.repeat(20_000), '{"a":'.repeat(20_000), '"', '[1e999]'),
);
const answers = fc.record({
  line: fc.tuple(
    fc.constantFrom('HTTP/1.1 ', 'HTTP/1.1 ', 'HTTP/1.1 ', 'HTTP/1.0 ', 'HTTP/2 ', 'SSH '),
    status,
    phrase,
  ),
  headers,
  body,
  /** How the body is framed: by its length, by chunks, by the end of the connection, or wrongly. */
  framing: fc.constantFrom('length', 'length', 'chunked', 'close', 'shorter', 'longer'),
});

type FuzzAnswer = typeof answers extends fc.Arbitrary<infer T> ? T : never;

function wire({ line: [version, code, words], headers: given, body: text, framing }: FuzzAnswer): Buffer {
  const data = Buffer.from(text, 'utf8');
  const length = data.length + ({ shorter: -1, longer: 1 }[framing as string] ?? 0);
  const framed =
    framing === 'chunked'
      ? 'transfer-encoding: chunked\r\n'
      : framing === 'close'
        ? 'connection: close\r\n'
        : `content-length: ${Math.max(0, length)}\r\n`;
  const lines = given.map(([name, value]) => `${name}: ${value.replace(/[\r\n\0]/g, '')}\r\n`).join('');
  const head = Buffer.from(
    `${version}${String(code).padStart(3, '0')}${words}\r\n${framed}${lines}\r\n`,
    'latin1',
  );
  if (framing !== 'chunked') return Buffer.concat([head, data]);
  const chunk = data.length === 0 ? '' : `${data.length.toString(16)}\r\n`;
  return Buffer.concat([
    head,
    Buffer.from(chunk),
    data,
    Buffer.from(chunk && '\r\n'),
    Buffer.from('0\r\n\r\n'),
  ]);
}

async function drain(result: Promise<unknown> | AsyncIterable<unknown> | ApiCall<unknown>): Promise<void> {
  if (Symbol.asyncIterator in result) {
    let items = 0;
    for await (const _ of result) {
      items += 1;
      if (items > 20) break;
    }
    return;
  }
  await result;
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 40);

describe.each(TRANSPORTS)('whatever a server answers, through %s', (transport) => {
  it.each(Object.keys(CALLS))('%s gives a value or an error of ours', async (name) => {
    let asked = 0;
    let answer: Buffer = Buffer.alloc(0);
    const { api, platform } = await startRawAccount(
      (socket) => {
        asked += 1;
        socket.write(answer);
        socket.end();
      },
      { transport },
    );
    platform.script.hostOf = (service) => (service === 'sentinel' ? undefined : api.host);
    const toolbelt = platform.toolbelt(
      {
        transport,
        dataAccessHost: api.host,
        retry: false,
        deadlineMs: 3_000,
        timeoutMs: 3_000,
        bodyIdleMs: 3_000,
        responseValidation: 'strict',
      },
      api.ca,
    );
    const lp = toolbelt.LPClient();
    await toolbelt.CsdsClient().getAll();
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        answer = wire(given);
        try {
          await drain(CALLS[name]?.(lp) ?? Promise.resolve());
        } catch (error) {
          if (!(error instanceof ToolBeltError)) throw error;
        }
      }),
      { numRuns: RUNS },
    );
    // An invocation may meet a connection that the answer before has ruined; it is not sent again then.
    expect(asked).toBeGreaterThan(RUNS / 2);
  });
});

describe.each(TRANSPORTS)('what is listed, through %s', (transport) => {
  const odd = { toString: 1, valueOf: 1 };

  it.each([odd, null, 7, undefined])('may be a damaged file that is named %j', async (name) => {
    let host = '';
    const { api, platform } = await startHttpAccount((request, response) => {
      if (request.url?.includes('/file')) return void response.end(Buffer.from([0x1f, 0x8b, 1, 2, 3]));
      const href = `https://${host}/data_access_le/account/${ACCOUNT}/le/file/x`;
      sendJson(response, { dataAccessFiles: { file: [{ '@href': href, '@name': name }] } });
    }, {});
    host = api.host;
    const options = { dataAccessHost: api.host, retry: false, transport } as const;
    const lp = platform.toolbelt(options, api.ca).LPClient();
    const rows = lp.dataAccess.rows({ dataType: 'webSession', startTime: 1, endTime: 2 });
    const error = await failureOf(rows[Symbol.asyncIterator]().next());
    expect(error).toMatchObject({
      name: 'ResponseValidationError',
      message: expect.stringMatching(/damaged/),
    });
  });

  it.each([
    [[null, null]],
    [[1, 'x']],
    [[{ info: null }, { info: { engagementId: odd, startTimeL: odd } }]],
    [[{ info: { startTimeL: [], engagementId: null } }, {}]],
  ])('may be chats of several months, such as %j', async (interactionHistoryRecords) => {
    const { toolbelt } = await startHttpAccount(
      (_request, response) => sendJson(response, { _metadata: { count: 2 }, interactionHistoryRecords }),
      { transport },
    );
    const { engagementHistory } = toolbelt.LPClient();
    const start = { from: new Date('2025-01-01'), to: new Date('2025-03-20') };
    let chats = 0;
    for await (const _ of engagementHistory.search({ start, source: 'test' })) chats += 1;
    expect(chats).toBe(6);
  });
});
