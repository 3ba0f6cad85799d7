import { expect } from 'vitest';
import type { Sandbox } from '../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from '../integration/sandbox/client.js';
import type { Account, Outcome } from './calls/account.js';
import { execute } from './generate.js';

const DAY_MS = 86_400_000;

/** Runs a program that calls the sandbox with a generated client, and gives what it printed. */
export async function callSandbox(sandbox: Sandbox, program: string, args: readonly string[], env = {}) {
  const { accountId, hosts, caFile, fixtures } = sandbox;
  const client = new SandboxClient(sandbox);
  const token = await client.token();
  await client[Symbol.asyncDispose]();
  const { baseTime, functions } = fixtures;
  const account: Account = { accountId, hosts, token, baseTime, functionUuid: functions.echo.uuid };
  const stdout = await execute(program, args, {
    ACCOUNT: JSON.stringify(account),
    CA_FILE: caFile,
    NODE_EXTRA_CA_CERTS: caFile,
    ...env,
  });
  return JSON.parse(stdout) as unknown;
}

/** What the calls have to give: what this library gives. */
export async function outcomeOfLibrary(sandbox: Sandbox): Promise<Outcome> {
  const toolbelt = sandbox.toolbelt();
  const lp = toolbelt.LPClient();
  const { baseTime, functions } = sandbox.fixtures;
  const users = await lp.users.list({ select: '$all' });
  const skills = await lp.skills.list();
  const start = { from: baseTime - 30 * DAY_MS, to: baseTime };
  const { interactionHistoryRecords: chats } = await lp.engagementHistory.search({
    start,
    source: 'generated',
    limit: 100,
  });
  const returned = await lp.functions.invoke({
    functionUuid: functions.echo.uuid,
    payload: { order: 'A-1001' },
  });
  const grouped = await lp.predefinedContent.listGroupedByCategories();
  await toolbelt.close();
  return {
    userIds: users.map(({ id }) => id),
    nickname: users[0]?.nickname,
    skillNames: skills.map(({ name }) => name),
    chats: chats.length,
    agents: chats.map(({ info }) => String(info.agentId)),
    returned,
    refused: [404, expect.any(String)],
    categories: Object.keys(grouped),
  };
}
