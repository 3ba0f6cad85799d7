import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { environment, run, TSX } from '../integration/cli/run-cli.js';
import { TRANSPORTS } from '../integration/client/harness.js';
import { type Bomb, makeBombs } from '../support/bombs.js';
import { sendJson } from '../support/hostile-account.js';
import { startHttpsServer } from '../support/http-server.js';

const SCRIPT = fileURLToPath(new URL('../support/read-bombs.ts', import.meta.url));
const DEADLINE_MS = 2_000;

let bombs: Record<string, Bomb>;
beforeAll(async () => {
  bombs = await makeBombs();
}, 60_000);

interface Outcome {
  readonly name: string;
  readonly how: string;
  readonly tookMs: number;
  readonly error?: string;
  readonly message?: string;
  readonly isOurs: boolean;
}

interface GroupOutcome {
  readonly outcomes: Outcome[];
  readonly growthMiB: number;
  readonly cpuAfterwardsMs: number;
}

/** Has a process of its own read bombs, all of a group at once. */
async function readBombs(
  transport: string,
  groups: readonly { name: string; how: string }[][],
): Promise<GroupOutcome[]> {
  const server = await startHttpsServer((request, response) => {
    if (request.url?.includes('/baseURI.json')) {
      const baseURI = server.host;
      const services = ['msgHist', 'accountConfigReadOnly'];
      return sendJson(response, { baseURIs: services.map((service) => ({ service, baseURI })) });
    }
    const name = request.headers['if-match'] ?? request.url?.slice(1) ?? '';
    const bomb = bombs[name];
    if (bomb === undefined) return sendJson(response, []);
    response.writeHead(200, { 'content-encoding': bomb.encoding, 'content-type': 'application/json' });
    response.end(bomb.body);
  });
  onTestFinished(() => server.close());
  const folder = await mkdtemp(join(tmpdir(), 'bombs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, server.ca);
  const env = environment({
    BOMBS_HOST: server.host,
    BOMBS_TRANSPORT: transport,
    BOMBS_DEADLINE_MS: String(DEADLINE_MS),
    BOMBS_CASES: JSON.stringify(groups),
    NODE_EXTRA_CA_CERTS: ca,
  });
  const { code, stdout, stderr } = await run(process.execPath, ['--import', TSX, SCRIPT], env);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
}

const WAYS = ['typed', 'text', 'json', 'bytes', 'clone', 'touched', 'stream'];

describe.each(TRANSPORTS)('small answers that decode to huge ones, through %s', (transport) => {
  it('cost neither memory nor time beyond the limits, however they are read', async () => {
    const names = Object.keys(bombs);
    const one = WAYS.flatMap((how) => names.map((name) => [{ name, how }]));
    const ten = names.map((name) => ['typed', 'text', 'stream'].map((how) => ({ name, how })));
    const groups = await readBombs(transport, [...one, ...ten]);
    let [most, longest] = [0, 0];
    for (const { outcomes, growthMiB, cpuAfterwardsMs } of groups) {
      const told = JSON.stringify({ outcomes, growthMiB, cpuAfterwardsMs });
      for (const { how, message, isOurs, tookMs } of outcomes) {
        if (how === 'stream' && !isOurs) expect(message ?? 'enough', told).toBe('enough');
        else expect(isOurs, told).toBe(true);
        // A stream is ended by its reader, who has to notice.
        expect(tookMs, told).toBeLessThan(DEADLINE_MS + 500);
        longest = Math.max(longest, tookMs);
      }
      expect(growthMiB, told).toBeLessThan(100);
      expect(cpuAfterwardsMs, told).toBeLessThan(150);
      most = Math.max(most, growthMiB);
    }
    console.log(`${groups.length} runs through ${transport}: ${most} MiB more at the most, ${longest} ms`);
  }, 400_000);
});
