// Reads all chats of a period: `for await` asks for the next page when it is needed.
import { Toolbelt } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

await using sandbox = await startSandbox();
using _ = sandbox.use();

const lp = Toolbelt.LPClient();
const to = sandbox.fixtures.baseTime;
const from = to - 30 * 24 * 60 * 60 * 1_000;

const chatsBySkill = new Map<string, number>();
for await (const { info } of lp.engagementHistory.search({
  start: { from, to },
  source: 'example',
  limit: 100,
})) {
  chatsBySkill.set(info.skillName, (chatsBySkill.get(info.skillName) ?? 0) + 1);
}

console.log(chatsBySkill);
console.log('Requests:', sandbox.requests.count({ service: 'engHistDomain' }));
