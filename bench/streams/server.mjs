// Answers of the sandbox, repeated: files of Data Access, and pages of the two histories. As many rows as the range asked
// for has milliseconds: each file is ready before the first request.
import { gunzipSync, gzipSync } from 'node:zlib';
import { csdsOf, json, send, serve, tokenOf } from '../support/plain-server.mjs';

const FROM = Date.UTC(2026, 5, 1);
const TO = Date.UTC(2026, 6, 2);
const PAGE = 100;
const FILE = 20_000;

serve(async ({ host, token, testing }) => {
  const rows = await fixtures(testing);
  const file = gzipSync(`${repeated(rows.data, FILE).join('\n')}\n`);
  const pages = { engHist: repeated(rows.interactions, PAGE), msgHist: repeated(rows.conversations, PAGE) };
  const csds = csdsOf({ sentinel: host, engHistDomain: host, msgHist: host });
  const issued = tokenOf(token);
  return {
    told: { fileRows: FILE },
    onRequest(request, response) {
      const { pathname, searchParams } = new URL(request.url, `https://${host}`);
      if (pathname.endsWith('.gz')) response.end(file);
      else if (pathname.startsWith('/data_access_le/')) send(response, filesOf(host, pathname, searchParams));
      else if (pathname.startsWith('/sentinel/')) request.resume().once('end', () => send(response, issued));
      else if (request.method === 'GET') send(response, csds);
      else answerPage(request, response, pathname, searchParams);
    },
  };

  async function answerPage(request, response, pathname, searchParams) {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const { from, to } = JSON.parse(body).start;
    const isMessaging = pathname.startsWith('/messaging_history/');
    const list = isMessaging ? 'conversationHistoryRecords' : 'interactionHistoryRecords';
    const offset = Number(searchParams.get('offset'));
    const records = pages[isMessaging ? 'msgHist' : 'engHist']
      .slice(0, Math.max(0, to - from - offset))
      .map(([head, tail], index) => `${head}${offset + index}${tail}`);
    response.writeHead(200, json).end(`{"_metadata":{"count":${to - from}},"${list}":[${records}]}`);
  }
});

function filesOf(host, pathname, searchParams) {
  const [startTime, endTime] = ['startTime', 'endTime'].map((name) => Number(searchParams.get(name)));
  const files = Array.from({ length: (endTime - startTime) / FILE }, (_, index) => ({
    '@name': `${index}.gz`,
    '@scopeStartDate': '2026-06-30T11:00:00+00:00',
    '@scopeEndDate': '2026-06-30T12:00:00+00:00',
    '@href': `https://${host}${pathname}/${index}.gz`,
  }));
  return Buffer.from(JSON.stringify({ dataAccessFiles: { file: files } }));
}

/** Lines of the files, and the JSON of chats and conversations, as the sandbox has them. */
async function fixtures(testing) {
  const { startSandbox } = await import(testing);
  const sandbox = await startSandbox();
  const toolbelt = sandbox.toolbelt();
  try {
    const { dataAccess } = toolbelt.LPClient();
    const data = [];
    for await (const file of dataAccess.listAgentActivityFiles({ startTime: FROM, endTime: TO })) {
      const content = await dataAccess.download({ href: file['@href'] });
      const chunks = [];
      for await (const chunk of content) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const text = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
      data.push(...String(text).trim().split('\n'));
    }
    const { interactions, conversations } = sandbox.fixtures;
    return {
      data,
      interactions: aroundId(interactions, 'engagementId'),
      conversations: aroundId(conversations, 'conversationId'),
    };
  } finally {
    await toolbelt.close();
    await sandbox.close();
  }
}

/** The JSON of each around its id, so that no two of a list are the same. */
function aroundId(list, id) {
  return list
    .slice(0, PAGE)
    .map((item) => JSON.stringify({ ...item, info: { ...item.info, [id]: '@id' } }).split('@id'));
}

function repeated(list, count) {
  return Array.from({ length: count }, (_, index) => list[index % list.length]);
}
