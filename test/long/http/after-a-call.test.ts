import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { failureOf, TRANSPORTS } from '../../integration/client/harness.js';
import { startRawAccount } from '../../support/hostile-account.js';

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]';
const uuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';

/** What keeps the process alive, without the servers' and the test's own. */
const resources = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe.each(TRANSPORTS)('after a call through %s', (transport) => {
  it('nothing of it is left: no listener, no timer, and idle connections for four seconds', async () => {
    const answers = [
      OK,
      'HTTP/1.1 404 No\r\ncontent-length: 2\r\n\r\n{}',
      'HTTP/1.1 503 No\r\nretry-after: 0\r\ncontent-length: 5\r\n\r\n{}',
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n[',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n[]',
      'HTTP/1.1 200 OK\r\ncontent-encoding: zip\r\ncontent-length: 2\r\n\r\n[]',
      'no HTTP\r\n\r\n',
      'HTTP/1.1 204 No\r\n\r\n',
      'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ];
    const { api, toolbelt } = await startRawAccount(
      (socket, _head, index) => {
        const answer = answers[index % answers.length] ?? OK;
        socket.write(answer);
        if (answer.endsWith('\r\n[')) socket.end();
      },
      { transport, deadlineMs: 2_000, bodyIdleMs: 2_000, retry: { attempts: 2, maxWaitMs: 10 } },
    );
    const lp = toolbelt.LPClient();
    await lp.users.list();
    const before = resources();
    const { signal } = new AbortController();
    await Promise.allSettled(
      Array.from({ length: 64 }, async (_, index) => {
        if (index % 2 === 0) return lp.users.list({}, { signal });
        const response = await lp('msgHist', '/x', { signal });
        if (index % 4 === 1) return response.text();
        return response.body?.cancel();
      }),
    );
    await expect.poll(() => getEventListeners(signal, 'abort').length).toBe(0);
    await expect.poll(resources).toBeLessThanOrEqual(before);
    await expect.poll(() => api.open()).toBe(0);
  });

  it.each([20, 2_000])('and %i calls with one signal nobody is warned', async (count) => {
    const warnings: unknown[] = [];
    const onWarning = (warning: unknown) => warnings.push(warning);
    process.on('warning', onWarning);
    const { toolbelt } = await startRawAccount((socket) => socket.write(OK), { transport });
    const lp = toolbelt.LPClient();
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: count }, () => lp.users.list({}, { signal })));
    await new Promise(setImmediate);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('and with one signal, all are aborted at once', async () => {
    const { api, toolbelt } = await startRawAccount(() => undefined, { transport, retry: { attempts: 3 } });
    const lp = toolbelt.LPClient();
    await toolbelt.CsdsClient().getAll();
    const controller = new AbortController();
    const reason = new Error('all of you');
    const calls = Array.from({ length: 500 }, () => failureOf(lp.users.list({}, controller)));
    await expect.poll(() => api.open()).toBe(64);
    controller.abort(reason);
    expect(new Set(await Promise.all(calls))).toEqual(new Set([reason]));
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    await api.emptied();
  });
});

describe.each(TRANSPORTS)('a connection that the server closes while it is idle, through %s', (transport) => {
  it('costs a read no attempt, and sends an invocation twice in none of 500 races', async () => {
    const seen = new Map<string, number>();
    const idOf = (head: string) => /x-request-id: (\S+)/i.exec(head)?.[1] ?? '';
    const { toolbelt } = await startRawAccount(
      (socket, head, index) => {
        const id = idOf(head);
        // Of reads, the one that is sent once more is no fault.
        if (/POST \S+ HTTP/.test(head)) seen.set(id, (seen.get(id) ?? 0) + 1);
        const body = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n';
        socket.write(`${body}${/GET \S+ HTTP/.test(head) ? '[]' : '{}'}`);
        // At the worst of moments: while the next request is on its way.
        const close = () => (index % 3 === 0 ? socket.destroy() : socket.end());
        if (index % 4 === 0) setImmediate(close);
        else setTimeout(close, index % 4);
      },
      { transport },
    );
    const lp = toolbelt.LPClient();
    let [reads, invocations, failed] = [0, 0, 0];
    for (let index = 0; index < 500; index += 1) {
      if (index % 2 === 0) {
        // One attempt is all that it has.
        await lp.users.list({}, { retry: { attempts: 1 } }).then(() => (reads += 1));
      } else {
        const body = { headers: [], payload: {} };
        await lp.functions.invoke({ functionUuid: uuid, ...body } as never).then(
          () => (invocations += 1),
          (error) => {
            expect(error).toMatchObject({ name: 'NetworkError' });
            failed += 1;
          },
        );
      }
      if (index % 5 === 0) await new Promise((resolve) => setTimeout(resolve, index % 4));
    }
    expect(Math.max(...seen.values())).toBe(1);
    expect(seen.size).toBeGreaterThanOrEqual(invocations);
    expect(invocations + failed).toBe(250);
    expect(reads).toBe(250);
  });
});
