import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const BRAND = '/ws_api/account/12345678/messaging/brand';
/** The handshake that RFC 6455 has as its example. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
const [TEXT, BINARY, CLOSE, PING, PONG] = [1, 2, 8, 9, 10];

const { sandbox, client } = await sandboxFixture();
const login = await client.call('agentVep', 'POST', '/api/account/12345678/login?v=1.3', {
  json: sandbox.logins.agent,
});
const { bearer } = login.json();

/** What a server answers to the handshake: the socket of a WebSocket, or a refusal. */
async function shakeHands(path: string, headers: Record<string, string> = {}) {
  const url = `https://${sandbox.hosts.asyncMessagingEnt}${path}`;
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  const asked = request(url, {
    ca: sandbox.ca,
    headers: { ...upgrade, 'sec-websocket-key': KEY, ...headers },
  });
  asked.end();
  const answered = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
  const [answer, socket] = answered as [IncomingMessage, Duplex | undefined];
  if (socket === undefined) answer.resume();
  return { status: answer.statusCode, headers: answer.headers, socket };
}

async function openSocket(): Promise<Duplex> {
  const { socket } = await shakeHands(`${BRAND}/${bearer}?v=2`);
  if (socket === undefined) throw new Error('The server opened no WebSocket');
  return socket;
}

/** A frame as clients send it, masked. */
function frame(opcode: number | undefined, payload: Buffer, isFinal = true): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const { length } = payload;
  const head =
    length < 126 ? Buffer.from([0, 0x80 | length]) : Buffer.from([0, 0x80 | 126, length >> 8, length & 255]);
  head[0] = (isFinal ? 0x80 : 0) | (opcode ?? 0);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

/** The next frame of the server; its frames are short here, and come one by one. */
async function next(socket: Duplex): Promise<{ opcode: number; payload: Buffer }> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return { opcode: (bytes[0] ?? 0) & 15, payload: bytes.subarray((bytes[1] ?? 0) < 126 ? 2 : 4) };
}

it.each([
  ['in the path', () => [`${BRAND}/${bearer}?v=2`, {}]],
  ['as jwt in the header', () => [`${BRAND}?v=2`, { authorization: `jwt ${bearer}` }]],
  ['as Bearer in the header', () => [`${BRAND}?v=2`, { authorization: `Bearer ${bearer}` }]],
] as [string, () => [string, Record<string, string>]][])(
  'opens for an agent who logged in, with the bearer %s',
  async (_where, ask) => {
    const { status, headers, socket } = await shakeHands(...ask());
    expect([status, headers['sec-websocket-accept']]).toEqual([101, ACCEPT]);
    socket?.destroy();
  },
);

it('is refused without a bearer, with one of nobody, of an application, for another account or version', async () => {
  const elsewhere = BRAND.replace('12345678', '999');
  const statuses = [
    await shakeHands(`${BRAND}?v=2`),
    await shakeHands(`${BRAND}/unknown?v=2`),
    await shakeHands(`${BRAND}?v=2`, { authorization: `Bearer ${await client.token()}` }),
    await shakeHands(`${elsewhere}/${bearer}?v=2`),
    await shakeHands(`${BRAND}/${bearer}?v=1`),
    await shakeHands(`/ws_api/account/12345678/messaging/consumer?v=3`),
  ];
  expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 400, 404]);
  const plain = await client.call('asyncMessagingEnt', 'GET', `${BRAND}/${bearer}?v=2`);
  expect([plain.status, plain.headers.upgrade]).toEqual([426, 'websocket']);
});

it('tells the time of the sandbox, answers pings, and says what it does not answer', async () => {
  const socket = await openSocket();
  const ask = (message: unknown) => socket.write(frame(TEXT, Buffer.from(JSON.stringify(message))));
  ask({ kind: 'req', id: 7, type: 'GetClock' });
  const clock = JSON.parse((await next(socket)).payload.toString());
  expect(clock).toMatchObject({
    kind: 'resp',
    reqId: 7,
    code: 200,
    body: { currentTime: expect.any(Number) },
  });
  expect(Math.abs(clock.body.currentTime - sandbox.clock.now())).toBeLessThan(60_000);

  socket.write(frame(PING, Buffer.from('still there?')));
  expect(await next(socket)).toEqual({ opcode: PONG, payload: Buffer.from('still there?') });

  ask({ kind: 'req', id: 'a', type: 'cm.UpdateConversationField', body: { text: 'x'.repeat(300) } });
  const answer = JSON.parse((await next(socket)).payload.toString());
  expect(answer).toMatchObject({ kind: 'resp', reqId: 'a', code: 501 });
  socket.destroy();
});

it('puts a message together that comes in pieces', async () => {
  const socket = await openSocket();
  const message = Buffer.from(JSON.stringify({ kind: 'req', id: 1, type: 'GetClock' }));
  const whole = Buffer.concat([
    frame(TEXT, message.subarray(0, 9), false),
    frame(PING, Buffer.from('p')),
    frame(0, message.subarray(9)),
  ]);
  socket.write(whole.subarray(0, 5));
  socket.write(whole.subarray(5));
  const received: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received.push(chunk);
    if (Buffer.concat(received).includes('GetClockResponse')) break;
  }
  expect(Buffer.concat(received).subarray(0, 3)).toEqual(Buffer.from([0x80 | 10, 1, 'p'.charCodeAt(0)]));
});

it.each([
  ['a close', () => frame(CLOSE, Buffer.alloc(0)), 1000],
  ['a frame without a mask', () => Buffer.from([0x81, 1, 65]), 1002],
  ['a binary message', () => frame(BINARY, Buffer.from('b')), 1003],
  ['a message that is too long', () => Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]), 1009],
] as [string, () => Buffer, number][])('closes after %s', async (_what, bytes, code) => {
  const socket = await openSocket();
  const ended = once(socket, 'end');
  socket.write(bytes());
  const { opcode, payload } = await next(socket);
  expect([opcode, payload.readUInt16BE()]).toEqual([CLOSE, code]);
  await ended;
  socket.destroy();
});

it('leaves no bearer in the log of requests', async () => {
  (await openSocket()).destroy();
  const logged = sandbox.requests.matching({ service: 'asyncMessagingEnt', path: /messaging\/brand\// });
  expect(logged.at(-1)).toMatchObject({ path: `${BRAND}/[redacted]`, status: 101 });
  expect(JSON.stringify(sandbox.requests.all())).not.toContain(bearer);
});

it('stops with the sandbox, open sockets and all', async () => {
  const own = await startSandbox();
  const url = `https://${own.hosts.asyncMessagingEnt}${BRAND}?v=2`;
  const headers = { connection: 'Upgrade', upgrade: 'websocket', authorization: `jwt ${own.admin.bearer}` };
  const asked = request(url, { ca: own.ca, headers: { ...headers, 'sec-websocket-key': KEY } });
  asked.end();
  const [, socket] = (await once(asked, 'upgrade')) as [IncomingMessage, Duplex];
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.resume();
  await own.close();
  await closed;
});
