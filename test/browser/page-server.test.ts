import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = 'examples/provisioning-page/server.ts';

it('the server prints where the page is, and ends cleanly on Ctrl-C in the middle of a run', async () => {
  const args = ['--import', 'tsx', SERVER];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const closed = once(child, 'close');
    const [line] = await once(createInterface(child.stdout), 'line');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
    const page = await fetch(url);
    expect(await page.text()).toContain('<title>Set up Functions</title>');
    const started = await fetch(`${url}/runs`, { method: 'POST', headers: { origin: url } });
    expect(started.status).toBe(202);

    child.kill('SIGINT');
    expect(await closed).toEqual([0, null]);
    expect(stderr).toBe('');
  } finally {
    child.kill('SIGKILL');
  }
});
