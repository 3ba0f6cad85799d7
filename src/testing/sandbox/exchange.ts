import type { PeerCertificate } from 'node:tls';
import type { SandboxService } from './sandbox-services.js';

/** What LivePerson was observed to let pass, though it is documented as required. */
export interface Leniency {
  /** The parameter `v`, where reads without it were seen to be answered. */
  readonly missingVersion: boolean;
  /** The parameter `source` of the searches of history. */
  readonly missingSource: boolean;
}

/** A request as the handlers of the sandbox see it. */
export interface SandboxRequest {
  /** What of it may be missing. */
  readonly leniency: Leniency;
  /** Version that it asks for by `v`, once that was checked; undefined where there is none. */
  readonly version?: number | undefined;
  readonly service: SandboxService;
  /** Upper case. */
  readonly method: string;
  /** The URL that the client called, on `https://localhost:PORT` or on a name of LivePerson. */
  readonly url: URL;
  /** Path and query as they were sent, which `url` may write in another way. */
  readonly target: string;
  readonly query: URLSearchParams;
  /** Names in lower case; the values of a repeated header are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Parameters of the path template, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Certificate of the client, where the server asks for one. */
  readonly clientCertificate?: PeerCertificate | undefined;
  /** When it arrived, in epoch milliseconds by the clock of the sandbox. */
  readonly arrivedAt: number;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
}

/** An answer: `body` is sent as JSON, `text` and `bytes` as they are. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** Answers the text messages of a WebSocket, which status 101 opens. */
  readonly onMessage?: (text: string) => string | undefined;
}

export type Handler = (request: SandboxRequest) => Answer | Promise<Answer>;

/** One path of a server. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  /** Path template, for example `/api/account/{accountId}/login`; a `*` at its end stands for any rest. */
  readonly path: string;
  readonly handler: Handler;
  /** Whether the path is for WebSockets alone. */
  readonly opensWebSocket?: boolean;
}

/** Thrown by handlers to end a request with an answer. */
export class AnswerError extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`The sandbox answers ${answer.status}`);
    this.answer = answer;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A body as JSON, or undefined when it is none. */
export function parseJson(body: Buffer | string): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** The scheme of the Authorization header, in lower case, and what follows it; both empty where there is none. */
export function authorizationOf({ headers }: Pick<SandboxRequest, 'headers'>): {
  readonly scheme: string;
  readonly credential: string;
} {
  const [, scheme = '', credential = ''] = /^(\S+) (.*)$/.exec(headers.authorization ?? '') ?? [];
  return { scheme: scheme.toLowerCase(), credential };
}

/** The token of the scheme `Bearer`, in any case; undefined where the request has none. */
export function bearerOf(request: Pick<SandboxRequest, 'headers'>): string | undefined {
  const { scheme, credential } = authorizationOf(request);
  return scheme === 'bearer' ? credential.trim() : undefined;
}

/** The media type of a request, without its parameters. */
export function mediaType(headers: Readonly<Record<string, string>>): string {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
