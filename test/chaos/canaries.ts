/** How planted secrets begin. A secret is hidden whole or not at all, so its beginning is enough to find it. */
export const CANARIES = {
  'a client secret': 'cnry-client-secret-',
  'an access token': 'cnry-access-token-',
  'the password of the proxy': 'cnry-proxy-password-',
} as const;

/** Shorter parts of a secret could be anything. */
const PART = 12;

/** Finds planted secrets in texts, whatever they are written as. */
export class Canaries {
  readonly #writings = new Map<string, string>();

  constructor() {
    for (const [name, secret] of Object.entries(CANARIES)) {
      for (const writing of writingsOf(secret)) this.#writings.set(writing, name);
    }
  }

  /** Names of those that the text shows. */
  in(text: string): string[] {
    const found = new Set<string>();
    for (const [writing, name] of this.#writings) if (text.includes(writing)) found.add(name);
    return [...found];
  }
}

/** As it is, percent-encoded, escaped for JSON, and in Base64 at each of the three places it can begin. */
function writingsOf(secret: string): string[] {
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
    // Without what the neighbours share.
    return text
      .slice(before === 0 ? 0 : before + 1)
      .replace(/=+$/, '')
      .slice(0, -1);
  });
  const unpadded = shifted.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    form,
    escaped,
    ...unpadded,
  ].filter((text) => text.length >= PART);
}
