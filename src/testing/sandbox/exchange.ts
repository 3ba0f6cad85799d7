import { parseJson as parseJsonText } from '../../http/json.js';
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

export { isJsonObject } from '../../http/json.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The body as JSON, or undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  return parseJsonText(body.toString('utf8'));
}

/** The media type of a request, without its parameters. */
export function mediaType(headers: Readonly<Record<string, string>>): string {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
