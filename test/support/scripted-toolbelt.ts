import { onTestFinished } from 'vitest';
import type { TransportRequest } from '../../src/http/transport.js';
import type { ToolbeltInstance } from '../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../src/toolbelt/options.js';
import { createToolbelt } from '../../src/toolbelt/toolbelt.js';
import { json, type Script, ScriptedTransport } from './scripted-transport.js';
import { VirtualClock } from './virtual-clock.js';

const SERVICES = ['sentinel', 'faasGW', 'msgHist', 'smt'];

/** A toolbelt without a network: CSDS and sentinel answer as ever, the services as a test says. */
export class ScriptedToolbelt {
  readonly toolbelt: ToolbeltInstance;
  /** Requests to the services. */
  readonly sent: TransportRequest[] = [];
  readonly warnings: string[] = [];
  #tokens = 0;

  constructor(script: Script, options: ToolbeltOptions = {}) {
    const transport = new ScriptedTransport((request) => {
      const { pathname } = request.url;
      if (pathname.endsWith('/baseURI.json')) return json({ baseURIs: SERVICES.map(entry) });
      if (pathname.endsWith('/app/token')) return this.#token();
      this.sent.push(request);
      return script(request, this.sent.length);
    });
    const silent = () => undefined;
    this.toolbelt = createToolbelt({
      accountId: '12345678',
      secretStore: {
        get: async (key) => ({ key, value: { client_id: 'client', client_secret: 'made-up-secret' } }),
      },
      transport,
      clock: new VirtualClock(),
      logger: { debug: silent, info: silent, warn: (line) => this.warnings.push(line), error: silent },
      ...options,
    });
    onTestFinished(() => this.toolbelt.close());
  }

  /** A header of the requests to the services. */
  headers(name: string): (string | undefined)[] {
    return this.sent.map(({ headers }) => headers[name]);
  }

  #token() {
    this.#tokens += 1;
    return json({ access_token: `made-up-token-${this.#tokens}`, token_type: 'Bearer', expires_in: 3_600 });
  }
}

function entry(service: string) {
  return { service, account: '12345678', baseURI: `${service.toLowerCase()}.liveperson.net` };
}
