import type { AppKey } from '../account-state.js';
import {
  isSameSignature,
  type OAuth1Pair,
  pairsOfRequest,
  type ReceivedRequest,
  readAuthorization,
  signatureOf,
} from './oauth1-signature.js';

/** Seconds that a timestamp may differ. LivePerson publishes no figure; this one is the sandbox's. */
const SKEW_SECONDS = 300;

const NEEDED = [
  'oauth_consumer_key',
  'oauth_token',
  'oauth_signature_method',
  'oauth_signature',
  'oauth_timestamp',
  'oauth_nonce',
] as const;

type Needed = (typeof NEEDED)[number];

/** What a header has to say, and what may be left out of it. */
type Protocol = Readonly<Record<Needed, string>> & { readonly oauth_version?: string };

/** Judges signed requests as section 3.2 of RFC 5849 asks a server to. */
export class OAuth1Judge {
  readonly #clock: { now(): number };
  /** The nonces that were used, by their timestamps. */
  readonly #used = new Map<number, Set<string>>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /**
   * Why a request is refused; undefined when it is signed with the key. Then its nonce has been used.
   *
   * @param fields What follows `OAuth ` in the Authorization header.
   */
  problem(request: ReceivedRequest, fields: string, key: AppKey | undefined): string | undefined {
    const pairs = readAuthorization(fields);
    if (pairs === undefined) return 'The Authorization header is malformed';
    const protocol = protocolOf(pairs, request);
    if (typeof protocol === 'string') return protocol;
    if (key?.consumerKey !== protocol.oauth_consumer_key || key.token !== protocol.oauth_token) {
      return 'The app key or its token is unknown';
    }
    return (
      formProblem(protocol) ??
      this.#timeProblem(protocol) ??
      signatureProblem(request, pairs, protocol, key) ??
      this.#nonceProblem(protocol)
    );
  }

  #timeProblem({ oauth_timestamp: text }: Protocol): string | undefined {
    if (!/^[1-9]\d{0,14}$/.test(text)) return 'The timestamp must be a positive number of seconds';
    const skew = Math.abs(this.#clock.now() / 1000 - Number(text));
    return skew > SKEW_SECONDS ? 'The timestamp is too far from the time of the server' : undefined;
  }

  /** Looked at last: a request that is not the key's must not use up a nonce of it. */
  #nonceProblem({ oauth_timestamp, oauth_nonce }: Protocol): string | undefined {
    const timestamp = Number(oauth_timestamp);
    const used = this.#used.get(timestamp);
    if (used?.has(oauth_nonce)) return 'The nonce was used before';
    if (used !== undefined) used.add(oauth_nonce);
    else {
      this.#forgetOld();
      this.#used.set(timestamp, new Set([oauth_nonce]));
    }
    return undefined;
  }

  /** Their timestamps are refused now. */
  #forgetOld(): void {
    const oldest = this.#clock.now() / 1000 - SKEW_SECONDS;
    for (const timestamp of this.#used.keys()) if (timestamp < oldest) this.#used.delete(timestamp);
  }
}

/** The protocol parameters, which have to come once, all in the header (sections 3.1 and 3.5). */
function protocolOf(pairs: readonly OAuth1Pair[], request: ReceivedRequest): Protocol | string {
  const found = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (found.has(name)) return `The parameter ${shown(name)} is repeated`;
    found.set(name, value);
  }
  const twice = pairsOfRequest(request).find(([name]) => name.startsWith('oauth_') && found.has(name));
  if (twice !== undefined) return `The parameter ${shown(twice[0])} is in the header and beside it`;
  const missing = NEEDED.find((name) => (found.get(name) ?? '') === '');
  // Each that is needed was just found, which TypeScript cannot see.
  return missing === undefined
    ? (Object.fromEntries(found) as unknown as Protocol)
    : `The parameter ${missing} is missing`;
}

function shown(name: string): string {
  return name.slice(0, 50);
}

function formProblem(protocol: Protocol): string | undefined {
  if (protocol.oauth_signature_method !== 'HMAC-SHA1') return 'The signature method must be HMAC-SHA1';
  // It may be left out (section 3.1).
  const isVersion1 = protocol.oauth_version === undefined || protocol.oauth_version === '1.0';
  return isVersion1 ? undefined : 'The version of OAuth must be 1.0';
}

function signatureProblem(
  request: ReceivedRequest,
  pairs: readonly OAuth1Pair[],
  protocol: Protocol,
  key: AppKey,
): string | undefined {
  const signed = pairs.filter(([name]) => name !== 'oauth_signature');
  const expected = signatureOf(request, signed, { consumer: key.consumerSecret, token: key.tokenSecret });
  return isSameSignature(protocol.oauth_signature, expected) ? undefined : 'The signature is wrong';
}
