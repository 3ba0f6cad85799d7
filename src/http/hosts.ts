import { ConfigError } from '../errors/config-error.js';
import { HostNotAllowedError } from '../errors/host-not-allowed-error.js';
import { LimitedCache } from './limited-cache.js';
import { Redactor } from './redact.js';

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
// The last label starts with a letter, so no form of an IPv4 address passes.
const HOST = new RegExp(`^((?:${LABEL}\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::([1-9][0-9]{0,4}))?$`);
const NO_HOST = 'expected a DNS name, with or without a port, and nothing else';
const LONGEST_NAME = 253;
/** Bytes of a host in a message. */
const LONGEST_SHOWN = 100;
const LAST_PORT = 65_535;
const LOOPBACK = 'localhost';

/** Where LivePerson's services lie. */
export const LIVEPERSON_HOSTS: readonly string[] = Object.freeze(['*.liveperson.net', '*.lpcloud.io']);

/** Decides where a credential may go. */
export interface HostPolicy {
  /** @returns The host in lower case. @throws {HostNotAllowedError} */
  check(host: string): string;
  /**
   * @param path Absolute path with its query; see `checkPath`.
   * @returns An https URL that is sure to lead to that host.
   * @throws {HostNotAllowedError}
   */
  url(host: string, path: string): URL;
}

export interface HostPolicyOptions {
  /** Names, or `*.` and a domain, each with an optional port. */
  readonly allowedHosts: readonly string[];
  /** Also `localhost`, on any port. */
  readonly allowLoopback: boolean;
  /** What a refusal advises. @default to change these options */
  readonly advice?: string;
  /** Redacts what a refusal quotes: a host can be a server's word. */
  readonly redactor?: Redactor;
}

export function createHostPolicy(options: HostPolicyOptions): HostPolicy {
  const patterns = options.allowedHosts.map(parsePattern);
  const allowed = new LimitedCache<string>(100);
  const { redactor = new Redactor() } = options;
  const refusal = (host: unknown, why: string) => refusalOf(host, why, redactor);

  const check = (host: string): string => {
    const known = allowed.get(host);
    if (known !== undefined) return known;
    const name = typeof host === 'string' ? host.toLowerCase() : '';
    if (!isHost(name)) throw refusal(host, NO_HOST);
    const isAllowed =
      patterns.some((matches) => matches(name)) || (options.allowLoopback && isLoopback(name));
    if (!isAllowed) throw refusal(host, notAllowed(name, options));
    allowed.set(host, name);
    return name;
  };

  return {
    check,
    url(host, path) {
      const name = check(host);
      const url = path.startsWith('/') ? new URL(`https://${name}${path}`) : undefined;
      if (url?.host !== name.replace(/:443$/, '')) {
        throw refusal(host, 'the path would change the host; a path begins with a single "/"');
      }
      return url;
    },
  };
}

/** Whether this is a DNS name in lower case with an optional port. */
export function isHost(text: string): boolean {
  const [, name = '', port] = HOST.exec(text) ?? [];
  if (name === '' || name.length > LONGEST_NAME || Number(port ?? 443) > LAST_PORT) return false;
  // Malformed punycode has the form of a name, and is none for Node before 24.
  return URL.canParse(`https://${text}`);
}

type Pattern = (name: string) => boolean;

/** A pattern without a port stands for port 443. */
function parsePattern(pattern: string): Pattern {
  const text = pattern.toLowerCase().replace(/:443$/, '');
  const wildcard = text.startsWith('*.');
  if (!isHost(wildcard ? text.slice(2) : text)) {
    throw new ConfigError(
      'allowedHosts',
      `allowedHosts holds ${JSON.stringify(pattern)}: expected a name such as "api.liveperson.net" or "*.liveperson.net"`,
    );
  }
  const suffix = text.slice(1);
  return (name) => {
    const plain = name.replace(/:443$/, '');
    return wildcard ? plain.endsWith(suffix) && plain.length > suffix.length : plain === text;
  };
}

function isLoopback(name: string): boolean {
  return name === LOOPBACK || name.startsWith(`${LOOPBACK}:`);
}

function notAllowed(name: string, options: HostPolicyOptions): string {
  const hint = isLoopback(name)
    ? 'set allowLoopback (LP_ALLOW_LOOPBACK=1) to use the sandbox'
    : 'add it to allowedHosts (LP_ALLOWED_HOSTS) if it is a host of LivePerson';
  return `it is none of ${options.allowedHosts.join(', ')}; ${options.advice ?? hint}`;
}

function refusalOf(host: unknown, why: string, redactor: Redactor): HostNotAllowedError {
  // What stands before "@" would be a user name and password.
  const shown = redactor.words(String(host).replace(/^.*@/s, '…@'), LONGEST_SHOWN);
  return new HostNotAllowedError(
    shown,
    `The host ${JSON.stringify(shown)} is refused: ${why}. Nothing was sent.`,
  );
}
