import { describe, expect, it, onTestFinished } from 'vitest';
import { TRANSPORTS } from '../../integration/client/harness.js';
import { ACCOUNT, startPlatform, startRawAccount } from '../../support/hostile-account.js';
import { startRawServer } from '../../support/raw-server.js';

const jsonAnswer = (text: string) =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
const neverComes = (status: number) =>
  `HTTP/1.1 ${status} Sick\r\nretry-after: 0\r\ncontent-length: 10\r\n\r\n`;

/** A busy machine takes its time. */
const PATIENT_MS = 60_000;

describe.each(TRANSPORTS)('bodies that never come, through %s', (transport) => {
  it.each([401, 429, 500, 503])(
    'keep no connection of a host that answered 70 calls with %i',
    async (status) => {
      let sick = true;
      const { api, toolbelt } = await startRawAccount(
        (socket) => socket.write(sick ? neverComes(status) : jsonAnswer('[]')),
        { transport, deadlineMs: 2_500, retry: { attempts: 3 } },
      );
      const lp = toolbelt.LPClient();
      await Promise.allSettled(Array.from({ length: 70 }, () => lp.users.list()));
      sick = false;
      // Held connections would never be free for it.
      const response = await lp('msgHist', '/healthy', { retry: false, deadlineMs: PATIENT_MS });
      expect(await response.text()).toBe('[]');
      await toolbelt.close();
      await api.emptied();
    },
  );

  it('keep no connection from sentinel, where that is the same host', async () => {
    let good = '';
    const all = await startRawServer((socket, head) => {
      const [request = ''] = /(GET|POST) \S+ HTTP/.exec(head) ?? [];
      if (request.includes('baseURI')) {
        const hosts = ['sentinel', 'accountConfigReadOnly'].map((service) => ({
          service,
          baseURI: all.host,
        }));
        socket.write(jsonAnswer(JSON.stringify({ baseURIs: hosts })));
      } else if (request.includes('/app/token')) {
        good = good === '' ? 'first' : 'second';
        socket.write(jsonAnswer(JSON.stringify({ access_token: good, expires_in: 3_600 })));
      } else {
        socket.write(head.includes('Bearer second') ? jsonAnswer('[]') : neverComes(401));
      }
    });
    onTestFinished(() => all.close());
    const platform = await startPlatform();
    const options = { accountId: ACCOUNT, csdsDomain: all.host, transport, deadlineMs: PATIENT_MS } as const;
    const toolbelt = platform.toolbelt(options, all.ca);
    const lp = toolbelt.LPClient();
    const lists = await Promise.allSettled(Array.from({ length: 70 }, () => lp.users.list()));
    expect(lists.filter(({ status }) => status === 'rejected')).toEqual([]);
    await toolbelt.close();
  });
});
