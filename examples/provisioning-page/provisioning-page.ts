import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ProvisioningRun } from 'lp-functions-toolbelt/provisioning';
import { openEventStream } from './event-stream.js';
import { refusalOf, SECURITY_HEADERS } from './request-checks.js';
import { RunKeeper } from './run-keeper.js';
import { readStaticFile } from './static-files.js';

/** What {@link createProvisioningPage} needs. */
export interface ProvisioningPageOptions {
  /** The account that is provisioned; the page shows it. */
  readonly accountId: string;
  /** Begins a run, as the administrator who is signed in. Never called while a run is under way. */
  provision(): ProvisioningRun;
  /** Names that the page is reached by, without port. @default those of this machine */
  readonly hosts?: readonly string[] | undefined;
  /** Time, replaceable in tests. @default the clock of this machine */
  readonly clock?: { now(): number } | undefined;
  /** Told of each error. Nothing of a foreign error reaches the browser. @default console.error */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const LOOPBACK: readonly string[] = Object.freeze(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The page that provisions one account, as a request handler of `node:http`. It keeps its run in memory: make
 * one page for an account and keep it.
 *
 * @example
 * const page = createProvisioningPage({ accountId, provision: () => provisionAccount({ … }) });
 * createServer(page).listen(8080, '127.0.0.1');
 */
export function createProvisioningPage(options: ProvisioningPageOptions): RequestListener {
  const { accountId, hosts = LOOPBACK, clock = Date, onError = console.error } = options;
  const keeper = new RunKeeper({ accountId, provision: options.provision, now: () => clock.now(), onError });
  return (request, response) => {
    answer(request, response, keeper, hosts).catch((error: unknown) => {
      onError(error);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The server failed; its log says why.');
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  keeper: RunKeeper,
  hosts: readonly string[],
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  const refusal = refusalOf(request, hosts);
  if (refusal !== undefined) return sendText(response, refusal.status, refusal.reason);

  const [path = '/', query] = (request.url ?? '/').split('?', 2);
  const parameters = new URLSearchParams(query);
  if (path === '/runs') {
    if (request.method !== 'POST') return sendNotAllowed(response, 'POST');
    return sendJson(response, 202, { runId: keeper.start(parameters.get('after') ?? undefined) });
  }
  if (request.method !== 'GET') return sendNotAllowed(response, 'GET');
  if (path === '/events') return sendEvents(request, response, keeper, parameters.get('after'));
  await sendFile(response, path);
}

/** A page that makes a new `EventSource` cannot set the header, and gives the id in the address. */
function sendEvents(
  { headers }: IncomingMessage,
  response: ServerResponse,
  keeper: RunKeeper,
  after: string | null,
): void {
  const lastId = headers['last-event-id'] ?? after ?? '';
  const send = openEventStream(response);
  const leave = keeper.listen((message, id) => send(id, message), String(lastId));
  response.once('close', leave);
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const file = await readStaticFile(path);
  if (file === undefined) return sendText(response, 404, 'There is nothing here.');
  response.writeHead(200, { 'content-type': file.type }).end(file.content);
}

function sendNotAllowed(response: ServerResponse, method: string): void {
  response.setHeader('allow', method);
  sendText(response, 405, `Only ${method} is answered here.`);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
