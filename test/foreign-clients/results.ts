import type { ForeignClient } from './clients.js';
import { pinnedVersion } from './versions.js';

/** Ways in which a client comes to the sandbox, in words. */
const WAYS = { proxy: 'its own support of proxies', preload: 'preload' } as const;

/** What one client came to. */
export interface Result {
  readonly client: ForeignClient;
  /** Calls that did not do what their author wants, each with what is wrong. */
  readonly wrong: Readonly<Record<string, string>>;
  /** Why it was not run. */
  readonly notRun?: string | undefined;
}

const HEAD = ['Client', 'Language', 'Credential', 'Comes by', 'Calls', 'Right', 'Wrong, and why'];

/** The results as a table in Markdown. */
export async function resultTable(results: readonly Result[]): Promise<string> {
  const rows = await Promise.all(results.map(row));
  const lines = [HEAD, HEAD.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

async function row({ client, wrong, notRun }: Result): Promise<string[]> {
  const version = await pinnedVersion(client.language, client.name);
  const who = [`${client.name} ${version}`, client.language, client.credentials, WAYS[client.way]];
  const calls = Object.keys(client.calls).length;
  if (notRun !== undefined) return [...who, String(calls), 'NOT RUN', notRun];
  const whys = Object.entries(wrong).map(([call, why]) => `${call}: ${why}`);
  return [...who, String(calls), String(calls - whys.length), whys.join('; ') || 'none'];
}
