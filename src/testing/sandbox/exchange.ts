import type { SandboxService } from './sandbox-services.js';

/** A request as the handlers of the sandbox see it. */
export interface SandboxRequest {
  readonly service: SandboxService;
  /** Upper case. */
  readonly method: string;
  /** The URL that the client called, on `https://localhost:PORT`. */
  readonly url: URL;
  /** Path and query as they were sent, which `url` may write in another way. */
  readonly target: string;
  readonly query: URLSearchParams;
  /** Names in lower case; the values of a repeated header are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Parameters of the path template, decoded. */
  readonly params: Readonly<Record<string, string>>;
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
}

export type Handler = (request: SandboxRequest) => Answer | Promise<Answer>;

/** One path of a server. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path template, for example `/api/account/{accountId}/login`. */
  readonly path: string;
  readonly handler: Handler;
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

/** The body as JSON, or undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The media type of a request, without its parameters. */
export function mediaType(headers: Readonly<Record<string, string>>): string {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
