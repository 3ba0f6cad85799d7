import { Readable } from 'node:stream';
import { LpServices } from '../../src/csds/services.js';
import type { Transport, TransportRequest, TransportResponse } from '../../src/http/transport.js';
import { FORMS } from './canaries.js';

/** Where a server puts what it repeats. The number of them, of the forms and of the statuses have no common divisor. */
const SHAPES: readonly ((words: string) => string)[] = [
  (words) => JSON.stringify({ message: words }),
  (words) => JSON.stringify({ code: words, errorCode: words, errorMsg: words, details: [words] }),
  (words) => JSON.stringify({ error: words, error_description: words }),
  (words) => JSON.stringify({ errors: [{ message: words }, words], [words]: words }),
  (words) => `{"message":"${words}"}`,
  (words) => words,
  (words) => `oauth_problem=${words.replaceAll('+', '%2B').replaceAll(' ', '+')}&oauth_problem_advice=b`,
  (words) =>
    `<html><title>${words}</title><p>${'Sorry. '.repeat(40)}Reference #${words}</p><script>${words}</script>`,
  (words) => JSON.stringify([{ id: words, [words]: [words] }]),
  (words) => words.replaceAll(' and ', '\r\n'),
  (words) => JSON.stringify(JSON.stringify({ body: { message: words } })),
];
const STATUSES = [200, 201, 302, 304, 400, 401, 403, 404, 409, 412, 500, 901, 503];
const FORM_NAMES = Object.keys(FORMS);
/** What of a request is a credential of its own. */
const CREDENTIAL_HEADERS = ['authorization', 'lp-authorization-override', 'x-auth-key', 'x-vault-token'];
const HEADER_VALUE = /^[\x20-\x7e]{1,4000}$/;
const HEADER_NAME = /^[a-z0-9%-]{1,200}$/;
const OTHER_SERVICES = ['swift', 'mtlsGateway', 'mavenContext'];

export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

/**
 * Every server of an account, each of which repeats what it was sent and whatever else it knows: in the body, in names
 * and values of headers, in every form, with every status, one after the other.
 */
export class HostileTransport implements Transport {
  /** How many requests were answered so. */
  turn = 0;
  readonly #known: () => readonly string[];
  readonly #well: (request: TransportRequest) => Answer | undefined;

  /**
   * @param known What the servers know beside the request.
   * @param well What is answered as it should be, so that the caller comes to the next request.
   */
  constructor(
    known: () => readonly string[],
    well: (request: TransportRequest) => Answer | undefined = () => undefined,
  ) {
    this.#known = known;
    this.#well = well;
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    if (request.url.pathname.endsWith('/baseURI.json')) return json({ body: { baseURIs: baseUris() } });
    const well = this.#well(request);
    return well === undefined ? this.#repeat(request) : json(well);
  }

  async close(): Promise<void> {}

  #repeat({ headers: sent, body: content }: TransportRequest): TransportResponse {
    this.turn += 1;
    const form = FORM_NAMES[this.turn % FORM_NAMES.length] ?? '';
    const write = FORMS[form] ?? String;
    const credentials = CREDENTIAL_HEADERS.flatMap((name) => sent[name] ?? []);
    const signed = credentials.flatMap((header) => /oauth_signature="([^"]+)"/.exec(header)?.[1] ?? []);
    const known = [...this.#known(), ...credentials, ...signed, ...signed.map(decodeURIComponent)];
    const words = `You sent ${known.map(write).join(' and ')}`;
    const told = HEADER_VALUE.test(words) ? words : 'nothing';
    const headers: Record<string, string | string[]> = {
      'content-type': 'application/json',
      'x-echo': [told, told],
      location: `https://login.liveperson.net/?${told}`,
      'www-authenticate': `Bearer error="${told.replaceAll('"', '')}", error_description="${told}"`,
      'set-cookie': [`session=${told}`],
      'lp-message-from-transport': told,
      ...Object.fromEntries(
        known.flatMap((value) => (HEADER_NAME.test(`x-${write(value)}`) ? [[`x-${write(value)}`, 'a']] : [])),
      ),
    };
    if (this.turn % 2) delete headers['lp-message-from-transport'];
    const text = `${words} ${typeof content === 'string' ? content : ''}`;
    const shape = SHAPES[this.turn % SHAPES.length] ?? String;
    const chunks = shape(text).match(/.{1,7}/gs) ?? [];
    const status = STATUSES[this.turn % STATUSES.length] ?? 500;
    return { status, headers, body: Readable.from(chunks.map((chunk) => Buffer.from(chunk))) };
  }
}

function json({ status = 200, headers = {}, body }: Answer): TransportResponse {
  return { status, headers, body: Readable.from([Buffer.from(JSON.stringify(body))]) };
}

function baseUris() {
  return [...Object.values(LpServices), ...OTHER_SERVICES].map((service) => ({
    service,
    account: '12345678',
    baseURI: `${service.toLowerCase()}.liveperson.net`,
  }));
}
