import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeFixtures } from '../../src/testing/fixtures/fixtures.js';
import { environment, run, TSX } from '../integration/cli/run-cli.js';
import { startHttpsServer } from '../support/http-server.js';

const CHATS = 1_000_000;
const DAYS = 310;
const FROM = Date.UTC(2025, 0, 1);
const LIMIT_MIB = 60;
const MIB = 1024 * 1024;
const STEP_MS = 600_000;
const SPACING_MS = (DAYS * 86_400_000) / CHATS;
const SCRIPT = fileURLToPath(new URL('../support/page-interactions.ts', import.meta.url));

/** The JSON of a chat around its id and its start, so that a million of them need not be made one by one. */
function chatTemplate(): (number: number) => string {
  const { interactions } = makeFixtures({ accountId: '12345678', seed: 1 });
  const texts = interactions.slice(0, 100).map((chat) => {
    const info = { ...chat.info, engagementId: '@id', startTimeL: '@start' };
    return JSON.stringify({ ...chat, info }).split(/@id|"@start"/) as [string, string, string];
  });
  return (number) => {
    const [head, middle, tail] = texts[number % texts.length] ?? ['', '', ''];
    // `startTimeL` comes before `engagementId`.
    return `${head}${startOf(number)}${middle}12345678${String(number).padStart(9, '0')}${tail}`;
  };
}

function startOf(number: number): number {
  return Math.round(FROM + number * SPACING_MS);
}

/** Answers searches as LivePerson does: bounds rounded outwards to ten minutes, and belonging to the range. */
function serve(counted: { requests: number }): RequestListener {
  const chat = chatTemplate();
  return async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') {
      const baseURI = request.headers.host;
      response.end(
        JSON.stringify({ baseURIs: [{ service: 'engHistDomain', account: '12345678', baseURI }] }),
      );
      return;
    }
    counted.requests += 1;
    const { start } = JSON.parse(await bodyOf(request));
    const { searchParams } = new URL(request.url ?? '', 'https://localhost');
    const [offset, limit] = [Number(searchParams.get('offset')), Number(searchParams.get('limit'))];
    const from = Math.floor(start.from / STEP_MS) * STEP_MS;
    const to = Math.ceil(start.to / STEP_MS) * STEP_MS;
    const first = Math.max(0, Math.ceil((from - FROM) / SPACING_MS));
    const count = Math.min(CHATS - 1, Math.floor((to - FROM) / SPACING_MS)) - first + 1;
    const numbers = Array.from(
      { length: Math.min(limit, count - offset) },
      (_, index) => first + offset + index,
    );
    response.end(
      `{"_metadata":{"count":${count}},"interactionHistoryRecords":[${numbers.map(chat).join()}]}`,
    );
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}

it('pages 1,000,000 interactions of ten months in memory that does not grow with them', {
  timeout: 300_000,
}, async () => {
  const counted = { requests: 0 };
  const server = await startHttpsServer(serve(counted));
  const folder = await mkdtemp(join(tmpdir(), 'engagement-history-memory-'));
  try {
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, server.ca);
    const env = environment({
      LP_HISTORY_HOST: server.host,
      LP_HISTORY_FROM: String(FROM),
      LP_HISTORY_DAYS: String(DAYS),
      NODE_EXTRA_CA_CERTS: ca,
    });
    const { code, stdout, stderr } = await run(process.execPath, ['--import', TSX, SCRIPT], env);
    expect({ code, errors: stderr.match(/^.*Error.*$/gm) }).toEqual({ code: 0, errors: null });
    const { chats, outOfOrder, latest, idle, peak, seconds } = JSON.parse(stdout);
    const mib = (bytes: number) => (bytes / MIB).toFixed(1);
    console.log(
      `${chats} interactions of ${counted.requests} pages in ${seconds.toFixed(1)} s: resident memory ` +
        `${mib(idle)} MiB idle, ${mib(peak)} MiB at its peak, ${mib(peak - idle)} MiB more`,
    );
    expect({ chats, outOfOrder, latest }).toEqual({ chats: CHATS, outOfOrder: 0, latest: CHATS - 1 });
    expect((peak - idle) / MIB).toBeLessThanOrEqual(LIMIT_MIB);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await server.close();
  }
});
