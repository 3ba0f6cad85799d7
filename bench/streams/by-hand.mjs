// The same rows by hand: `node:https`, gunzip, lines, JSON.parse; or a page after another. Nothing is checked or unwrapped.
import { Agent, request } from 'node:https';
import { createGunzip } from 'node:zlib';
import { consume } from './watch.mjs';

const { BENCH_KIND, BENCH_CALLS, BENCH_ORIGIN } = process.env;
const count = Number(BENCH_CALLS);
const from = Date.UTC(2026, 5, 1);
const agent = new Agent({ keepAlive: true });
const PATHS = {
  engagementHistory: '/interaction_history/api/account/12345678/interactions/search?v=1&source=bench',
  messagingInteractions: '/messaging_history/api/account/12345678/conversations/search?v=1&source=bench',
};
await consume(BENCH_KIND === 'dataAccess' ? lines() : items(), count);
agent.destroy();

async function* lines() {
  const range = `startTime=${from}&endTime=${from + count}`;
  const list = await json(`${BENCH_ORIGIN}/data_access_le/account/12345678/le/agentActivity?${range}`);
  for (const file of list.dataAccessFiles.file) {
    const content = (await answer(file['@href'])).pipe(createGunzip()).setEncoding('utf8');
    let rest = '';
    for await (const text of content) {
      const parts = (rest + text).split('\n');
      rest = parts.pop();
      for (const line of parts) yield JSON.parse(line);
    }
  }
}

async function* items() {
  const body = JSON.stringify({ start: { from, to: from + count } });
  for (let offset = 0; offset < count; offset += 100) {
    const url = `${BENCH_ORIGIN}${PATHS[BENCH_KIND]}&limit=100&offset=${offset}`;
    const page = await json(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, body);
    yield* page.conversationHistoryRecords ?? page.interactionHistoryRecords;
  }
}

async function json(url, options, body) {
  const chunks = [];
  for await (const chunk of await answer(url, options, body)) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function answer(url, options, body) {
  return new Promise((resolve, reject) => {
    request(url, { agent, ...options }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`status ${response.statusCode}`));
    })
      .on('error', reject)
      .end(body);
  });
}
