import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../payloads/', import.meta.url));

/** One answer of LivePerson and what a caller gets of it. `test/payloads/README.md` tells the fields. */
export interface Payload {
  readonly source: string;
  readonly request?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly credential?: 'oauth1' | 'oauth2';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly bodyOf?: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly valueAt?: string;
  readonly error?: ExpectedError;
}

/** What an error is expected to be, as far as the payload says. */
export interface ExpectedError {
  readonly name?: string;
  readonly code?: string;
  /** Found in its message. */
  readonly words?: readonly string[];
  /** Found nowhere in it. */
  readonly withheld?: readonly string[];
}

/** Names of all payloads, `namespace/operation/name`. */
export function payloadNames(): string[] {
  return filesIn()
    .filter(isPayload)
    .map((path) => path.slice(0, -'.json'.length))
    .sort();
}

/** Files in the folder, beside its README, that are no payloads by their place or name. */
export function misplacedFiles(): string[] {
  return filesIn().filter((path) => !isPayload(path) && path !== 'README.md');
}

function filesIn(): string[] {
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function isPayload(path: string): boolean {
  return /^[^/]+\/[^/]+\/[^/]+\.json$/.test(path);
}

/** The text of a file in the folder. */
export function payloadText(name: string): string {
  return readFileSync(`${FOLDER}${name}.json`, 'utf8');
}

/** A payload; a body that it shares with another is in it. */
export function readPayload(name: string): Payload {
  const payload = JSON.parse(payloadText(name)) as Payload;
  return payload.bodyOf === undefined ? payload : { ...payload, body: bodyOf(payload.bodyOf) };
}

/** The body of a payload, which is of the type that the caller says. */
export function bodyOf<Body = unknown>(name: string): Body {
  return readPayload(name).body as Body;
}
