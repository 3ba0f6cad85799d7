import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Fault, isHarmless, RETRY_AFTERS } from './plan.js';

/** What a fault has to do with. */
export interface FaultParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The connection below TLS. */
  readonly raw: Socket;
  /** Whether no other request has come on the connection since. */
  readonly isLast: () => boolean;
  /** Of the call. */
  readonly number: number;
  /** What came in the head, which careless servers repeat. */
  readonly echo: string;
}

/** Cuts a connection as a machine does that has lost it. */
export function reset(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}

/** Whether the request takes effect. */
export function executes(fault: Fault): boolean {
  return !fault.startsWith('429') && fault !== 'reset before';
}

/** @returns Whether a good answer went off whole. */
export async function answerWith(fault: Fault, parts: FaultParts): Promise<boolean> {
  const { response, number, raw } = parts;
  if (fault === 'odd headers') return answerOddly(parts);
  if (isHarmless(fault)) {
    const gone = new Promise<boolean>((resolve) => {
      response.once('finish', () => resolve(true)).once('close', () => resolve(false));
    });
    await harmless(fault, parts);
    return gone;
  }
  if (fault.startsWith('429')) {
    response.writeHead(429, retryAfter(fault)).end(`{"error":{"message":"slow down, ${number}"}}`);
    return false;
  }
  if (/^(?:status )?\d{3}/.test(fault)) answerStatus(fault, parts);
  else if (fault in RAW) RAW[fault]?.(parts.request.socket, raw);
  else await OTHERS[fault]?.(parts);
  return false;
}

/** What every good answer says, long enough to be cut in pieces. */
const goodBody = (number: number) => JSON.stringify({ id: String(number), loginName: 'x'.repeat(700) });
/** A list of one. */
const bodyOf = ({ request, number }: FaultParts) =>
  request.url?.includes('/users?') ? `[${goodBody(number)}]` : goodBody(number);

async function harmless(fault: Fault, parts: FaultParts): Promise<void> {
  const { response, request, isLast } = parts;
  const body = bodyOf(parts);
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'slow body': {
      response.writeHead(200, { ...json, 'content-length': body.length });
      const step = Math.ceil(body.length / 6);
      for (let at = 0; at < body.length; at += step) {
        response.write(body.slice(at, at + step));
        await delay(650);
      }
      return void response.end();
    }
    case 'informational heads':
      response.writeProcessing();
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      await delay(5);
      return void response.writeHead(200, json).end(body);
    case 'gzip':
      return void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(body));
    case 'brotli':
      return void response
        .writeHead(200, { ...json, 'content-encoding': 'br' })
        .end(brotliCompressSync(body));
    case 'two codings': {
      const coded = brotliCompressSync(gzipSync(body));
      return void response.writeHead(200, { ...json, 'content-encoding': 'gzip, br' }).end(coded);
    }
    case 'chunks and trailers':
      response.writeHead(200, { ...json, trailer: 'x-sum' });
      for (const char of body.slice(0, 40)) response.write(char);
      response.addTrailers({ 'x-sum': '1' });
      return void response.end(body.slice(40));
    case 'closes after':
      // Not below the next request, whose good answer would be cut.
      response.writeHead(200, json).end(body, () => setImmediate(() => isLast() && request.socket.end()));
      return;
    default:
      response.writeHead(200, json).end(body);
  }
}

/** Written past the server, whose own heads are in order. */
async function answerOddly(parts: FaultParts): Promise<boolean> {
  const { socket } = parts.request;
  const body = bodyOf(parts);
  const odd = ['__proto__: 1', 'constructor: x', 'x-empty:', 'X-Twice: 1', 'x-twice: 2', 'x-latin: \xe9\xff'];
  const more = Array.from({ length: 60 }, (_, index) => `x-more-${index}: ${'v'.repeat(20)}`);
  const head = [
    ...odd,
    ...more,
    `content-length:   ${body.length}`,
    'retry-after: 9',
    'keep-alive: timeout=0',
  ];
  socket.write(`HTTP/1.1 200 \r\n${head.join('\r\n')}\r\n\r\n${body}`, 'latin1');
  await delay(20);
  socket.end();
  return true;
}

function retryAfter(fault: Fault): Record<string, string> {
  const date = (ms: number) => new Date(Date.now() + ms).toUTCString();
  const texts: Partial<Record<Fault, string>> = {
    '429, 0': '0',
    '429, 1': '1',
    '429, 2': '2',
    '429, date': date(RETRY_AFTERS['429, date'] - 500),
    '429, past date': date(-3_600_000),
    '429, garbage': 'soon; -1.5e9',
    '429, 3600': '3600',
    '429, huge': '9'.repeat(40),
    '429, tomorrow': date(86_400_000),
    '503, back at once': '0',
    '503, back in a second': '1',
    '503, back in the past': date(-86_400_000),
    '503, back at no time': 'never',
    '503, back tomorrow': date(86_400_000),
  };
  const text = texts[fault];
  return text === undefined ? {} : { 'retry-after': text };
}

function answerStatus(fault: Fault, { response, echo, number }: FaultParts): void {
  const status = Number(/\d{3}/.exec(fault)?.[0]);
  const headers: Record<string, string> = { 'content-type': 'application/json', ...retryAfter(fault) };
  if (status === 302) headers.location = `https://elsewhere.example.com/?${encodeURIComponent(echo)}`;
  if (number % 2 === 0) headers['x-echo'] = encodeURIComponent(echo);
  const failed = { errorCode: 'com.liveperson.faas.handler.custom-failure', errorMsg: `it said ${echo}` };
  response.writeHead(status, headers);
  response.end(status === 901 ? JSON.stringify(failed) : JSON.stringify({ error: { message: echo } }));
}

type Speak = (tls: Socket, raw: Socket) => void;

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** Said on the connection itself, where a server of HTTP would be too polite. */
const RAW: Partial<Record<Fault, Speak>> = {
  'reset after': (_, raw) => reset(raw),
  'reset in the head': (tls, raw) => {
    tls.write(`${HEAD}x-half: a`);
    setTimeout(() => reset(raw), 20);
  },
  'truncated body': (tls, raw) => {
    tls.write(`${HEAD}content-length: 1000\r\n\r\n{"id": "half`);
    setTimeout(() => raw.destroy(), 20);
  },
  'truncated chunks': (tls) => void tls.end(`${HEAD}transfer-encoding: chunked\r\n\r\n5\r\n{"id"\r\n`),
  'no HTTP': (tls) => void tls.end('220 smtp.example.com ESMTP\r\n'),
  'huge head': (tls) => void tls.end(`${HEAD}x-huge: ${'h'.repeat(100_000)}\r\n\r\n{}`),
  'malformed header': (tls) => void tls.end(`${HEAD}no colon here\r\ncontent-length: 2\r\n\r\n{}`),
  'switching protocols': (tls) =>
    void tls.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
  silent: () => undefined,
  'stalled body': (tls) => void tls.write(`${HEAD}content-length: 1000\r\n\r\n{"id": "half`),
};

const OTHERS: Partial<Record<Fault, (parts: FaultParts) => void | Promise<void>>> = {
  'broken gzip': ({ response }) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end('this was never compressed'),
  html: ({ response, echo }) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><h1>Sign in</h1>${echo}</html>`),
  'not JSON': ({ response, echo }) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"id": ${echo}`),
  'oversized body': ({ response }) => void response.writeHead(200).end(`"${'o'.repeat(400_000)}"`),
  bomb: ({ response }) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(4_000_000))),
  'unknown coding': ({ response }) => void response.writeHead(200, { 'content-encoding': 'zip' }).end('{}'),
  'endless body': async ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    while (!response.destroyed) {
      response.write(' '.repeat(16_384));
      await delay(10);
    }
  },
};
